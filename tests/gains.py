"""What a change to reading gained and lost on real documents: ``python tests/gains.py [--base REV] [FOLDER…]``.

Reads the same documents with the code of ``REV`` (default: the last commit) and with the code as it stands, and
prints each fact that only one of them found, with its quote. Folders default to the seed documents beside the
checkout, the samples and the annotated corpus. Changes nothing; the older code is checked out into a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT.parent / "shared" / "seeds", ROOT / "samples", ROOT / "tests" / "corpus"]

DUMP = """
import json, sys
from pathlib import Path
import duban
from duban.formats.exchange.extraction import to_json
for path in map(Path, sys.argv[1:]):
    print(json.dumps(to_json(duban.read(path.read_text(encoding="utf-8")), name=path.name), ensure_ascii=False))
"""


def main() -> int:
    """Print gains (+) and losses (-) document by document, and how many of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", default="HEAD")
    parser.add_argument("folders", nargs="*", type=Path)
    arguments = parser.parse_args()
    paths = [path for folder in arguments.folders or FOLDERS for path in sorted(folder.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", arguments.base, "src"], cwd=ROOT, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        before = extractions(Path(folder) / "src", paths)
    after = extractions(ROOT / "src", paths)
    gained = lost = 0
    for path, old, new in zip(paths, before, after, strict=True):
        had, has = facts(old, path), facts(new, path)
        gains, losses = sorted((has - had).elements()), sorted((had - has).elements())
        gained, lost = gained + len(gains), lost + len(losses)
        if gains or losses:
            print(
                f"\n{path.name}",
                *(f"  + {fact}" for fact in gains),
                *(f"  - {fact}" for fact in losses),
                sep="\n",
            )
    print(f"\n{gained} gained, {lost} lost over {len(paths)} documents")
    return 0


def extractions(source: Path, paths: list[Path]) -> list[dict[str, object]]:
    """The extraction of each path by the code in ``source``, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", DUMP, *map(str, paths)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return [json.loads(row) for row in printed.stdout.splitlines()]


def facts(extraction: dict[str, object], path: Path) -> Counter[str]:
    """Every fact as one line: what it is, where, and its words."""
    found: Counter[str] = Counter()
    items: list[dict[str, object]] = extraction["items"]  # type: ignore[assignment]
    source = path.read_text(encoding="utf-8")
    for item in items:
        quote = source[item["start"] : item["end"]][:30].replace("\n", "⏎")  # type: ignore[index]
        found[f"item {item['start']:>6} {item['kind']} {item['number']} {quote}"] += 1
        for role in ("lead_units", "supporting_units"):
            for unit in item[role]:  # type: ignore[attr-defined]
                found[f"{role} {unit['start']:>6} {unit['name']}"] += 1
        for deadline in item["deadlines"]:  # type: ignore[attr-defined]
            found[
                f"deadline {deadline['start']:>6} {deadline['text']} {deadline['kind']} {deadline['date']}"
            ] += 1
        for target in item["targets"]:  # type: ignore[attr-defined]
            words = ("text", "indicator", "comparator", "value", "unit", "change", "tense", "due")
            found[f"target {target['start']:>6} " + " | ".join(str(target[word]) for word in words)] += 1
    for part in ("noise", "repairs", "declared_counts", "findings", "glossary"):
        for entry in extraction[part]:  # type: ignore[attr-defined]
            found[f"{part} " + " ".join(str(value) for value in entry.values())[:110]] += 1
    return found


if __name__ == "__main__":
    sys.exit(main())
