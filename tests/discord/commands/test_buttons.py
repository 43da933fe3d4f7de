"""Under a reply: more quotes, whole sessions, feedback, and pages that turn."""

from __future__ import annotations

from tests.discord.commands.world import ASKED, World, button, told, words


async def test_buttons_after_a_restart(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question="how do magnets hold a ferry?")
    await world.restart()
    more = await world.bob.select(asked.response, ["#more"])
    assert more.ephemeral
    assert "-# day1.md, line" in words(more.response)
    whole = await world.bob.select(asked.response, ["#whole"])
    assert whole.ephemeral
    text = words(whole.response)
    assert "- Release takes two seconds" in text
    assert "```\nmoor --force 12\n```" in text
    picked = await world.bob.select(asked.response, ["day1/tides-as-a-service"])
    assert picked.ephemeral
    assert "Tides as a service" in words(picked.response)


async def test_feedback_is_kept_and_gaps_show_it(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert told(await world.bob.click(asked.response, custom_id=button(asked.response, "👎"))).startswith(
        "Thank you"
    )
    await world.ann.slash(world.channel, "ask", question="kubernetes everywhere?")
    gaps = await world.boss.slash(world.channel, "gaps")
    assert gaps.ephemeral
    text = words(gaps.response)
    assert "kubernetes everywhere? — 1 person, no answer" in text
    assert f"{ASKED} — 1 person, answered but not useful" in text


async def test_whole_sessions_turn_their_pages(world: World) -> None:
    sentence = "Sentence number {} of a long session, which goes on and on."
    world.library.add("\n\n".join(sentence.format(number) for number in range(300)))
    await world.boss.slash(world.channel, "reindex")
    shown = await world.ann.slash(world.channel, "session", title="Tides as a service")
    first = await world.ann.click(shown.response, label="Whole session")
    assert "Page 1 of" in words(first.response)
    turned = await world.ann.click(first.response, label="Next ▶")
    assert turned.response is None or turned.response.id == first.response.id
    assert "Page 2 of" in words(first.response)
