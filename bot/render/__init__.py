"""What the core found, as text, terminal output and HTML."""
