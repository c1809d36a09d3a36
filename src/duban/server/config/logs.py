"""Logs to stderr: readable lines for a person, or one JSON object a line for a collector."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

#: What a log call may add with ``extra=``; anything else stays out of the line.
FIELDS = ("account", "address", "status", "milliseconds", "item", "job", "event")


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, the named extras, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_settings(*, json: bool) -> dict[str, Any]:
    """Django's LOGGING: warnings of everybody, the server's own from INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)-7s %(name)s %(message)s"},
            "json": {"()": "duban.server.config.logs.JsonLines"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if json else "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"duban": {"level": "INFO"}, "django.server": {"level": "WARNING"}},
    }
