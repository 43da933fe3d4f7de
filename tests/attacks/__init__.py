"""Attacks, each with its defence: the test holds with the defence, and fails where the defence is taken away.

``tests.attacks.defence.stands_only_by`` runs a check twice for that: as things are, and with the defence
replaced by one that lets everything through.
An attack whose check holds either way would prove nothing. Where the defence is that something is *not* done
(attachments read, statements made of values, files unpickled), the check is run against code that does it.

| Attack | Tests | Defence taken away |
| --- | --- | --- |
| mentions in notes, titles, names, questions | ``test_words`` | ``escape``; ``AllowedMentions.none()`` |
| Markdown in notes, titles, names, questions | ``test_words`` | ``escape`` |
| masked links, titles that are addresses | ``test_words``, ``test_links`` | ``escape``; ``_ADDRESS`` |
| punycode, user info, ``javascript:``, control characters | ``test_links`` | ``safe_url``, ``host`` |
| paths and links: pictures, notes, quotes | ``test_paths`` | ``is_relative_to``, of what they lead to |
| paths and links: ``-o``, a backup | ``test_paths`` | ``check_target``; the two known names |
| work that grows with the square of a text | ``test_slowness`` | one pass, bounded repetitions and input |
| an oversized question | ``test_sizes`` | ``LONGEST_QUESTION`` |
| an oversized attachment, an oversized picture | ``test_sizes`` | none is read; ``FILE_BYTES`` |
| another person's buttons | ``test_presses`` | ``gate.must_own`` |
| presses without the channel's permission | ``test_presses`` | what Discord says of the person; ``allowed`` |
| too many presses | ``test_presses`` | ``gate.seconds_to_wait`` |
| pages of organisers' lists after the role was lost | ``test_presses`` | ``lists._must_still_see`` |
| commands without permission | ``test_permissions`` | ``gate.organisers``: Discord is told whose they are |
| data of one server seen from another | ``test_servers`` | the server that each reply is kept with |
| a server's troubles told to who left it | ``test_servers`` | ``fetch_member`` |
| SQL and full-text syntax in a question | ``test_queries`` | ``tokens.tokenize``; values beside statements |
| files that run code: all that are read | ``test_deserialisation`` | our forms, ``_Loader``, ``verify`` |
| links, filters, hooks, submodules | ``test_repositories`` | plain files alone; ``_ATTRIBUTES``; ``CONFIG`` |
| repositories without an end | ``test_repositories`` | ``MOST_BYTES``, ``MOST_FILES``; seconds of a run |
| repositories in an own network | ``test_fetching`` | ``addresses_of``, pinned; no redirects |
| the token of a repository | ``test_fetching`` | ``Redactor``; ``_environment`` |
| names in archives, links, bombs | ``test_inbox`` | ``_leads_out``; ``_inbox``; ``_RATIO`` |
| entities, other forms, pages that run | ``test_inbox`` | ``_DECLARED``; ``_OTHER_FORMS``; ``_page`` |
| names of a database that somebody else made | ``test_inbox`` | ``folder._within`` |
| notes that stand in for others, or change them | ``test_inbox`` | ``folder.slug``; ``read_otherwise`` |
| notes that others decide on, or see | ``test_inbox`` | ``must_organise``, ``_must_be_theirs``; ``is_own`` |
| a socket that another user put there | ``test_machine`` | ``local_socket._must_be_own`` |
| the bot's database read by another user | ``test_machine`` | ``connection._keep_from_others`` |
| what a language model invents, or a note orders it to say | ``test_summaries`` | ``holds``; ``request`` |
| markup and mentions in what a model says | ``test_summaries`` | ``escape``, ``clean`` |
| a model that redirects, has no end, is slow | ``test_summaries`` | no redirects; ``_LARGEST``; ``timeout`` |
| what a model is sent, and how | ``test_summaries`` | ``summary_private``; ``summary_of``; ``is_loopback`` |
| the token in the log | ``test_secrets`` | ``Redactor`` |
| the token in errors | ``test_secrets`` | ``words_for``; settings that leave secrets out |
| the token in ``/status`` | ``test_secrets`` | what it shows is named one by one |
"""
