"""No tracked file holds a sentence of the seed documents; facts and figures may stand, wording may not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
RUN = 22  # characters in a row, punctuation and spaces aside, that no coincidence explains


def squeeze(text: str) -> str:
    return re.sub(r"[\s,，。;；:：、()（）“”\"'《》〈〉·•\-—_|*#>]+", "", text)


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the seed documents are not beside this checkout")
def test_no_run_of_a_seed_stands_in_the_project() -> None:
    runs = {
        text[at : at + RUN]
        for seed in SEEDS
        for text in [squeeze(seed.read_text(encoding="utf-8"))]
        for at in range(len(text) - RUN + 1)
    }
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    copied = []
    for name in listed:
        path = ROOT / name
        if path.suffix in {".lock", ".png"} or not path.is_file():
            continue
        text = squeeze(path.read_text(encoding="utf-8", errors="ignore"))
        copied += [
            f"{name}: {text[at : at + RUN]}"
            for at in range(len(text) - RUN + 1)
            if text[at : at + RUN] in runs
        ]
    assert not copied, copied[:10]
