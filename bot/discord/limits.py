"""The sizes that Discord takes of a message and of its parts; text is counted in UTF-16 units.

discord.py checks almost none of them, and Discord refuses the whole message where one is passed.
Source: the resource pages "Message", "Components" and "Channel" of Discord's developer documentation.
"""

from __future__ import annotations

from bot.render.images import Sizes

CONTENT = 2000
TEXTS_TOTAL = 4000
"""Of all texts of a message together."""
COMPONENTS = 40
"""Of a message, those inside others counted too."""
TITLE = 256
"""Of a title: ours, so that it stays one or two lines."""
TEXT_URL = 2048
"""Of an address in a text: ours; it is shown whole."""
ROW_BUTTONS = 5
GALLERY = 10
BUTTON_LABEL = 80
CUSTOM_ID = 100
LINK_URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_TEXT = 100
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
FILE_DESCRIPTION = 1024
THREAD_NAME = 100

PICTURES = Sizes(FILE_BYTES, FILE_DESCRIPTION)
