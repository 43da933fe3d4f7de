"""A line of notes as the people that it names."""
