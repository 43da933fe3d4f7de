"""What is handed in is decided once, whoever asks, and forgotten when it is old or its person says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.inbox.handed_in import NotesFile
from bot.service.database import BotDatabase
from bot.service.submissions import InboxSetting, State, Submission
from tests.clocks import DAY, ManualClock

SERVER, OTHER = 71, 72
ANN, BOB = 1, 2
WAITING: tuple[State, ...] = ("waiting",)
TAKING: tuple[State, ...] = ("taking",)
TAKEN: tuple[State, ...] = ("taken",)
REMOVING: tuple[State, ...] = ("removing",)


def add(database: BotDatabase, clock: ManualClock, key: str, state: State, user: int = ANN) -> None:
    new = Submission(key, SERVER, "default", user, f"{key}.md", key, 1, clock.time(), state)
    database.submissions.add(new, [NotesFile("a.md", "# A talk"), NotesFile("b/c.md", f"# Of {key}")])


def states(database: BotDatabase) -> dict[str, str]:
    rows = database.connection.rows("SELECT key, state FROM submissions")
    return {str(key): str(state) for key, state in rows}


def test_a_submission_is_found_in_its_server_with_its_text(database: BotDatabase, clock: ManualClock) -> None:
    add(database, clock, "k", "waiting")
    found = database.submissions.find("k", SERVER)
    assert found is not None
    assert (found.file, found.user, found.state, found.told) == ("k.md", ANN, "waiting", None)
    assert database.submissions.find("k", OTHER) is None
    assert [file.name for file in database.submissions.files("k")] == ["a.md", "b/c.md"]


def test_of_many_who_decide_at_once_one_does(database: BotDatabase, clock: ManualClock) -> None:
    add(database, clock, "k", "waiting")
    wanted: list[State] = ["taking", "refused", "removed", "taking", "refused", "removed"]
    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(lambda after: database.submissions.move("k", WAITING, after), wanted))
    assert done.count(True) == 1
    assert states(database) == {"k": wanted[done.index(True)]}


def test_text_is_kept_until_it_is_decided_and_no_longer(database: BotDatabase, clock: ManualClock) -> None:
    kept = database.submissions
    add(database, clock, "a", "waiting")
    add(database, clock, "b", "waiting")
    assert kept.move("a", WAITING, "taking", place="a")
    assert kept.files("a")
    assert kept.places("default") == ["a"]
    assert kept.move("a", TAKING, "taken")
    assert kept.move("b", WAITING, "refused")
    assert database.connection.rows("SELECT * FROM submitted") == []
    assert kept.move("a", TAKEN, "removing")
    assert kept.move("a", REMOVING, "removed")
    assert kept.places("default") == []


def test_what_could_not_be_written_waits_again(database: BotDatabase, clock: ManualClock) -> None:
    add(database, clock, "k", "waiting")
    assert database.submissions.move("k", WAITING, "taking", place="k")
    database.submissions.move_back("k")
    assert states(database) == {"k": "waiting"}
    assert database.submissions.places("default") == []
    assert database.submissions.files("k")


def test_the_list_is_of_a_server_and_of_one_person_where_named(
    database: BotDatabase, clock: ManualClock
) -> None:
    add(database, clock, "mine", "waiting")
    clock.move(5)
    add(database, clock, "theirs", "taken", BOB)
    add(database, clock, "seen", "shown")
    assert [one.key for one in database.submissions.of(SERVER)] == ["theirs", "mine"]
    assert [one.key for one in database.submissions.of(SERVER, ANN)] == ["mine"]
    assert database.submissions.of(OTHER) == []
    assert database.submissions.undecided(SERVER) == 1
    assert database.submissions.undecided(SERVER, BOB) == 0


def test_what_is_not_told_of_yet_is_told_until_it_is(database: BotDatabase, clock: ManualClock) -> None:
    kept = database.submissions
    for key, state in {"seen": "shown", "new": "waiting", "half": "taking"}.items():
        add(database, clock, key, state)  # type: ignore[arg-type]
    assert {one.key for one in kept.unsettled()} == {"new", "half"}
    kept.stands("new", 5, "77")
    kept.has_told("new", "waiting")
    assert [one.key for one in kept.unsettled()] == ["half"]
    kept.move("new", WAITING, "refused")
    (told, _) = sorted(kept.unsettled(), key=lambda one: one.key, reverse=True)
    assert (told.key, told.message, told.channel) == ("new", "77", 5)


def test_a_person_is_forgotten_and_what_was_approved_stays(database: BotDatabase, clock: ManualClock) -> None:
    for key, state in {"seen": "shown", "new": "waiting", "no": "refused", "yes": "taken"}.items():
        add(database, clock, key, state)  # type: ignore[arg-type]
    add(database, clock, "theirs", "waiting", BOB)
    assert database.submissions.approved_of(ANN) == 1
    assert database.forget(database.person(ANN), ANN) == 4
    rows = database.connection.rows('SELECT key, state, file, "user" FROM submissions ORDER BY key')
    assert [tuple(row) for row in rows] == [
        ("new", "removed", "", None),
        ("no", "refused", "", None),
        ("theirs", "waiting", "theirs.md", BOB),
        ("yes", "taken", "yes.md", None),
    ]
    assert database.submissions.files("new") == []
    assert len(database.submissions.files("theirs")) == 2


def test_what_nobody_decides_goes_after_its_days_and_previews_after_one(
    database: BotDatabase, clock: ManualClock
) -> None:
    for key, state in {"seen": "shown", "new": "waiting", "no": "refused", "yes": "taken"}.items():
        add(database, clock, key, state)  # type: ignore[arg-type]
    clock.move(1.1 * DAY)
    database.prune()
    assert set(states(database)) == {"new", "no", "yes"}
    clock.move(1.1 * DAY)
    database.prune()
    assert set(states(database)) == {"yes"}


def test_a_server_takes_notes_once_that_is_said_and_no_longer_when_it_is_taken_back(
    database: BotDatabase,
) -> None:
    kept = database.submissions
    assert kept.setting(SERVER) is None
    kept.open(SERVER, InboxSetting(5))
    kept.open(SERVER, InboxSetting(6, 7))
    assert kept.setting(SERVER) == InboxSetting(6, 7)
    assert kept.setting(OTHER) is None
    assert kept.close(SERVER)
    assert not kept.close(SERVER)
    assert kept.setting(SERVER) is None


def test_of_previews_a_person_and_a_server_have_the_newest(database: BotDatabase, clock: ManualClock) -> None:
    for number in range(4):
        clock.move(1)
        add(database, clock, f"k{number}", "shown")
    add(database, clock, "theirs", "shown", BOB)
    add(database, clock, "new", "waiting")
    database.submissions.drop_old_previews(SERVER, ANN, 2, 9)
    assert set(states(database)) == {"k2", "k3", "theirs", "new"}
    database.submissions.drop_old_previews(SERVER, BOB, 2, 2)
    assert set(states(database)) == {"k3", "theirs", "new"}
