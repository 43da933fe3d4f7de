"""Where notes come from when they are not a folder of this machine's: a repository, fetched by git."""
