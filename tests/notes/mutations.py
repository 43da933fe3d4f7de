"""Writing habits: the same notes as another hand would write them.

A mutation takes the files of a folder and returns them with the same sessions: headings in another style,
something on top of each file, files split or joined, speakers written another way. Each is a pure function of
the files and of the sessions that were read from them as they stood.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from embeddings.notes.formats.markdown import MarkdownFormat
from embeddings.notes.model import Source
from embeddings.notes.reader import slug
from embeddings.records import Session
from embeddings.text.document_names import humanised
from embeddings.text.markdown_words import words

Files = Mapping[str, str]
"""The text of each file by its path within the notes."""

_HASHES = re.compile(r" {0,3}(#{1,6})[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*$")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]*)\)")
_STEMS_OF_FOLDERS = ("readme", "index", "_index")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One habit; ``moves`` is whether a session may stand in another file afterwards."""

    apply: Callable[[Files, Sequence[Session]], Files]
    moves: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, the lines it takes (0-based, the last exclusive) and its text as written."""

    start: int
    end: int
    level: int
    text: str


def _headings(text: str) -> list[_Heading]:
    lines = text.split("\n")
    found: list[_Heading] = []
    for block in MarkdownFormat().read(Source("x.md", text.encode())).blocks:
        if block.kind != "heading" or block.quoted:
            continue
        match = _HASHES.match(lines[block.line - 1])
        if match:
            found.append(_Heading(block.line - 1, block.line, len(match[1]), match[2]))
        elif block.underlined:
            joined = " ".join(line.strip() for line in lines[block.line - 1 : block.end_line])
            found.append(_Heading(block.line - 1, block.end_line + 1, block.level, joined))
    return [heading for heading in found if heading.text.strip()]


def _height(text: str) -> int:
    """Return how many lines the front matter takes."""
    return MarkdownFormat().read(Source("x.md", text.encode())).front.height


def _by_heading(write: Callable[[_Heading, int], list[str]]) -> Mutation:
    """Write every heading anew; ``write`` gets it and its number within its file."""

    def one(text: str) -> str:
        lines = text.split("\n")
        for number, heading in reversed(list(enumerate(_headings(text), 1))):
            lines[heading.start : heading.end] = write(heading, number)
        return "\n".join(lines)

    return Mutation(lambda files, _: {file: one(text) for file, text in files.items()})


def _by_text(change: Callable[[str], str]) -> Mutation:
    return Mutation(lambda files, _: {file: change(text) for file, text in files.items()})


def _shift(files: Files, by: int) -> Files:
    """Write all headings on another level; where there is no room for one, as they were."""
    levels = [heading.level for text in files.values() for heading in _headings(text)]
    if not levels or not (min(levels) + by >= 1 and max(levels) + by <= 6):
        return files
    return _by_heading(lambda heading, _: ["#" * (heading.level + by) + " " + heading.text]).apply(files, [])


def _as_bold(heading: _Heading, _: int) -> list[str]:
    return ["", f"**{re.sub(r'[*]{2}|__', '', heading.text)}**", ""]


def _as_html(heading: _Heading, _: int) -> list[str]:
    text = _LINK.sub(r'<a href="\2">\1</a>', re.sub(r"[*]{2}|__|`", "", heading.text))
    return ["", f"<h{heading.level}>{text}</h{heading.level}>", ""]


def _underlined(heading: _Heading, _: int) -> list[str]:
    other = re.match(r"\d+[.)]|[-+*>#|=~`]", heading.text)
    if heading.level > 2 or other:
        return ["#" * heading.level + " " + heading.text]
    return ["", heading.text, "=-"[heading.level - 1] * max(3, len(heading.text)), ""]


def _numbered(text: str) -> str:
    """Number the headings of each level anew under the one above; what stands alone gets no number."""
    lines, headings = text.split("\n"), _headings(text)
    counts: dict[int, int] = defaultdict(int)
    for heading in headings:
        counts = defaultdict(int, {level: count for level, count in counts.items() if level <= heading.level})
        counts[heading.level] += 1
        alone = sum(other.level == heading.level for other in headings) == 1
        if not alone and not re.match(r"\W*\d", heading.text):
            number = f"{counts[heading.level]}. "
            # Each line gives one line, so that the others stay where they are.
            underline = lines[heading.start + 1 : heading.end]
            lines[heading.start] = f"{'#' * heading.level} {number}{heading.text}"
            lines[heading.start + 1 : heading.end] = [""] * len(underline)
    return "\n".join(lines)


def _on_top(line: str) -> Mutation:
    """Write a line over everything, below the front matter."""

    def one(text: str) -> str:
        lines, height = text.split("\n"), _height(text)
        return "\n".join([*lines[:height], *([""] if height else []), line, "", *lines[height:]])

    return _by_text(one)


def _with_contents(text: str) -> str:
    """List the headings that follow the first one right below it."""
    headings = _headings(text)
    if len(headings) < 3:
        return text
    top = min(heading.level for heading in headings[1:])
    entries = [
        "  " * (heading.level - top) + f"- [{_without_links(heading.text)}](#{slug(heading.text)})"
        for heading in headings[1:]
        if heading.level <= top + 1
    ]
    lines, after = text.split("\n"), headings[0].end
    return "\n".join([*lines[:after], "", *entries, "", *lines[after:]])


def _without_links(text: str) -> str:
    return _LINK.sub(r"\1", text)


def _with_front_matter(text: str) -> str:
    return text if _height(text) else f"---\nlayout: post\ntags: [conference, notes]\n---\n\n{text}"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change every line that is neither of the front matter nor of code."""
    fenced, height, found = False, _height(text), []
    for number, line in enumerate(text.split("\n")):
        fence = bool(re.match(r" {0,3}(?:```|~~~)", line))
        found.append(line if fenced or fence or number < height else change(line))
        fenced ^= fence
    return "\n".join(found)


