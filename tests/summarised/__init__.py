"""Summaries by a language model, which is a server of our own on loopback here."""
