"""Feed mutated documents to the reader until something that must hold does not.

usage: python tests/fuzz/fuzz_reading.py [--runs N] [--seconds S] [--seed K] [FILE or FOLDER ...]

Seeds are the documents named on the command line (texts of any folder; a built-in line otherwise). Where the package
``atheris`` is installed and ``--atheris`` is given, its coverage-guided engine does the mutating and every further
argument goes to it; otherwise a plain random mutator does, which needs nothing. A text that breaks a promise is
written to ``out/fuzz/`` and its path printed; status 1 says that there was one. The same seed number repeats a run.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from invariants import check

BUILT_IN = "一、产业提升\n1.建设云上园区,2024年6月底前引进企业3-5家。（牵头单位：区发展改革局，配合单位：青石街道）\n"
PIECES = (
    "一、", "（一）", "1.", "(2)", "①", "一是", "《", "》", "“", "”", "（", "）", "〔", "〕", "、",
    "，", "。", "；", "：", "|", "\n", "\r\n", "\t", "\u3000", "\u200b", "\ufeff", "\u202e", "\0",
    "\ud800", "%", "万", "亿", "年", "月底前", "每季度", "牵头单位：", "责任单位：", "等", "分别",
    "3-5个", "99999999999999999999", "其余3条", "三大", "[1]", "注：", "第一条", "问题1：",
)  # fmt: skip
LONGEST = 20_000
ENOUGH = 10  # failures; what breaks this often breaks for one reason


def mutated(text: str, chance: random.Random, others: list[str]) -> str:
    """``text`` after a few random cuts, copies, insertions and grafts."""
    for _ in range(chance.randint(1, 8)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        to = min(to, at + 400)
        other = chance.choice(others)
        graft = chance.randint(0, len(other))
        text = chance.choice(
            (
                lambda t=text, a=at, b=to: t[:a] + t[b:],
                lambda t=text, a=at, b=to: t[:b] + t[a:b] * chance.randint(1, 6) + t[b:],
                lambda t=text, a=at: t[:a] + chance.choice(PIECES) * chance.choice((1, 1, 2, 50)) + t[a:],
                lambda t=text, a=at, o=other, g=graft: t[:a] + o[g : g + 300] + t[a:],
                lambda t=text, a=at: t[:a] + chr(chance.randint(0, 0x2FFFF)) + t[a + 1 :],
                lambda t=text, a=at, b=to: t[:a] + t[a:b][::-1] + t[b:],
            )
        )()[:LONGEST]
    return text


def seeds(paths: list[str]) -> list[str]:
    """The texts to start from."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [path.read_text("utf-8", errors="replace") for path in found] or [BUILT_IN]


def broken(text: str) -> bool:
    """Whether a promise is broken; if so the text is kept and the reason printed."""
    try:
        check(text)
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        traceback.print_exc()
        data = text.encode("utf-8", "surrogatepass")
        out = Path("out/fuzz")
        out.mkdir(parents=True, exist_ok=True)
        kept = out / f"{sha256(data).hexdigest()[:16]}.txt"
        kept.write_bytes(data)
        print(f"kept in {kept}", file=sys.stderr)
        return True
    return False


def run(runs: int, seconds: float, seed: int, texts: list[str]) -> int:
    """The plain mutator; returns how many texts broke a promise."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    end = monotonic() + seconds
    failures = done = 0
    while done < runs and failures < ENOUGH and monotonic() < end:
        failures += broken(mutated(chance.choice(texts)[:LONGEST], chance, texts))
        done += 1
    print(f"{done} texts read, {failures} broke a promise", file=sys.stderr)
    return failures


def run_atheris(arguments: list[str]) -> None:
    """The coverage-guided engine, where it is installed; it ends the process itself."""
    atheris = import_module("atheris")
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], lambda data: check(data.decode("utf-8", "replace")))
    atheris.Fuzz()


def main() -> int:
    """Read the command line and go."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("rest", nargs="*")
    arguments = parser.parse_args()
    if arguments.atheris:
        run_atheris(arguments.rest)
        return 0
    return int(run(arguments.runs, arguments.seconds, arguments.seed, seeds(arguments.rest)) > 0)


if __name__ == "__main__":
    sys.exit(main())
