"""Writes the description of the API into the docs: ``python -m duban.server.api.reference``, for who works on duban."""

from __future__ import annotations

import json
from pathlib import Path

import django

KEPT = Path(__file__).resolve().parents[4] / "docs" / "reference" / "openapi.json"


def main() -> None:
    """Write the page anew; a test says when that is needed."""
    django.setup()
    from duban.server.api.urls import api  # noqa: PLC0415 - Django is set up first

    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
