"""Kinds of question that are not answered by quoting the nearest session: one file for each kind."""
