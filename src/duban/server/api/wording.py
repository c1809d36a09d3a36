"""What is wrong with a request, in the office's words: the reasons of the validator, told by their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def in_words(errors: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each problem with its place."""
    for error in errors:
        yield _place(error["loc"]), _message(str(error["type"]), error.get("ctx", {}), str(error["msg"]))


def _place(where: Iterable[object]) -> str:
    """``body.until`` for ("body", "given", "until"): the name of our parameter is of no use to anybody."""
    parts = [str(part) for part in where]
    if parts[:1] == ["body"] and len(parts) > 2:
        parts = [parts[0], *parts[2:]]
    return ".".join(parts)


def _message(kind: str, about: Mapping[str, Any], original: str) -> str:
    said = {
        "missing": _("必填"),
        "extra_forbidden": _("没有这个字段"),
        "string_too_long": _("不超过%(max_length)s个字符"),
        "string_too_short": _("不少于%(min_length)s个字符"),
        "too_long": _("不超过%(max_length)s项"),
        "too_short": _("不少于%(min_length)s项"),
        "greater_than_equal": _("不小于%(ge)s"),
        "less_than_equal": _("不大于%(le)s"),
        "enum": _("只能是%(expected)s"),
        "literal_error": _("只能是%(expected)s"),
        "string_pattern_mismatch": _("格式不符"),
        "json_invalid": _("不是JSON"),
    }.get(kind) or _expected(kind)
    return said % about if said else _("不能这样填写（%(reason)s）") % {"reason": original}


def _expected(kind: str) -> str:
    """What a value should have been."""
    kinds = {
        "int": _("应为整数"),
        "bool": _("应为 true 或 false"),
        "date": _("应为日期，如2026-11-22"),
        "datetime": _("应为时间，如2026-11-22T09:00:00+08:00"),
        "decimal": _("应为数字"),
        "uuid": _("应为UUID"),
        "string": _("应为文字"),
        "list": _("应为列表"),
        "dict": _("应为对象"),
        "model": _("应为对象"),
    }
    return kinds.get(kind.split("_", 1)[0], "")
