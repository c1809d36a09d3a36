"""How fast a whole reading is, as ratios to a peer and to a floor, all measured in this one run.

usage: python benchmarks/reading.py [--rounds N]

The text is the five seed documents where they stand beside the checkout, else the samples. The peer is JioNLP's
``extract_time`` and ``extract_money``, which find times and sums of money and nothing else, with its logging off;
the floor is one plain ``re`` pass of forty patterns. Times are the best of the rounds.
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
from pathlib import Path
from typing import TYPE_CHECKING

from patterns import PATTERNS, one_pass

import duban

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"

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

    reading = best(rounds, lambda: [duban.read(text) for text in texts])
    floor = best(rounds, lambda: [one_pass(text) for text in texts])
    line(
        "whole readings",
        f"{reading * 1e3:.0f} ms",
        f"{characters / reading / 1e3:,.0f} thousand characters/s",
    )
    line(
        f"floor: {len(PATTERNS)} patterns",
        f"{floor * 1e3:.0f} ms",
        f"reading takes {reading / floor:.1f} times the floor",
    )
    peer = peer_seconds(texts)
    if peer is None:
        line("JioNLP", "not installed", "make bench installs it")
    else:
        line(
            "JioNLP time + money",
            f"{peer * 1e3:.0f} ms",
            f"reading has {peer / reading:.1f} times its characters per second",
        )
    growth(texts)
    memory(texts)
    start_up(paths)
    return 0


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of ``rounds`` runs, after one that is not counted."""
    work()
    quickest = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.perf_counter()
        work()
        quickest = min(quickest, time.perf_counter() - began)
    return quickest


def line(what: str, figure: str, meaning: str) -> None:
    """One row of the report."""
    print(f"{what:32}{figure:>14}   {meaning}")


def peer_seconds(texts: list[str]) -> float | None:
    """JioNLP's two extractors over the same texts, best of three; None where it is not installed."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import jionlp  # noqa: PLC0415
    except ImportError:
        return None

    # It logs a traceback for each phrase it cannot parse; that is its noise and not its work.
    logging.disable(logging.CRITICAL)

    def work() -> None:
        for text in texts:
            jionlp.ner.extract_time(text)
            jionlp.ner.extract_money(text)

    with contextlib.redirect_stdout(io.StringIO()):
        return best(3, work)


def growth(texts: list[str]) -> None:
    """One document, and one a hundred times as long."""
    text = texts[-1]
    once = best(5, lambda: duban.read(text))
    hundred = best(3, lambda: duban.read(text * 100))
    line("one document, 100 times as long", f"{hundred:.1f} s", f"{hundred / once:.0f} times as long to read")


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
    seconds = best(3, lambda: subprocess.run(command, check=True, capture_output=True))  # noqa: S603
    line(f"duban read, {len(paths)} files", f"{seconds:.2f} s", "wall time with start-up")


if __name__ == "__main__":
    sys.exit(main())
