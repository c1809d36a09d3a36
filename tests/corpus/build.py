"""Turn the marked-up sources into documents and their annotations: ``python tests/corpus/build.py [--review]``.

Offsets are never typed by hand: a source carries its annotations as tags round the words themselves, the tags are
taken out, and what remains is the document. ``--check`` writes nothing and fails where a built file is stale;
``--review`` lists the numbers that no annotation covers, for the second pass over each text.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DIVIDER = "\n========\n"
TAG = re.compile(r"<(?P<close>/?)(?P<name>[itlsdgn])(?: (?P<value>[^<>]*))?>")
COMPARATORS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "=", "ap": "~", "rg": "range"}
CHANGES = {"l": "level", "i": "increase", "d": "decrease", "g": "growth_rate", "s": "share"}
TENSES = {"p": "planned", "a": "achieved"}
ITEM_KINDS = {"task", "problem", "requirement", "measure", "achievement", "plan"}
DEADLINE_KINDS = {"by_date", "window", "milestone", "recurring", "relative", "ongoing", "immediate"}
EDGE = " \t\n\u3000，,。；;：:"
NUMBER = re.compile(
    r"[0-9０-９]+(?:\.[0-9]+)?|[〇一二两三四五六七八九十百千万亿]{1,}(?=[个家项次户人名支座处件场条亩公元所辆])"
)


class SourceError(ValueError):
    """A source breaks the markup's rules; the message names the file and the place."""


def date_or_none(word: str) -> str | None:
    """Read ``2024-06-30`` or ``-``."""
    if word == "-":
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        raise SourceError(f"no date: {word}")
    return word


def number(word: str) -> float | int:
    """Read a value, whole where it is whole."""
    value = float(word)
    return int(value) if value.is_integer() and "." not in word else value


def value_of(word: str) -> float | int | list[float | int]:
    """Read one value or, for a range, two."""
    return [number(part) for part in word.split(",")] if "," in word else number(word)


def joined(words: str) -> str:
    """Names and titles broken over lines, as their readers see them."""
    return re.sub(r"\s*\n\s*", "", words.strip())


def targets(attributes: str, start: int, text: str) -> list[dict[str, Any]]:
    """Build the targets of one quote; several, divided by ``;;``, where 分别 gives several."""
    if text[:1] in EDGE or text[-1:] in EDGE:
        raise SourceError(f"loose edges: {text!r}")
    built = []
    for row in attributes.split(";;"):
        indicator, comparator, value, unit, change, tense, due = row.split("|")
        built.append(
            {
                "text": text,
                "start": start,
                "end": start + len(text),
                "indicator": joined(indicator),
                "comparator": COMPARATORS[comparator],
                "value": value_of(value),
                "unit": unit,
                "change": CHANGES[change],
                "tense": TENSES[tense],
                "due": date_or_none(due),
            }
        )
    return built


def deadline(attributes: str, start: int, text: str) -> dict[str, Any]:
    """Build a deadline from ``DATE KIND``."""
    date, kind = attributes.split()
    if kind not in DEADLINE_KINDS:
        raise SourceError(f"no deadline kind: {kind}")
    return {"text": text, "start": start, "end": start + len(text), "kind": kind, "date": date_or_none(date)}


def new_item(attributes: str, start: int) -> dict[str, Any]:
    """Open an item from ``KIND NUMBER``; ``-`` for no number."""
    kind, ordinal = attributes.split()
    if kind not in ITEM_KINDS:
        raise SourceError(f"no item kind: {kind}")
    return {
        "kind": kind,
        "number": None if ordinal == "-" else ordinal,
        "title": None,
        "start": start,
        "end": start,
        "lead_units": [],
        "supporting_units": [],
        "due": [],
        "targets": [],
    }


