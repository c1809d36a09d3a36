"""How fast a whole reading is, as ratios to a peer and to a floor, all measured in this one run.

usage: python benchmarks/reading.py [--rounds N]

The text is the five seed documents where they stand beside the checkout, else the samples. The peer is JioNLP's
``extract_time`` and ``extract_money``, which find times and sums of money and nothing else, with its logging off;
the floor is one plain ``re`` pass of forty patterns.

A machine that has other work to do is slow for seconds at a time. So times are those of the processor, without the
waiting for it (only those of the command are by the clock on the wall); what is compared is measured in turn within
each round (reading, floor and peer; a short document and the long one); and a ratio is that of the best of each over
all rounds, the nearest there is to what the code itself takes. A mean says more about the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import logging
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from patterns import PATTERNS, one_pass

import duban

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"

# How often a quick work is run in a round at most.
MOST_TURNS = 8
TEN_MEGABYTES = 10_000_000
MEMORY = """
import resource, sys
from pathlib import Path
import duban
text = Path(sys.argv[1]).read_text(encoding="utf-8")
reading = duban.read(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(text), len(reading.items))
"""


def main() -> int:
    """Measure and print; the figures judge nothing by themselves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    paths = sorted((SEEDS if SEEDS.is_dir() else ROOT / "samples").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    characters = sum(map(len, texts))
    print(
        f"{len(texts)} documents, {characters:,} characters from {paths[0].parent.name}/, best of {rounds}\n"
    )

    comparison(texts, rounds)
    growth(texts[-1], rounds)
    memory(texts)
    start_up(paths)
    return 0


def best(
    rounds: int, works: Mapping[str, Callable[[], object]], clock: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """Seconds of the quickest run of each work; they take turns.

    The first run of each is not counted, and the second shows how long it is: what is quick is run several times a
    round, so that each has as much time to be left alone in as the others.
    """
    for work in works.values():
        work()
    quickest = {name: once(work, clock) for name, work in works.items()}
    turns = {
        name: min(MOST_TURNS, max(1, round(max(quickest.values()) / seconds)))
        for name, seconds in quickest.items()
    }
    for _ in range(rounds):
        for name, work in works.items():
            runs = [once(work, clock) for _ in range(turns[name])]
            quickest[name] = min(quickest[name], *runs)
    return quickest


def once(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds of one run, with nothing left over from the one before."""
    gc.collect()
    began = clock()
    work()
    return clock() - began


def line(what: str, figure: str, meaning: str) -> None:
    """One row of the report."""
    print(f"{what:32}{figure:>14}   {meaning}")


def comparison(texts: list[str], rounds: int) -> None:
    """Whole readings beside the floor and the peer."""
    works: dict[str, Callable[[], object]] = {
        "reading": lambda: [duban.read(text) for text in texts],
        "floor": lambda: [one_pass(text) for text in texts],
    }
    if peer := peer_work(texts):
        works["peer"] = peer
    seconds = best(rounds, works)
    reading, characters = seconds["reading"], sum(map(len, texts))
    line(
        "whole readings",
        f"{reading * 1e3:.0f} ms",
        f"{characters / reading / 1e3:,.0f} thousand characters/s",
    )
    line(
        f"floor: {len(PATTERNS)} patterns",
        f"{seconds['floor'] * 1e3:.0f} ms",
        f"reading takes {reading / seconds['floor']:.1f} times the floor",
    )
    if peer is None:
        line("JioNLP", "not installed", "make bench installs it")
        return
    line(
        "JioNLP time + money",
        f"{seconds['peer'] * 1e3:.0f} ms",
        f"reading has {seconds['peer'] / reading:.1f} times its characters per second",
    )


def peer_work(texts: list[str]) -> Callable[[], object] | None:
    """JioNLP's two extractors over the same texts; None where it is not installed."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import jionlp  # noqa: PLC0415
    except ImportError:
        return None

    # It logs a traceback for each phrase it cannot parse; that is its noise and not its work.
    logging.disable(logging.CRITICAL)

    def work() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            for text in texts:
                jionlp.ner.extract_time(text)
                jionlp.ner.extract_money(text)

    return work


def growth(text: str, rounds: int) -> None:
    """One document, and one a hundred times as long."""
    seconds = best(rounds, {"once": partial(duban.read, text), "hundred": partial(duban.read, text * 100)})
    line(
        "one document, 100 times as long",
        f"{seconds['hundred']:.1f} s",
        f"{seconds['hundred'] / seconds['once']:.0f} times as long to read",
    )


def memory(texts: list[str]) -> None:
    """Peak memory of a process of its own that reads ten megabytes of text."""
    whole = "\n".join(texts)
    size = len(whole.encode())
    target = ROOT / "out" / "bench-10mb.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join([whole] * (TEN_MEGABYTES // size)), encoding="utf-8")
    command = [sys.executable, "-c", MEMORY, str(target)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    line(
        "10 MB of text, peak memory",
        f"{printed[0]} MB",
        f"{int(printed[2]):,} items of {int(printed[1]):,} characters",
    )
    target.unlink()


def start_up(paths: list[Path]) -> None:
    """The command as a person runs it, start-up included."""
    command = [str(Path(sys.executable).parent / "duban"), "read", *map(str, paths)]
    work = partial(subprocess.run, command, check=True, capture_output=True)
    seconds = best(3, {"command": work}, time.perf_counter)["command"]
    line(f"duban read, {len(paths)} files", f"{seconds:.2f} s", "wall time with start-up")


if __name__ == "__main__":
    sys.exit(main())
