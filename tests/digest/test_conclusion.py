from __future__ import annotations

import pytest

from embeddings.digest import conclusion
from embeddings.index.chunking import segments
from embeddings.records import TextBlock


def found(*blocks: tuple[str, str], most: int = 80) -> list[str]:
    members = segments(
        [TextBlock(kind, text, line, line) for line, (kind, text) in enumerate(blocks, 1)]  # type: ignore[arg-type]
    )
    return [members[place].text for place in conclusion.find(members, most)]


@pytest.mark.parametrize(
    "name",
    ["Key takeaways", "TL;DR:", "Summary", "Lessons learned", "Fazit", "À retenir", "Conclusiones", "Resumo",
     "まとめ", "总结", "정리"],
)  # fmt: skip
def test_the_lines_under_a_heading_of_that_name_are_the_sum(name: str) -> None:
    blocks = [("prose", "Kelp grows."), ("heading", name), ("item", "dry it"), ("item", "sell it")]
    assert found(*blocks, ("heading", "Questions"), ("prose", "None.")) == ["dry it", "sell it"]


def test_a_line_opens_the_list_below_it_and_no_more() -> None:
    blocks = [("item", "Takeaways:"), ("item", "dry it"), ("item", "sell it"), ("prose", "Lunch was late.")]
    assert found(*blocks) == ["dry it", "sell it"]


def test_a_sentence_may_open_with_the_name() -> None:
    assert found(("prose", "Kelp grows."), ("prose", "TL;DR: dry it soon.")) == ["TL;DR: dry it soon."]


def test_it_is_kept_to_so_many_words() -> None:
    items = [("item", f"dry the kelp number {n}") for n in range(20)]
    assert len(found(("heading", "Takeaways"), *items, most=12)) == 2


def test_notes_without_one_have_none() -> None:
    assert found(("heading", "Conclusions of a sailor"), ("prose", "In short sleeves it is cold.")) == []
    assert found(("prose", "The lesson was long."), ("heading", "Summary")) == []
