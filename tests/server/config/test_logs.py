"""One JSON object a line, with what the call added and the traceback where there is one."""

from __future__ import annotations

import json
import logging
import sys

from duban.server.config.logs import JsonLines


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("duban.test", logging.INFO, __file__, 1, message, (), None)
    made.__dict__.update(extra)
    return made


def test_a_line_holds_the_named_extras_alone() -> None:
    line = json.loads(JsonLines().format(record("收到", item=7, password="secret")))  # noqa: S106 - it must stay out
    assert (line["message"], line["level"], line["item"]) == ("收到", "info", 7)
    assert "password" not in line


def test_a_failure_brings_its_traceback_in_one_line() -> None:
    failed = record("失败")
    try:
        int("坏")
    except ValueError:
        failed.exc_info = sys.exc_info()
    written = JsonLines().format(failed)
    assert "\n" not in written
    assert "ValueError: invalid literal" in json.loads(written)["traceback"]
