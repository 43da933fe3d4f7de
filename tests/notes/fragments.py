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
OTHER_FRAGMENTS = (
    "\n", "\n\n", "\n", "   ", "word", " two words ", "Jane Doe", "- ", "1. ", "http://a.example/c", "[",
    "]", "`", "*",
    # reStructuredText
    "====\n", "----\n", "=======", "`a <http://b.example>`_", "`a\n<http://b.example>`__", "``c <d>``",
    ":ref:`e <f>`", "kettle_", "here__", ".. _kettle: http://k.example\n", "__ http://l.example\n",
    ".. image:: p.png\n", ":alt: x\n", ".. note:: g\n", ".. code-block:: h\n", "::\n", "| i\n", "|j|",
    ".. |j| replace:: k\n", "[1]_", ".. [1] l\n", "+--+--+\n| m | n |\n+--+--+\n",
    "==  ==\no    p\n==  ==\n", ":q: r\n", ">>> s\n", ".. raw:: html\n", "\\ ", ".. figure:: t.png\n",
    ".. csv-table:: u\n", ".. youtube:: Ab1-cd2_Ef3\n", "_`v`", "<b>", "<i@j.example>",
    # AsciiDoc
    "== ", "= ", "http://b.example[w]", "link:x[y,window=_blank]", 'image::z.png[alt="a", 3]\n',
    "image:b.png[c]", "....\n", "|===\n", "++++\n", "////\n", "____\n", "--\n", "+\n", ".Title\n",
    "[source]\n", "[[d]]", "<<e,f>>", ":g: http://h.example\n", "{g}[i]", "footnote:[j]", "// k\n", "** ",
    ".. ", "l:: ", "__m__", "xref:n[o^]", "video::Ab1-cd2_Ef3[youtube]\n", " +\n",
    # Org
    "[[http://b.example][p q]]", "[[file:r.png]]", "#+TITLE: s\n", "#+BEGIN_SRC t\n", "#+END_SRC\n",
    "#+BEGIN_QUOTE\n", "#+END_QUOTE\n", ":PROPERTIES:\n", ":SPEAKER: u\n", ":END:\n", "* TODO ", "** [#A] ",
    " :v:w:\n", "| x | y |\n", "|--+--|\n", ": z\n", "# a\n", "<2021-10-05 Tue>", "SCHEDULED: ", "=b=",
    "/c/", "#+CAPTION: d\n", "- [ ] ", "- e :: ", "-----\n", "#+BEGIN_EXPORT html\n", "#+END_EXPORT\n",
    "[2/3]", "[[e][", "][", "]]", "<f.png>", "[[#g]]",
)  # fmt: skip
"""Marks of reStructuredText, AsciiDoc and Org."""
NOTES = st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.text(max_size=200))
OTHER_NOTES = st.lists(st.sampled_from(OTHER_FRAGMENTS), max_size=40).map("".join)
RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=200)


def is_run(part: list[str], whole: list[str]) -> bool:
    """Whether the words of one stand in the other without a gap."""
    return not part or f" {' '.join(part)} " in f" {' '.join(whole)} "


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    """Whether the words of one stand in the other in their order."""
    rest = iter(whole)
    return all(word in rest for word in part)
