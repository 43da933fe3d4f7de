"""Documents (HTML, Word): what they say is made Markdown, which is read, quoted and proven as Markdown is."""
