"""What comes in from Discord: whether it is for the bot, and which words of it are a question."""
