"""``python -m tests.benchmarks.reader FOLDER``: prepare what ``tests.benchmarks.reader.train`` trains on."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.reader import prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="written: weights in half precision, pairs as arrays")
    parser.add_argument("--work", type=Path, default=Path(".quoth/reader"), help="keeps the libraries")
    parser.add_argument("--public", type=Path, help="public pairs (.jsonl.xz)")
    parser.add_argument("--corpora", type=Path, help="real notes, a folder a collection, to judge by")
    parser.add_argument("--questions", type=Path, help="their labelled questions, NAME.jsonl each")
    chosen = parser.parse_args()
    real = prepare.named(chosen.corpora, chosen.questions) if chosen.corpora and chosen.questions else []
    prepare.prepare(chosen.folder, chosen.work, chosen.public, real)


if __name__ == "__main__":
    main()
