"""A question to an answer, in the words of the notes."""
