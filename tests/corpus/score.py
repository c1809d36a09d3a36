"""Read this corpus and score the readings: ``python tests/corpus/score.py [--misses N]``.

The counting is done by the scorer that stands beside the checkout; where it is absent there is nothing to run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duban
from duban.formats.exchange.extraction import to_json

HERE = Path(__file__).parent
SCORER = HERE.parents[2] / "shared" / "tools" / "evaluate.py"


def main(arguments: list[str]) -> int:
    """Predict and score; returns the scorer's status."""
    if not SCORER.exists():
        print(f"skipped: no scorer at {SCORER}", file=sys.stderr)
        return 0
    out = Path("out/corpus")
    out.mkdir(parents=True, exist_ok=True)
    for annotation in sorted(HERE.glob("*.json")):
        name = annotation.with_suffix(".txt").name
        text = (HERE / name).read_text(encoding="utf-8")
        extraction = to_json(duban.read(text), name=name)
        written = out / f"{annotation.name}.{os.getpid()}"
        written.write_text(json.dumps(extraction, ensure_ascii=False), encoding="utf-8")
        written.replace(out / annotation.name)
    command = [sys.executable, str(SCORER), str(HERE), str(out), *arguments]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
