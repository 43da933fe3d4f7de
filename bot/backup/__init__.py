"""Backups of the library and the bot's database."""
