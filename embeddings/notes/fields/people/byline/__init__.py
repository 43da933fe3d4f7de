"""What stands between the title of a session and its text."""
