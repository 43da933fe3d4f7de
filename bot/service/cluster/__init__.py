"""Several processes, one bot: which of them serves which part of the bot's servers."""
