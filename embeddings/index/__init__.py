"""Sessions into a library that can be searched."""
