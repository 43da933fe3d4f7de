"""Lightweight markup other than Markdown, read line by line: reStructuredText, AsciiDoc and Org.

No parser is used. That of reStructuredText (docutils) takes a list without an empty line above it for one
paragraph and places few of its nodes, that of Org gives headings and bodies, and for AsciiDoc none is kept.
What is read here names each line, opens no other file, and takes time in proportion to the text.
"""
