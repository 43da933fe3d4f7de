"""The faces of Quoth: the command line, the Discord bot, the recap's page."""
