"""The bot's own words, in the languages of Discord's clients: see ``phrases``."""
