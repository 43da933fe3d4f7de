"""Summaries of quotes by a language model: asked for, mistrusted, and shown as far as a quote holds them."""
