"""Every error that a person may meet, as one tree.

QuothError                    one sentence for the person: what, where, what to do
├── NotesError                the notes folder, or its quoth.toml, cannot be used
├── LibraryError              the library file cannot be opened or written
│   ├── OlderLibraryError     an older Quoth made it: it is made again from the notes
│   ├── NewerLibraryError     a newer Quoth made it: it is not touched
│   └── OtherNotesError       it holds another folder's notes: they are not replaced unasked
├── ModelError                the model's files are missing, altered, or do not fit
├── EmptyQuestionError        a question without a word
├── UnknownDayError           no such day; names the days there are
└── UnknownSessionError       no such session; names the nearest titles

Whoever faces the person (the command line, the bot) shows ``str(error)`` and nothing else; anything that is
not a QuothError is a defect and goes to the log.
"""


class QuothError(Exception):
    """Shown to the person as it stands: one sentence."""


class NotesError(QuothError):
    """The notes folder or its ``quoth.toml`` cannot be used; the organiser sees it."""


class LibraryError(QuothError):
    """The library file cannot be opened or written; the organiser sees it."""


class OtherNotesError(LibraryError):
    """The library holds the notes of another folder, which would be lost."""


class OlderLibraryError(LibraryError):
    """The library has a form that an older Quoth wrote."""


class NewerLibraryError(LibraryError):
    """The library, or the bot's database, has a form that a newer Quoth wrote."""


class ModelError(QuothError):
    """The model is missing, altered or unusable; the organiser sees it."""


class EmptyQuestionError(QuothError):
    """The person asked a question without a word in it."""


class UnknownDayError(QuothError):
    """The person named a day that the notes do not cover."""


class UnknownSessionError(QuothError):
    """The person named a session that the notes do not hold."""
