"""Word documents (``.docx``) as Markdown: as HTML by mammoth, and that as any page.

Their archive is looked at before it is unpacked; pictures, macros and what it links to are left alone.
"""

from __future__ import annotations

import io
import zipfile

import mammoth

from embeddings.notes.formats.documents import html
from embeddings.notes.formats.documents.errors import DocumentError

_MOST_BYTES = 100_000_000
"""Of all parts of a document, unpacked, of which its text is one."""
_MOST_TEXT = 20_000_000
"""Of one part that is read: a book has a tenth."""
_MOST_PARTS = 5_000
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def markdown_of(data: bytes) -> str:
    """Return what a document says as Markdown; raises DocumentError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
            raise DocumentError(f"larger than {_MOST_BYTES // 1_000_000} MB once unpacked")
        if any(part.file_size > _MOST_TEXT for part in parts if part.filename.endswith((".xml", ".rels"))):
            raise DocumentError(f"its text is larger than {_MOST_TEXT // 1_000_000} MB once unpacked")
        found = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        )
    except DocumentError:
        raise
    except RecursionError:
        raise DocumentError("nested too deep") from None
    except Exception as error:
        # All that it is made of may be wrong, and mammoth expects none of it to be.
        raise DocumentError("damaged, or not a Word document") from error
    return html.markdown_of(found.value.replace("{", "&#123;").encode())
