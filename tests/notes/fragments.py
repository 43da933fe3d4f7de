"""The marks and words that notes are made of, to be joined at random."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# A link whose text spans lines is left to a test of its own.
FRAGMENTS = (
    "# ", "## ", "### ", "- ", "* ", "1. ", "> ", "```\n", "~~~\n", "---\n", "===\n", "\n", "\n\n",
    "  ", "\t", "**", "*", "_", "`", "~~", "[a](b)", "[x](http://y.example/w)", "![i](p.png)",
    "[r][1]", "![", "[", "]", "(", "[1]: http://a.example\n", "<http://a.example>", "<b>", "</b>",
    "<!-- c -->", "<!--", "-->", "<script>", "</script>", "<div>\n", "&amp;", "&", "\\", "\\*",
    "| a | b |\n|---|---|\n", "Jane Doe", "Speaker: ", "by ", "word", "two words", "Day 2",
    "2022-01-03", "http://a.example/c", "é", "日本", "。", "\xa0", "\u2028", "\x0b", "\x85", "{: .x}",
    ")", "+++\n", "title: x\n", "AT&amp;T", "a_b", "a*b*c", "`a\nb`", "- [ ] ", "ﬁ", "²", "'", "’",
    "[[a|b]]", "[[c d]]", "![[e.png]]", "%%remark%%", "%%\n", "##x", "#Y z\n", "#tag #t\n", ":::note\n",
    ":::\n", "{% youtube Ab1-cd2_Ef3 %}", "$$\n", "[!note] ", "\u200b", "\ufeff", "==", "<h2>", "</h2>",
    "<summary>", "</summary>", "<details>", "</details>", "import x from 'y'\n", "@Meta {\n", "}\n",
    "id:: x\n", "<center>\n", " ^abc\n", "[^1]", "```js\n", "    ", "<YouTube id='Ab1-cd2_Ef3' />",
    "o item\n", "CAPITALS\n\n", "\r\n", "\r",
)  # fmt: skip
NOTES = st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.text(max_size=200))
RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=200)


def is_run(part: list[str], whole: list[str]) -> bool:
    """Whether the words of one stand in the other without a gap."""
    return not part or f" {' '.join(part)} " in f" {' '.join(whole)} "


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    """Whether the words of one stand in the other in their order."""
    rest = iter(whole)
    return all(word in rest for word in part)
