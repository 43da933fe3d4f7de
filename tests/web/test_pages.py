"""What people see of the notes in a browser, without any script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote as percent_encode

from PIL import Image

from embeddings.library import Library
from tests import attendees
from tests.fakes import DAY_ONE, DAY_TWO, FakeEmbedder, write_notes
from tests.web.conftest import Browser, Open

TAPE = "/ask?q=how+long+does+a+reading+fetched+from+tape+take%3F"


async def test_the_first_page_asks_and_names_the_days(browser: Browser) -> None:
    page = await browser.get("/")
    assert page.status == 200
    assert "Saltwind Summit 2021 · Day 1 Tuesday, 4 May 2021 · 2 sessions" in page.words
    assert ("form", {"class": "ask", "action": "/ask", "method": "get"}) in page.parsed.elements


async def test_an_answer_shows_the_sentence_first_and_where_it_stands(browser: Browser) -> None:
    page = await browser.get(TAPE)
    assert page.status == 200
    assert (
        "A reading fetched from tape takes eleven minutes"
        in page.text.split("<strong>")[1].split("</strong>")[0]
    )
    assert "day1.md:" in page.words
    assert "Ilse Vandermolen Principal Engineer, Brinewood" in page.words
    assert "https://www.youtube.com/watch?v=tidal000001" in page.parsed.addresses()


async def test_an_answer_is_the_librarys_own(browser: Browser, library: Library) -> None:
    for question in (
        "Who mistakes a ferry for a foghorn?",
        "what is quantum chess?",
        "which sessions were there?",
    ):
        page, told = await browser.get(f"/ask?q={percent_encode(question)}"), library.ask(question)
        assert " ".join(told.lead.split()) in page.words
        assert f'class="reply {told.verdict}"' in page.text
        for quote in told.quotes if told.kind != "list" else ():
            assert f"{quote.file}:{quote.line}" in page.words


async def test_a_question_may_be_kept_to_a_day(browser: Browser) -> None:
    page = await browser.get(f"{TAPE}&day=Day+2")
    assert "eleven minutes" not in page.words
    assert "Kept to Day 2" in page.words
    assert (await browser.get(f"{TAPE}&day=Day+7")).status == 404


async def test_what_is_in_no_session_has_a_page_to_which_its_quote_leads(
    serving: Open, tmp_path: Path, embedder: FakeEmbedder
) -> None:
    band = "https://band.example/brass"
    welcome = f"## Welcome\n\nA [brass band]({band}) led two hecklers out.\n\n## Sessions\n"
    cover = f"# Harbour Days 2022\n\nDate: 2022-05-06\n\n{welcome}"
    notes = write_notes(tmp_path / "notes", {"README.md": cover, "day1.md": DAY_ONE, "day2.md": DAY_TWO})
    library = Library(notes, tmp_path / "library.db", embedder)
    library.refresh()
    browser = await serving(library)
    answer = await browser.get("/ask?q=which+brass+band+led+hecklers+out%3F")
    address = next(one for one in answer.parsed.addresses() if "lines=" in one)
    page = await browser.get(address.partition("#")[0])
    assert page.status == 200
    assert "A brass band led two hecklers out." in page.words
    for other in page.parsed.addresses():
        assert not other.startswith("/") or (await browser.get(other.partition("#")[0])).status == 200, other
    assert "hecklers" not in (await browser.get("/")).words
    assert "1 place Harbour Days 2022" in (await browser.get("/search?q=two+heckl")).words
    assert "https://band.example/brass" in (await browser.get("/links")).parsed.addresses()


async def test_a_quote_leads_to_its_place_in_the_session(browser: Browser) -> None:
    answer = await browser.get(TAPE)
    address = next(one for one in answer.parsed.addresses() if "lines=" in one)
    page = await browser.get(address.partition("#")[0])
    marked = page.text.split("<mark>", 1)[1].split("</mark>")[0]
    assert marked in DAY_ONE
    assert "search costs nothing" in page.words
    assert f'id="{address.partition("#")[2]}"' in page.text


async def test_a_session_is_shown_whole(browser: Browser) -> None:
    found = await browser.get("/sessions?day=1")
    (address,) = [one for one in found.parsed.addresses() if "lighthouse" in one]
    page = await browser.get(address)
    assert "Ravi Okonjo Staff Engineer, Lampwick Software" in page.words
    assert "heap.push(lamp, due=dusk)" in page.text
    assert page.words.count("Ravi Okonjo") == 1
    assert "No recording in the notes." in page.words


async def test_a_break_is_listed_and_not_counted_and_what_has_no_day_stands_under_none(
    serving: Open, tmp_path: Path, embedder: FakeEmbedder
) -> None:
    day = "# Kettle Conf 2031 | Day 1 - 2031-05-02\n\n## Steam for all of us\n\nUp.\n\n## Lunch\n\nSoup.\n"
    lids = "# Lids that never fit\n\nThey fall.\n"
    notes = write_notes(tmp_path / "tea", {"day1.md": day, "lids.md": lids})
    library = Library(notes, tmp_path / "tea.db", embedder)
    library.refresh()
    browser = await serving(library)
    page = await browser.get("/sessions")
    assert "Sessions 2 sessions Kettle Conf 2031 · Day 1" in page.words
    assert "Friday, 2 May 2031 · 1 session · Recap" in page.words
    assert page.words.index("Lunch") < page.words.index("No day in the notes") < page.words.index("Lids")
    assert "Lids that never fit 1 session" in (await browser.get("/")).words


async def test_lists_are_lists(browser: Browser) -> None:
    sessions = await browser.get("/sessions")
    (address,) = [one for one in sessions.parsed.addresses() if "cold-storage" in one]
    page = await browser.get(address)
    assert "<ul>\n<li" in page.text.replace("<ul><li", "<ul>\n<li")
    assert page.text.count("<ul>") == page.text.count("</ul>") - page.text.count('<ul class="')
    names = [tag for tag, _ in page.parsed.elements]
    assert names.count("li") > 2


async def test_links_stand_within_the_text_and_below_it(browser: Browser) -> None:
    sessions = await browser.get("/sessions")
    (address,) = [one for one in sessions.parsed.addresses() if "cold-storage" in one]
    page = await browser.get(address)
    assert page.parsed.addresses().count("https://github.com/brinewood/tapes") == 2


async def test_pictures_are_shown_with_what_the_notes_say_of_them(browser: Browser, notes: Path) -> None:
    (notes / "pictures").mkdir()
    Image.new("RGB", (40, 30), "teal").save(notes / "pictures" / "mine.png")
    sessions = await browser.get("/sessions")
    (address,) = [one for one in sessions.parsed.addresses() if "cold-storage" in one]
    page = await browser.get(address)
    ((_, shown),) = [one for one in page.parsed.elements if one[0] == "img"]
    assert shown["alt"] == "Tape shelves in the mine"
    picture = await browser.get(str(shown["src"]))
    assert picture.status == 200
    assert picture.headers["Content-Type"] == "image/webp"


async def test_words_are_searched_in_all_of_the_notes_as_they_are_typed(browser: Browser) -> None:
    page = await browser.get("/search?q=fogh+gu")
    assert "1 place" in page.words
    assert "nine hundred hours of foghorns and gulls" in page.words
    part = await browser.get("/search?q=vanderm&part=1")
    assert "Cold storage" in part.words
    assert "<html" not in part.text
    assert "0 places" in (await browser.get("/search?q=zeppelin")).words
    assert (await browser.get("/search?q=%21%21")).status == 200


async def test_speakers_and_links_are_listed_with_their_sessions(browser: Browser) -> None:
    speakers = (await browser.get("/speakers")).words
    assert "Marguerite Osei Acoustician, Dunlin Institute Foghorn acoustics" in speakers
    links = await browser.get("/links")
    assert "https://www.youtube.com/watch?v=foghorn0002" in links.parsed.addresses()


async def test_a_recap_is_the_page_that_is_also_shared(browser: Browser) -> None:
    page = await browser.get("/recap?day=Day+1")
    assert page.status == 200
    assert "Lighthouse scheduling with priority queues" in page.words
    assert (await browser.get("/recap?day=Day+8")).status == 404
    assert (await browser.get("/recap")).headers["Location"] == "/"


async def test_notes_that_changed_are_shown_as_they_are_now(browser: Browser, notes: Path) -> None:
    changed = DAY_TWO.replace("about once a week", "about twice a day")
    (notes / "day2.md").write_text(changed, encoding="utf-8")
    page = await browser.get("/ask?q=how+often+does+it+mistake+a+ferry+for+a+foghorn%3F")
    assert "twice a day" in page.words
    assert "twice a day" in (await browser.get("/search?q=twice+day")).words


async def test_quotes_lead_to_the_notes_on_the_web_where_they_are_there(
    serving: Open, library: Library
) -> None:
    browser = await serving(library, notes_url="https://example.org/notes")
    page = await browser.get(TAPE)
    assert any(one.startswith("https://example.org/notes/day1.md#L") for one in page.parsed.addresses())


async def test_whoever_watches_over_it_learns_whether_it_is_well(browser: Browser) -> None:
    page = await browser.get("/healthz")
    assert (page.status, '"well": true' in page.text) == (200, True)


async def test_what_is_wrong_is_said_in_a_sentence(browser: Browser) -> None:
    assert "The notes have no session" in (await browser.get("/session/no-such-thing-anywhere")).words
    assert "There is no such page." in (await browser.get("/nowhere")).words
    long = await browser.get("/ask?q=" + "tape+" * 150)
    assert (long.status, "500 characters" in long.words) == (400, True)
    assert (await browser.get("/ask?q=+")).headers["Location"] == "/"
    assert (await browser.get("/ask?q=%3F%3F")).status == 400


async def test_a_session_shows_each_account_and_marks_a_quote_in_its_own(
    browser: Browser, notes: Path
) -> None:
    write_notes(notes, attendees.NOTES)
    answer = await browser.get("/ask?q=how+many+capstans+were+measured+over+two+winters%3F")
    assert "The notes differ:" in answer.words
    assert "ben/day1.md:7 · Ben’s notes" in answer.words
    address = next(one for one in answer.parsed.addresses() if "notes=ben" in one)
    page = await browser.get(address.partition("#")[0])
    assert "45 capstans" in page.text.split("<mark>", 1)[1].split("</mark>")[0]
    assert page.text.count("<mark>") == 1
    assert all(f"{name}’s notes" in page.words for name in ("Anna", "Ben", "Cleo Marsh"))
    ids = [attributes["id"] for _, attributes in page.parsed.elements if attributes.get("id")]
    assert len(ids) == len(set(ids)), "each line has an address of its own"
    assert f'id="{address.partition("#")[2]}"' in page.text


async def test_a_search_finds_what_any_of_several_people_wrote(browser: Browser, notes: Path) -> None:
    write_notes(notes, attendees.NOTES)
    found = await browser.get("/search?q=brush+oil")
    address = next(one for one in found.parsed.addresses() if "lines=" in one)
    page = await browser.get(address.partition("#")[0])
    assert "A brush with oil" in page.text.split("<mark>", 1)[1].split("</mark>")[0]
