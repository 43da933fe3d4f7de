"""Notes that people hand in: what of a file is taken, how it reads, and the folder that it is kept in."""