class Unmarking:
    """One pass over a marked text: collects the plain text and what its tags say."""

    def __init__(self, marked: str) -> None:
        self.marked = marked
        self.plain = ""
        self.items: list[dict[str, Any]] = []
        self.noise: list[dict[str, Any]] = []
        self.open: list[tuple[str, str, int]] = []
        self.item: dict[str, Any] | None = None

    def run(self) -> None:
        """Read the whole text."""
        at = 0
        for tag in TAG.finditer(self.marked):
            self.plain += self.marked[at : tag.start()]
            at = tag.end()
            if tag["close"]:
                self.close(tag["name"])
            else:
                self.open.append((tag["name"], tag["value"] or "", len(self.plain)))
                if tag["name"] == "i":
                    if self.item is not None:
                        raise SourceError(f"item inside an item: {self.plain[-30:]!r}")
                    self.item = new_item(tag["value"] or "", len(self.plain))
        self.plain += self.marked[at:]
        if self.open:
            raise SourceError(f"left open: {self.open[-1]}")
        place = re.search("[<>]", self.plain)
        if place:
            raise SourceError(
                f"stray bracket near {self.plain[max(0, place.start() - 20) : place.end() + 20]!r}"
            )

    def close(self, name: str) -> None:
        """Take in the words between an opening tag and its end."""
        opened, attributes, start = self.open.pop()
        text = self.plain[start:]
        if opened != name or not text.strip():
            raise SourceError(f"{opened} closed by {name}: {text!r}")
        if name == "n":
            self.noise.append({"start": start, "end": len(self.plain), "text": text, "why": attributes})
            return
        if self.item is None:
            raise SourceError(f"{name} outside an item: {text!r}")
        if name == "i":
            if text != text.strip():
                raise SourceError(f"loose edges: {text[:30]!r}")
            self.item["end"] = len(self.plain)
            self.items.append(self.item)
            self.item = None
        elif name == "t":
            self.item["title"] = joined(text)
        elif name in "ls":
            self.item["lead_units" if name == "l" else "supporting_units"].append(joined(text))
        elif name == "d":
            self.item["due"].append(deadline(attributes, start, text))
        else:
            self.item["targets"] += targets(attributes, start, text)


def build(source: Path) -> tuple[str, dict[str, Any]]:
    """Return the document and its annotation."""
    head, divider, marked = source.read_text(encoding="utf-8").partition(DIVIDER)
    if not divider:
        raise SourceError("no divider")
    reading = Unmarking(marked)
    try:
        reading.run()
    except (SourceError, KeyError, ValueError) as error:
        raise SourceError(f"{source.name}: {error!r}") from error
    front = tomllib.loads(head)
    shows = front.pop("shows")
    optional: dict[str, Any] = {key: front[key] for key in ("declared_counts", "glossary") if key in front}
    absent: list[str] = front.pop("absent", [])
    metadata = {**front.get("metadata", {}), **dict.fromkeys(absent)}
    for count in optional.get("declared_counts", []):
        if count["text"] not in reading.plain:
            raise SourceError(f"{source.name}: declared count not in the text: {count['text']}")
    annotation: dict[str, Any] = {
        "file": source.with_suffix(".txt").name,
        "shows": shows,
        "metadata": metadata,
        "kind": front["kind"],
        "noise": reading.noise,
        **optional,
        "items": sorted(reading.items, key=lambda item: item["start"]),
    }
    verify(source.name, reading.plain, annotation)
    return reading.plain, annotation


def verify(name: str, text: str, annotation: dict[str, Any]) -> None:
    """Every quote stands where it is said to stand, inside its own item."""
    for item in annotation["items"]:
        if item["title"] and item["title"] not in joined(text[item["start"] : item["end"]]):
            raise SourceError(f"{name}: title outside its item")
        for part in [*item["due"], *item["targets"]]:
            inside = item["start"] <= part["start"] < part["end"] <= item["end"]
            if not inside or text[part["start"] : part["end"]] != part["text"]:
                raise SourceError(f"{name}: {part['text']!r} is not in its item")


def uncovered(text: str, annotation: dict[str, Any]) -> list[str]:
    """Numbers inside items that no target, deadline or title covers."""
    lines = []
    for item in annotation["items"]:
        parts = [*item["due"], *item["targets"]]
        spans = [(part["start"], part["end"]) for part in parts]
        for found in NUMBER.finditer(text, item["start"] + 3, item["end"]):
            if not any(start <= found.start() < end for start, end in spans):
                lines.append(
                    text[max(item["start"], found.start() - 14) : found.end() + 12].replace("\n", "⏎")
                )
    return lines


def main(arguments: list[str]) -> int:
    """Build every source; returns 1 where ``--check`` finds a stale file."""
    stale = 0
    for source in sorted((HERE / "sources").glob("*.mark")):
        text, annotation = build(source)
        shown = json.dumps(annotation, ensure_ascii=False, indent=1) + "\n"
        for path, content in ((HERE / f"{source.stem}.txt", text), (HERE / f"{source.stem}.json", shown)):
            if path.exists() and path.read_text(encoding="utf-8") == content:
                continue
            stale += 1
            if "--check" not in arguments:
                path.write_text(content, encoding="utf-8")
        count = sum(len(item["targets"]) for item in annotation["items"])
        print(f"{source.stem}: {len(text)} characters, {len(annotation['items'])} items, {count} targets")
        if "--review" in arguments and (len(arguments) == 1 or source.stem in arguments):
            print("\n".join("    ? " + line for line in uncovered(text, annotation)))
    return int("--check" in arguments and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
