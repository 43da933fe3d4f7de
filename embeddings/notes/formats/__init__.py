"""Bytes of a file to blocks, by the format that it is written in."""
