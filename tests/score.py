"""Read the annotated documents beside the checkout and score the readings: ``python tests/score.py [--misses N]``.

Predictions go to ``out/gold``; the annotations' own scorer does the counting.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duban
from duban.formats.exchange.extraction import to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(arguments: list[str]) -> int:
    """Predict and score; returns the scorer's status."""
    gold = SHARED / "gold"
    out = Path("out/gold")
    out.mkdir(parents=True, exist_ok=True)
    for annotation in sorted(gold.glob("*.json")):
        name = annotation.with_suffix(".txt").name
        text = (SHARED / "seeds" / name).read_text(encoding="utf-8")
        extraction = to_json(duban.read(text), name=name)
        (out / annotation.name).write_text(json.dumps(extraction, ensure_ascii=False), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "tools" / "evaluate.py"), str(gold), str(out), *arguments]
    return subprocess.run(scorer, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
