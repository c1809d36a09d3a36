"""The generated pages about the Python names and the wire form: ``python docs/reference_pages.py``.

``docs/reference/python.md`` comes from the result types and their docstrings, ``docs/reference/extraction.md`` from
the JSON Schema in the package, ``lifecycle`` and ``mechanisms`` in both languages from the mechanism files. A test
fails when one of them is stale.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import duban
from duban import reading
from duban.formats import exchange
from duban.mechanisms import reference

PAGES = Path(__file__).resolve().parent / "reference"
SCHEMA = Path(exchange.__file__).parent / "extraction.schema.json"
ORDER = [
    "Reading", "Description", "Period", "Item", "UnitMention", "Deadline", "Target", "Citation", "Heading",
    "DeclaredCount", "Finding", "Saying", "GlossaryEntry", "Noise", "Repair",
]  # fmt: skip


def pages() -> dict[Path, str]:
    """Each page and what should stand on it."""
    governed = {PAGES / name: text for name, text in reference.pages().items()}
    return {PAGES / "python.md": python_page(), PAGES / "extraction.md": extraction_page(), **governed}


def python_page() -> str:
    """``duban.read`` and the types of what it gives back."""
    signature = str(inspect.signature(duban.read)).replace("'", "")
    parts = [
        "# Python names",
        "Generated from the code; `duban.read` and `duban.Reading` are what is promised, the other types are those a",
        "reading is made of. All are frozen; every `span` is a half-open stretch of code points of `Reading.source`.",
        f"\n## `duban.read{signature}`\n\n{inspect.getdoc(duban.read)}",
    ]
    for name in ORDER:
        kind = getattr(reading, name)
        fields = "\n".join(f"| `{field}` | `{said.replace('|', 'or')}` |" for field, said in _fields(kind))
        parts.append(f"\n## `{name}`\n\n{inspect.getdoc(kind)}\n\n| field | type |\n|---|---|\n{fields}")
    return "\n".join(parts) + "\n"


def _fields(kind: type) -> list[tuple[str, str]]:
    """The fields of a dataclass or of a named tuple with their types, as written."""
    written = inspect.get_annotations(kind)
    return [(name, str(getattr(said, "__forward_arg__", said))) for name, said in written.items()]


def extraction_page() -> str:
    """The wire form, part by part."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    parts = [f"# The wire form\n\nGenerated from `{SCHEMA.name}` in the package. {schema['description']}"]
    for name, part in {**schema["properties"], **schema["$defs"]}.items():
        parts.append(f"\n## `{name}`\n")
        if "description" in part:
            parts.append(f"{part['description']}\n")
        body = part.get("items", part)
        if any(base.get("$ref") == "#/$defs/span" for base in body.get("allOf", [])):
            parts.append("Has `start` and `end`, see [span](#span).\n")
        fields = body.get("properties", {})
        if fields:
            parts.append("| field | type | |\n|---|---|---|")
            parts += [
                f"| `{field}` | {shown(rule)} | {rule.get('description', '')} |"
                for field, rule in fields.items()
            ]
        else:
            parts.append(f"{shown(body)}")
    return "\n".join(parts) + "\n"


def shown(rule: dict[str, Any]) -> str:
    """The type of a field in a few words."""
    if "$ref" in rule:
        return f"[{rule['$ref'].split('/')[-1]}](#{rule['$ref'].split('/')[-1]})"
    if "enum" in rule:
        return " · ".join(f"`{value}`" for value in rule["enum"])
    if "const" in rule:
        return f"`{rule['const']}`"
    if "oneOf" in rule:
        return " or ".join(shown(way) for way in rule["oneOf"])
    kind = rule.get("type", "object")
    words = " or ".join(kind) if isinstance(kind, list) else kind
    return f"array of {shown(rule['items'])}" if kind == "array" and "items" in rule else words


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
