"""The pages, one function each."""

from __future__ import annotations

import io
from itertools import groupby
from urllib.parse import quote as percent_encode

from aiohttp import web

from bot.render import page as recap_page
from bot.render.images import bare, locate
from bot.render.labels import by_day, counted, counted_sessions, joined, long_date, role_and_company
from bot.render.page import shown_links
from bot.service.service import LONGEST_QUESTION
from bot.web.site import Site, page
from bot.web.views import Asked, Line, ShownAccount, ShownAnswer, day_address, lines_asked, place_address
from embeddings.digest.directory import links as link_entries
from embeddings.digest.directory import speakers as speaker_entries
from embeddings.errors import QuothError, UnknownDayError, UnknownSessionError
from embeddings.library import Library
from embeddings.records import NO_RECORDING, ONLY_TITLE, Image, Session, talks_of
from embeddings.records_reader import AccountText

SITE = web.AppKey("site", Site)
_LONGEST_ID = 1000
_MOST_FOUND = 40
"""Places that a search shows."""
_RECAP_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A recap's page has a policy of its own, which names its style by its digest."""


async def home(request: web.Request) -> web.Response:
    """Show where to ask, and the days that the notes cover."""
    days = await request.app[SITE].use(lambda library: library.days())
    return page(
        "home.html",
        days=[_day(day.event, day.label, day.date, day.sessions, day.name, day.title) for day in days],
    )


async def ask(request: web.Request) -> web.Response:
    """Show the answer to a question."""
    site = request.app[SITE]
    question, day = request.query.get("q", "").strip(), request.query.get("day", "").strip() or None
    if not question:
        return web.Response(status=302, headers={"Location": "/"})
    if len(question) > LONGEST_QUESTION:
        return trouble(
            400, f"A question may have {LONGEST_QUESTION} characters: a sentence finds most.", question
        )
    try:
        answer = await site.ask(question, day)
    except UnknownDayError as error:
        return trouble(404, str(error), question)
    summary = await site.summary(answer)
    notes_site = await site.use(site.links_to_notes)
    shown = ShownAnswer.of(answer, notes_site, summary)
    return page("answer.html", question=question, day=day, shown=shown)


async def sessions(request: web.Request) -> web.Response:
    """List the sessions, of one day where named, in the order of the notes."""
    day = request.query.get("day", "").strip() or None
    found = await request.app[SITE].use(lambda library: library.sessions(day))
    days = [
        (key, list(members)) for key, members in groupby(found, lambda one: (one.event, one.day, one.date))
    ]
    names = [label or date or event or "" for (event, label, date), _ in days]
    groups = [
        (_day(*key, len(talks_of(members)), name, heading), [Line.of(one) for one in members])
        for (key, members), name, heading in zip(days, names, by_day(names), strict=True)
    ]
    return page("sessions.html", groups=groups, count=counted_sessions(found), day=day)


async def session(request: web.Request) -> web.Response:
    """Show a session whole: who, when, its notes with what was quoted marked, pictures and links."""
    site, name = request.app[SITE], request.match_info["session"]
    asked = Asked(lines_asked(request.query.get("lines", "")), request.query.get("notes", ""))
    if len(name) > _LONGEST_ID:
        raise web.HTTPNotFound

    def read(library: Library) -> web.Response:
        found = library.session(name)
        blocks, missing = library.standing(found)
        others, lost = library.others(found)
        told = [AccountText(found, blocks), *others]
        return page(
            "session.html",
            session=found,
            line=Line.of(found),
            day_address=day_address("/recap", found.day or found.date or found.file),
            speakers=[(one.name, role_and_company(one)) for one in found.speakers],
            accounts=ShownAccount.of(found, told, site.links_to_notes(library), asked),
            missing=missing + lost,
            pictures=[
                (f"/picture/{number}/{percent_encode(found.id, safe='/')}", image.alt)
                for number, (image, file) in enumerate(_pictures(found))
                if locate(image, file, library.notes, site.images) is not None
            ],
            links=shown_links(found.links),
            only_title=ONLY_TITLE,
            no_recording=NO_RECORDING if found.lacks_recording else "",
            related=[(Line.of(one), why) for one, why in library.related(found.id)],
        )

    return await site.use(read)


