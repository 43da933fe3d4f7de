"""Who spoke: names, lines of names, titles that name somebody, bylines, and the habits of a folder."""
