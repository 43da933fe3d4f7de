"""Words that notes of conferences share, in several languages: facts of language, not of anyone's notes."""
