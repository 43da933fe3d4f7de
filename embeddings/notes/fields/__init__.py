"""What a session is made of: people, titles, links, dates, blocks of text."""
