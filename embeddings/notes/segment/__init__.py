"""Which parts of the files are sessions."""
