"""A chat bot with no platform in it."""
