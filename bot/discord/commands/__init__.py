"""The bot's commands, one module for each group."""