def _split(files: Files, sessions: Sequence[Session]) -> Files:
    """Put each session into a file of its own, in a folder for the file it stood in."""
    found: dict[str, str] = {}
    by_file = _by_file(sessions)
    for file, text in files.items():
        own, lines = by_file[file], text.split("\n")
        starts = [lines[session.line - 1] for session in own]
        if len(own) < 2 or any(re.match(r"\s*(?:[-*+]|\d+[.)])\s", start) for start in starts):
            found[file] = text
            continue
        stem = PurePosixPath(file).with_suffix("")
        for number, session in enumerate(own, 1):
            name = f"{stem}/{number:02}-{slug(session.title)}.md"
            found[name] = "\n".join(lines[session.line - 1 : session.end_line]) + "\n"
    return found


def _join(files: Files, sessions: Sequence[Session]) -> Files:
    """Put all files that hold sessions into one; a title that stood in no heading becomes one."""
    by_file = _by_file(sessions)
    if len(by_file) < 2:
        return files
    parts: list[str] = []
    for file, text in files.items():
        own = by_file[file]
        if len(own) == 1 and own[0].id == slug(str(PurePosixPath(file).with_suffix("")), "/"):
            parts.append(_under_its_title(text, own[0]))
        elif own:
            parts.append(_under_a_title(file, text))
    rest = {file: text for file, text in files.items() if not by_file[file]}
    return {**rest, "all-notes.md": "\n\n".join(parts) + "\n"}


def _body(text: str) -> str:
    return "\n".join(text.split("\n")[_height(text) :]).strip("\n")


def _under_a_title(file: str, text: str) -> str:
    """Write the sessions of a file below one heading of level 1: its own, or what the file is called."""
    body = _body(text)
    if any(heading.level == 1 for heading in _headings(body)):
        return body
    front = MarkdownFormat().read(Source(file, text.encode())).front
    return f"# {front.text('title') or humanised(file)}\n\n{body}"


def _under_its_title(text: str, session: Session) -> str:
    """Write a file that is one session as one heading of level 1 with everything else below it."""
    lines, height = text.split("\n"), _height(text)
    headings = [heading for heading in _headings(text) if heading.start >= height]
    own = next((heading for heading in headings if heading.start == session.line - 1), None)
    rest = [heading for heading in headings if heading is not own]
    deeper = 1 if any(heading.level == 1 for heading in rest) else 0
    changed = {heading: "#" * min(6, heading.level + deeper) + " " + heading.text for heading in rest}
    plain = lines[session.line - 1].strip(" *_")
    first = [f"# {session.title}", ""]
    if own is not None:
        changed[own], first = f"# {own.text}", []
    elif session.line > height and words(session.title) == words(plain):
        changed[_Heading(session.line - 1, session.line, 1, plain)], first = f"# {plain}\n", []
    for heading in sorted(changed, key=lambda heading: -heading.start):
        lines[heading.start : heading.end] = [changed[heading]]
    return "\n".join([*first, *lines[height:]]).strip("\n")


