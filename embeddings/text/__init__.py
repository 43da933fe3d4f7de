"""Facts of language: words, dates, sentences, abbreviations. Imports nothing else of ours."""
