"""The notes for assistants, over the Model Context Protocol: quotes with their places, and a verdict."""