def _into_folders(files: Files, _: Sequence[Session]) -> Files:
    def moved(file: str) -> str:
        path = PurePosixPath(file)
        return file if path.stem.lower() in _STEMS_OF_FOLDERS else str(path.with_suffix("") / "index.md")

    return {moved(file): text for file, text in files.items()}


def _by_file(sessions: Sequence[Session]) -> dict[str, list[Session]]:
    found: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        found[session.file].append(session)
    return found


def _by_speaker_line(write: Callable[[str, str], list[str]]) -> Mutation:
    """Write every plain line that names one speaker anew; ``write`` gets it bare and the speaker's name."""

    def every(files: Files, sessions: Sequence[Session]) -> Files:
        found: dict[str, str] = {}
        by_file = _by_file(sessions)
        for file, text in files.items():
            lines, height = text.split("\n"), _height(text)
            named: dict[int, list[str]] = defaultdict(list)
            for session in by_file[file]:
                for speaker in session.speakers:
                    if speaker.line and speaker.line > max(height, session.line):
                        named[speaker.line - 1].append(speaker.name)
            for number in sorted(named, reverse=True):
                bare = re.sub(r"[*_]+", "", lines[number]).strip()
                if len(named[number]) == 1 and bare.startswith(named[number][0]) and len(bare) < 120:
                    lines[number : number + 1] = write(bare, named[number][0])
            found[file] = "\n".join(lines)
        return found

    return Mutation(every)


def _company_below(bare: str, name: str) -> list[str]:
    rest = bare.removeprefix(name).strip(" -–—|,:()")
    return [name, rest] if rest else [name]


def _in_capitals(text: str) -> str:
    """Return a heading in capitals, but for its addresses."""
    parts = re.split(r"(\]\([^()]*\)|https?://\S+)", text)
    return "".join(part if number % 2 else part.upper() for number, part in enumerate(parts))


_EMOJI = "🎤🚀💡🔥"

MUTATIONS: dict[str, Mutation] = {
    "headings one level deeper": Mutation(lambda files, _: _shift(files, 1)),
    "headings one level higher": Mutation(lambda files, _: _shift(files, -1)),
    "headings as bold lines": _by_heading(_as_bold),
    "headings in HTML": _by_heading(_as_html),
    "no-break space after #": _by_heading(lambda heading, _: ["#" * heading.level + "\u00a0" + heading.text]),
    "headings underlined": _by_heading(_underlined),
    "numbers before headings": _by_text(_numbered),
    "emoji before headings": _by_heading(
        lambda heading, number: [f"{'#' * heading.level} {_EMOJI[number % 4]} {heading.text}"]
    ),
    "headings closed by #": _by_heading(
        lambda heading, _: [f"{'#' * heading.level} {heading.text} {'#' * heading.level}"]
    ),
    "headings that end in a colon": _by_heading(
        lambda heading, _: [f"{'#' * heading.level} {heading.text}:"]
    ),
    "headings in capitals": _by_heading(
        lambda heading, _: [f"{'#' * heading.level} {_in_capitals(heading.text)}"]
    ),
    "attributes after headings": _by_heading(
        lambda heading, number: [f"{'#' * heading.level} {heading.text} {{#part-{number} .wide}}"]
    ),
    "a link back on top": _on_top("[← Back to the overview](../README.md)"),
    "a line of tags on top": _on_top("#conference #notes #watched"),
    "a table of contents": _by_text(_with_contents),
    "front matter": _by_text(_with_front_matter),
    "CRLF": _by_text(lambda text: text.replace("\n", "\r\n")),
    "a byte order mark": _by_text(lambda text: "\ufeff" + text),
    "one file a session": Mutation(_split, moves=True),
    "all in one file": Mutation(_join, moves=True),
    "each file an index.md": Mutation(_into_folders, moves=True),
    "speakers in bullets": _by_speaker_line(lambda bare, _: [f"- {bare}"]),
    "company on the next line": _by_speaker_line(_company_below),
    "speakers with a label": _by_speaker_line(lambda bare, _: [f"Speaker: {bare}"]),
    "speakers in italics": _by_speaker_line(lambda bare, _: [f"*{bare}*"]),
    "bullets of a word processor": _by_text(
        lambda text: _outside_code(text, lambda line: re.sub(r"^(\s*)[-*+] (?=\S)", r"\1• ", line))
    ),
    "two spaces at each end": _by_text(
        lambda text: _outside_code(text, lambda line: f"{line}  " if line.strip() else line)
    ),
    "empty lines doubled": _by_text(
        lambda text: _outside_code(text, lambda line: line if line.strip() else "\n")
    ),
}
"""Every habit by what it is called."""