async def picture(request: web.Request) -> web.Response:
    """Send a picture that a session names, encoded again: no more than its pixels."""
    site = request.app[SITE]
    number, name = int(request.match_info["number"]), request.match_info["session"]

    def read(library: Library) -> bytes | None:
        found = library.session(name)
        pictures = _pictures(found)
        if number >= len(pictures):
            return None
        path = locate(*pictures[number], library.notes, site.images)
        picture = None if path is None else bare(path)
        if picture is None:
            return None
        data = io.BytesIO()
        picture.save(data, "WEBP", quality=80, method=2)
        return data.getvalue()

    data = await site.use(read)
    if data is None:
        raise web.HTTPNotFound
    return web.Response(body=data, content_type="image/webp")


def _pictures(session: Session) -> list[tuple[Image, str]]:
    """Return the pictures of all accounts of a session, each with the file that names it."""
    return [(image, account.file) for account in session.all_accounts for image in account.images]


async def search(request: web.Request) -> web.Response:
    """Show the places of the notes that hold some words; the list alone where the script asks for it."""
    site, text = request.app[SITE], request.query.get("q", "").strip()[:LONGEST_QUESTION]
    places, count = await site.use(lambda library: site.words(library).find(text, _MOST_FOUND))
    template = "found.html" if request.query.get("part") else "search.html"
    found = [
        (
            Line.of(place.session),
            place_address(
                place.session.id, place.block, place.account.file if place.session.accounts else ""
            ),
            place.block.text,
        )
        for place in places
    ]
    return page(template, text=text, found=found, count=count, shown=len(found))


async def speakers(request: web.Request) -> web.Response:
    """List who spoke, with their sessions."""
    entries = speaker_entries(await request.app[SITE].use(lambda library: library.sessions()))
    shown = [
        (entry.name, ", ".join([*entry.roles, *entry.companies]), _lines(entry.sessions)) for entry in entries
    ]
    return page("speakers.html", entries=shown)


async def links(request: web.Request) -> web.Response:
    """List the links of all days, each once, with its sessions or where else it stands."""
    entries = link_entries(await request.app[SITE].use(lambda library: library.texts()))
    shown = [(link, _lines(entry.sessions)) for entry in entries for link in shown_links([entry.link])]
    return page("links.html", entries=shown)


async def recap(request: web.Request) -> web.Response:
    """Show a day told in the notes' own words: the page that is also shared as a file."""
    site, day = request.app[SITE], request.query.get("day", "").strip()
    if not day:
        return web.Response(status=302, headers={"Location": "/"})

    def read(library: Library) -> str:
        base = site.links_to_notes(library).url
        return recap_page.render(library.recaps(day), library.notes, images=site.images, notes_url=base)

    text = await site.use(read)
    return web.Response(
        text=text, content_type="text/html", headers={"Content-Security-Policy": _RECAP_POLICY}
    )


async def healthz(request: web.Request) -> web.Response:
    """Tell whether the notes can be read."""
    try:
        found = await request.app[SITE].use(lambda library: library.sessions())
    except QuothError as error:
        return web.json_response({"well": False, "sentence": str(error)}, status=503)
    return web.json_response({"well": True, "sentence": f"Serving {counted_sessions(found)}."})


def trouble(status: int, sentence: str, question: str = "") -> web.Response:
    """Return the page that says what is wrong."""
    return page("trouble.html", status, sentence=sentence, question=question)


def status_of(error: QuothError) -> int:
    """Return the status of an error that a person may meet."""
    return 404 if isinstance(error, UnknownDayError | UnknownSessionError) else 400


def asks(request: web.Request) -> bool:
    """Tell whether a request is a question, which takes the model."""
    return request.path == "/ask"


def _day(
    event: str | None, label: str | None, date: str | None, count: int, name: str, title: str
) -> dict[str, str]:
    """Return what is shown of a day: ``name`` is what it is asked for by, ``title`` what it is called."""
    return {
        "title": joined(event, label) or long_date(date) or title,
        "date": long_date(date),
        "count": counted(count, "session"),
        "sessions": day_address("/sessions", name),
        "recap": day_address("/recap", name),
        "name": name,
    }


def _lines(found: tuple[Session, ...]) -> list[Line]:
    return [Line.of(one) for one in found]
