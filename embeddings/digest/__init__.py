"""What is told of many sessions: recaps, announcements, related sessions."""
