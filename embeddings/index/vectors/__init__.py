"""Vectors to their nearest neighbours."""
