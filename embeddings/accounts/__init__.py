"""Sessions that several attendees took notes of: told by what the records say, and listed as one."""
