"""Notes into answers: the core, which knows nothing of Discord, terminals or HTML."""
