"""The embedded engine and PostgreSQL beside each other: what they find, how fast, and what they answer.

    python -m tests.benchmarks.engines search 10000 100000
    python -m tests.benchmarks.engines nearest 10000 100000 1000000
    python -m tests.benchmarks.engines work
    python -m tests.benchmarks.engines answers NOTES QUESTIONS
    python -m tests.benchmarks.engines kills 200
    python -m tests.benchmarks.engines takeover 3

PostgreSQL runs on this machine, with its settings as they come.
"""
