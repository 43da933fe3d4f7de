"""Trains the answer reader on prepared pairs: ``python -m tests.benchmarks.reader.train FOLDER OUT``.

``FOLDER`` holds what ``python -m tests.benchmarks.reader prepare`` wrote; nothing of Quoth is needed here, so
that a borrowed machine can train. Stage one is on public questions, stage two on questions over notes with as
many public ones. Written as they come: ``OUT/first.safetensors`` (after stage one, taken up again where it is
in ``FOLDER``), ``OUT/adapters.safetensors`` (every reader of stage two, ``NAME/parameter``), ``OUT/log.txt``.
On one accelerator stage one takes three minutes, a reader of stage two half of one; on two processor cores
(``--device cpu``) stage one takes about ten hours, stage two forty minutes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from tests.benchmarks.reader.batches import Pairs, of_sources
from tests.benchmarks.reader.network import Network

BATCH = 256
FIRST_EPOCHS, FIRST_RATE = 4, 1.1e-3
SECOND_EPOCHS, SECOND_RATE = 3, 6e-4
POINTING = 0.5
FOLDS = 5
HELD_OUT = 33
"""One public article in so many is kept to tell how stage one does."""
Places = NDArray[np.int64]


@dataclass
class Trainer:
    """A network with the pairs that it is trained on, and what it writes."""

    network: Network
    public: Pairs
    notes: Pairs
    out: Path
    device: str
    steps: int | None = None
    """Steps a stage at most, to try everything out."""
    deadline: float = float("inf")
    """Seconds after which no further reader is begun."""
    epochs: int = SECOND_EPOCHS
    """Of stage two."""
    pointing: float = POINTING
    """Of the loss of which sentence answers, beside that of whether any does."""

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.adapters: dict[str, Tensor] = {}
        group = self.public.arrays["question"] % HELD_OUT
        self.public_train, self.public_held = np.nonzero(group)[0], np.nonzero(group == 0)[0]

    def log(self, text: str) -> None:
        line = f"[{time.monotonic() - self.began:6.1f}] {text}"
        print(line, flush=True)
        with (self.out / "log.txt").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def _precision(self) -> AbstractContextManager[object]:
        return torch.autocast("cuda", torch.bfloat16) if self.device == "cuda" else nullcontext()

    def loss(self, pairs: Pairs, places: Places) -> Tensor:
        with self._precision():
            answers, scores = self.network(pairs.batch(places))
        rows = torch.as_tensor(places, device=self.device)
        weight = pairs.weight[rows]
        told = functional.binary_cross_entropy_with_logits(answers, pairs.answers[rows], reduction="none")
        gold = torch.cat([~pairs.gold[rows].any(1, keepdim=True), pairs.gold[rows]], 1)[:, : scores.shape[1]]
        pointed = scores.logsumexp(1) - scores.masked_fill(~gold, -1e4).logsumexp(1)
        counts = weight * pairs.pointing[rows]
        pointing = (pointed * counts).sum() / counts.sum().clamp(min=1)
        loss: Tensor = (told * weight).sum() / weight.sum() + self.pointing * pointing
        return loss

    def train(self, parts: Sequence[tuple[Pairs, Places, int]], epochs: int, rate: float, seed: int) -> None:
        """Train on parts, each a set, the places to use, and how many of them an epoch."""
        random = np.random.default_rng(seed)
        torch.manual_seed(seed)
        self.network.train()
        plan: list[tuple[Pairs, Places]] = []
        for _ in range(epochs):
            epoch = []
            for pairs, places, count in parts:
                some = places if count >= len(places) else random.choice(places, count, replace=False)
                epoch += [(pairs, batch) for batch in pairs.batches(some, BATCH, random)]
            plan += [epoch[int(i)] for i in random.permutation(len(epoch))]
        plan = plan if self.steps is None else [(pairs, batch[:8]) for pairs, batch in plan[: self.steps]]
        parameters = [p for p in self.network.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=self.device == "cuda")
        warm = 0.06 * len(plan) + 1
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm, max(0.0, (len(plan) - step) / len(plan)))
        )
        for step, (pairs, batch) in enumerate(plan):
            loss = self.loss(pairs, batch)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            if step % 1000 == 0:
                self.log(f"step {step} of {len(plan)}, loss {float(loss.detach()):.3f}")

    @torch.no_grad()
    def judge(self, name: str, pairs: Pairs, places: Places) -> None:
        """Log how well the network tells answers, and which sentence answers (of three or more)."""
        self.network.eval()
        places = places if self.steps is None else places[: BATCH // 2]
        told = np.zeros(len(pairs))
        best = np.zeros(len(pairs), dtype=bool)
        for batch in pairs.batches(places, 512, None):
            with self._precision():
                answers, scores = self.network(pairs.batch(batch))
            told[batch] = answers.float().cpu().numpy()
            first = scores[:, 1:].argmax(1)
            rows = torch.as_tensor(batch, device=self.device)
            best[batch] = pairs.gold[rows, first].cpu().numpy()
        right = pairs.arrays["answers"][places]
        several = np.diff(pairs.arrays["span_begins"])[places] > 2
        known = right & pairs.arrays["pointing"][places] & several
        parts = [f"{name}: {len(places)} pairs, AUROC {auroc(right, told[places]):.3f}"]
        if known.any():
            parts.append(f"pointed {100 * best[places][known].mean():.1f} % of {known.sum()}")
        for kind in np.unique(pairs.kind[places]):
            mine = pairs.kind[places] == kind
            if not right[mine].all():
                beside = right | mine
                figure = auroc(right[beside], told[places][beside])
                parts.append(f"{kind} {figure:.3f}")
        self.log(", ".join(parts))

    def first(self, taken_up: Path) -> None:
        """Stage one, or what it made before."""
        if taken_up.is_file():
            self.network.restore(load_file(taken_up))
            self.log(f"took up {taken_up}")
        else:
            everything = len(self.public_train)
            self.train([(self.public, self.public_train, everything)], FIRST_EPOCHS, FIRST_RATE, 7)
            save_file(self.network.trained(), self.out / "first.safetensors")
        self.judge("public, held out", self.public, self.public_held)

    def second(self, name: str, start: dict[str, Tensor], places: Places, seed: int) -> None:
        """Stage two from ``start`` on the pairs over notes at ``places``; kept as ``name``."""
        if time.monotonic() - self.began > self.deadline:
            self.log(f"{name}: left out, the time is over")
            return
        self.network.restore(start)
        parts = [(self.notes, places, len(places)), (self.public, self.public_train, len(places))]
        self.train(parts, self.epochs, SECOND_RATE, seed)
        self.adapters |= {f"{name}/{key}": value for key, value in self.network.trained().items()}
        save_file(self.adapters, self.out / "adapters.safetensors")
        self.log(f"{name}: trained on {len(places)} pairs over notes")


def auroc(right: NDArray[np.bool_], score: NDArray[np.float64]) -> float:
    """Return the area under the curve of ``score`` for telling ``right``; not a number for one class."""
    ranks = np.argsort(np.argsort(score, kind="stable"), kind="stable")
    ones, zeros = int(right.sum()), int((~right).sum())
    if not ones or not zeros:
        return float("nan")
    return float((ranks[right].sum() - ones * (ones - 1) / 2) / (ones * zeros))


def curve_places(notes: Pairs, share: float, seed: int) -> Places:
    """Return the places of the pairs of a random share of the questions over notes."""
    names = np.char.add(np.char.add(notes.source.astype(str), " "), notes.arrays["question"].astype(str))
    questions = np.unique(names)
    kept = np.random.default_rng(seed).permutation(questions)[: round(share * len(questions))]
    return np.nonzero(np.isin(names, kept))[0]


def run(trainer: Trainer, folder: Path, real: Pairs | None, wanted: Sequence[str]) -> None:
    """Train what is wanted: ``first``, ``seeds``, ``folds``, ``curve``."""
    notes = trainer.notes
    trainer.first(folder / "first.safetensors")
    start = trainer.network.trained()
    if real is not None:
        trainer.judge("real, stage one alone", real, np.arange(len(real)))
    everything = np.arange(len(notes))
    for seed in (1, 2, 3) if "seeds" in wanted else (1,):
        trainer.second(f"seed{seed}", start, everything, seed)
        if real is not None:
            trainer.judge(f"real, seed {seed}", real, np.arange(len(real)))
    if "folds" in wanted:
        names = np.unique(notes.source)
        for fold in range(FOLDS):
            held = of_sources(notes, names[fold::FOLDS].tolist())
            trainer.second(f"fold{fold}", start, np.setdiff1d(everything, held), 10 + fold)
            trainer.judge(f"fold {fold}, {', '.join(names[fold::FOLDS])}", notes, held)
    if "curve" in wanted:
        for share in (0.125, 0.25, 0.5):
            places = curve_places(notes, share, 5)
            trainer.second(f"curve{share}", start, places, 5)
            if real is not None:
                trainer.judge(f"real, {share} of the questions", real, np.arange(len(real)))
    trainer.log("done")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--steps", type=int, help="steps a stage at most, to try everything out")
    parser.add_argument("--deadline", type=float, default=float("inf"), help="seconds; none begins after")
    parser.add_argument("--epochs", type=int, default=SECOND_EPOCHS, help="of stage two")
    parser.add_argument("--pointing", type=float, default=POINTING, help="weight of which sentence answers")
    parser.add_argument("--parts", default="seeds,folds,curve", help="what is trained beside one reader")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    folder: Path = chosen.folder
    public, notes = (Pairs(folder / f"{name}.npz", chosen.device) for name in ("public", "notes"))
    real = Pairs(folder / "real.npz", chosen.device) if (folder / "real.npz").is_file() else None
    network = Network(folder).to(chosen.device)
    trainer = Trainer(
        network,
        public,
        notes,
        chosen.out,
        chosen.device,
        chosen.steps,
        chosen.deadline,
        chosen.epochs,
        chosen.pointing,
    )
    trainer.log(f"{len(public)} public pairs, {len(notes)} over notes, on {chosen.device}")
    run(trainer, folder, real, chosen.parts.split(","))


if __name__ == "__main__":
    main()
