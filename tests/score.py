"""Score the readings of annotated documents: ``python tests/score.py [gold|corpus] [--misses N]``.

``gold`` are the hand-checked real documents beside the checkout, ``corpus`` the project's own documents of
invented places in ``tests/corpus``. The annotations' own scorer does the counting; each figure stands beside the
floor kept for it in ``tests/floors.toml``.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duban
from duban.formats.exchange.extraction import to_json

if TYPE_CHECKING:
    from types import ModuleType

TESTS = Path(__file__).resolve().parent
SHARED = TESTS.parents[1] / "shared"
SCORER = SHARED / "tools" / "evaluate.py"
FLOORS = TESTS / "floors.toml"


@dataclass(frozen=True)
class Documents:
    """A set of annotated documents: where the annotations and where the texts are."""

    annotations: Path
    texts: Path


SETS = {
    "gold": Documents(SHARED / "gold", SHARED / "seeds"),
    "corpus": Documents(TESTS / "corpus", TESTS / "corpus"),
}


@dataclass(frozen=True)
class Scores:
    """The scorer's rows (name -> precision, recall, f1, gold, predicted) and what was missed, by kind."""

    rows: dict[str, dict[str, float]]
    misses: dict[str, list[str]]


def score(documents: Documents) -> Scores:
    """Read every annotated document of the set and score the readings."""
    scorer: Any = _scorer()
    tally, misses = scorer.Tally(), defaultdict[str, list[str]](list)
    for annotation in sorted(documents.annotations.glob("*.json")):
        gold = scorer.json.loads(annotation.read_text(encoding="utf-8"))
        name = annotation.with_suffix(".txt").name
        text = (documents.texts / name).read_bytes().decode("utf-8")
        scorer.score(gold, to_json(duban.read(text), name=name), tally, misses)
    return Scores(tally.rows(), dict(misses))


def floors(name: str) -> dict[str, float]:
    """The figures a set has reached: row name -> F1."""
    return {
        row: float(value) for row, value in tomllib.loads(FLOORS.read_text(encoding="utf-8"))[name].items()
    }


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Print the table, the gains and losses, and the misses asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", nargs="?", choices=sorted(SETS), default="gold")
    parser.add_argument("--misses", type=int, default=0, help="show up to N misses of each kind")
    arguments = parser.parse_args()
    scores = score(SETS[arguments.set])
    kept = floors(arguments.set)
    print(
        f"{arguments.set:22}{'precision':>10}{'recall':>9}{'F1':>9}{'gold':>7}{'pred':>7}{'floor':>9}{'change':>9}"
    )
    for name, row in scores.rows.items():
        floor = kept.get(name)
        change = "" if floor is None else f"{floor:>9.3f}{row['f1'] - floor:>+9.3f}"
        print(
            f"{name:22}{row['precision']:>10.3f}{row['recall']:>9.3f}{row['f1']:>9.3f}"
            f"{row['gold']:>7.0f}{row['predicted']:>7.0f}{change}"
        )
    for kind, lines in scores.misses.items() if arguments.misses else ():
        print(f"\n{kind} ({len(lines)})", *lines[: arguments.misses], sep="\n   ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
