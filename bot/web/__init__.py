"""The notes as a web page that works without script: asking, sessions, speakers, links and recaps."""
