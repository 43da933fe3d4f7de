"""People whom notes name in small letters, or by their address on a network alone."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions


def speakers(text: str) -> dict[str, list[str]]:
    return {session.title: [who.name for who in session.speakers] for session in sessions(("day1.md", text))}


def test_who_writes_all_in_small_letters_writes_names_so() -> None:
    found = speakers(
        """\
        # kettle conf

        ## boiling water at scale - tjorven maas

        pressure matters more than heat.

        ## pipes for small houses - nkem obidike (spout)

        copper is cheapest.

        ## lids - oili raudsepp

        lids hold steam.
        """
    )
    assert found == {
        "boiling water at scale": ["tjorven maas"],
        "pipes for small houses": ["nkem obidike"],
        "lids": ["oili raudsepp"],
    }


def test_words_behind_a_dash_that_the_notes_use_are_no_names() -> None:
    found = speakers(
        """\
        # kettle conf

        ## boiling water - heavy lids

        heavy lids, small pipes and cheap gaskets.

        ## plumbing - small pipes

        more of it.

        ## sealing - cheap gaskets

        and more.
        """
    )
    assert not any(found.values())


@pytest.mark.parametrize(
    "line", ["{title}\n\n@{who}\n", "{title} - @{who}\n", "{title}\n\n*@{who}*\n", "{title} by @{who}\n"]
)
def test_an_address_on_a_network_is_a_speaker_where_the_folder_names_them_so(line: str) -> None:
    told = {"Boiling water at scale": "tjorvi", "Pipes for small houses": "nkem_o", "Lids hold": "oilirau"}
    text = "# Kettle Conf\n\n" + "\n".join(
        "## " + line.format(title=title, who=who) + f"\nWhat was said of {n}.\n"
        for n, (title, who) in enumerate(told.items())
    )
    assert {title: "".join(names) for title, names in speakers(text).items()} == told


def test_the_address_of_a_speaker_whom_the_title_names_is_no_second_one() -> None:
    told = {"Boiling water at scale": "Anna Berg", "Pipes for houses": "Paul Gruber", "Lids hold": "Ida Voss"}
    text = "# Kettle Conf\n\n" + "\n".join(
        f"## {title} - {who}\n\n@{who.split()[0].lower()}x\n\nWhat was said.\n" for title, who in told.items()
    )
    assert {title: ", ".join(names) for title, names in speakers(text).items()} == told


def test_an_address_at_the_end_of_one_title_in_brackets_proves_nothing() -> None:
    text = "# Kettle Conf\n\n## Styling layers (@layer)\n\nText.\n\n## Lids - Ida Voss\n\nText.\n"
    assert speakers(text)["Styling layers (@layer)"] == []


@pytest.mark.parametrize("line", ["@yamada_h さん", "@yamada_hさん、@sato_k さん", "@yamada_h 님"])
def test_an_address_with_a_form_of_address_is_a_person(line: str) -> None:
    text = f"# Meetup 10\n\n## 静かに沸かす\n\n{line}\n\n圧力。\n\n## まとめ\n\n楽しかった。\n"
    (session,) = sessions(("meetup.md", text))
    assert session.speakers[0].name == "yamada_h"
