"""What a person's name looks like."""
