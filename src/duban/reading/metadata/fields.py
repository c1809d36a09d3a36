"""Labelled rows of the front: 索引号：…, 成文日期 | 2024-03-01 |, 发布日期:2024年3月1日 10:20 浏览次数:12."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from duban.reading.metadata.lines import BLANK, EDGES, LABEL_END, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.lexicon.papers import Papers
    from duban.reading.metadata.lines import Line

_NOTHING = frozenset({"无", "/", "／", "-", "—", "暂无", "—-"})


@lru_cache(maxsize=4)
def _labels_of(papers: Papers) -> re.Pattern[str]:
    """Any label with its colon; the group that matched is the field it gives."""
    groups = "|".join(
        f"(?P<{name}>(?:{spaced(labels)}){LABEL_END}{_sure(papers, labels)})"
        for name, labels in papers.labels.items()
    )
    return re.compile(rf"(?:^|(?<=[\s|｜【\[•·*\u3000]))(?:{groups})")


def _sure(papers: Papers, labels: Iterable[str]) -> str:
    sure = spaced(label for label in labels if label in papers.sure_labels)
    return f"|(?:{sure}){BLANK}" if sure else ""


def read_fields(lines: Sequence[Line], papers: Papers) -> Mapping[str, str]:
    """The first value given for each field. A label at the end of its line has its value on the next."""
    labels = _labels_of(papers)
    values: dict[str, str] = {}
    pending = ""
    for line in lines:
        if line.kind not in {"row", "website"}:
            if pending and line.kind in {"candidate", "organ", "number", "dated"}:
                values.setdefault(pending, line.text)
            pending = ""
            continue
        found = list(labels.finditer(line.text))
        for match, following in zip(found, [*found[1:], None], strict=False):
            value = line.text[match.end() : following.start() if following else len(line.text)]
            value = value.split("|")[0].split("｜")[0].strip(EDGES)
            pending = ""
            if value and value not in _NOTHING:
                values.setdefault(str(match.lastgroup), value)
            elif not following:
                pending = str(match.lastgroup)
    return values
