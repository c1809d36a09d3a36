"""Labelled rows of the front: 索引号：…, 成文日期 | 2024-03-01 |, 发布日期:2024年3月1日 10:20 浏览次数:12."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from duban.reading.metadata.lines import BLANK, BULLET, DATE, EDGES, LABEL_END, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.lexicon.papers import Papers
    from duban.reading.metadata.lines import Line

_VALUES = frozenset({"row", "candidate", "organ", "number", "dated", "website"})
# What the value of a label on the line below has to look like; else the cell was empty, and the line is the title.
_SHAPES = {
    "doc_number": re.compile(r"[0-9０-９] ?号"),
    "signed_on": re.compile(DATE),
    "published_on": re.compile(DATE),
    "in_force": re.compile(DATE),
    "index_number": re.compile(r"^[0-9A-Za-z][-0-9A-Za-z/_.]{3,}"),
    "issuer": re.compile(r"^.{2,30}$"),
    "other": re.compile("(?!)"),
}
_ANY = re.compile("")
# A label of the page's own that no list has: 索引号 LX001-2024 栏目类目 督查.
_WORDS_AFTER = re.compile(r"\s+[\u4e00-\u9fff].*")
_NOTHING = frozenset({"无", "/", "／", "-", "—", "暂无", "—-"})


@lru_cache(maxsize=4)
def _labels_of(papers: Papers) -> re.Pattern[str]:
    """Any label with its colon; the group that matched is the field it gives."""
    groups = "|".join(
        f"(?P<{name}>(?:{spaced(labels)}){LABEL_END}{_sure(papers, labels)})"
        for name, labels in papers.labels.items()
    )
    return re.compile(rf"(?:^{BULLET}|(?<=[\s|｜【\[•·*\u3000]))(?:{groups})")


def _sure(papers: Papers, labels: Iterable[str]) -> str:
    sure = spaced(label for label in labels if label in papers.sure_labels)
    return f"|(?:{sure})(?:{BLANK}|$)" if sure else ""


def _cell(rest: str, *, after_colon: bool) -> str:
    """The value that follows a label; one with a colon may have a border behind it as well (文 号: | 云政发1号 |)."""
    if after_colon:
        rest = rest.lstrip().removeprefix("|").removeprefix("｜")
    return rest.split("|")[0].split("｜")[0].strip(EDGES)


def read_fields(lines: Sequence[Line], papers: Papers) -> Mapping[str, str]:
    """The first value given for each field. A label at the end of its line has its value on the next."""
    values: dict[str, str] = {}
    pending = ""
    for line in lines:
        found = list(_labels_of(papers).finditer(line.text)) if line.kind in {"row", "website"} else []
        if not found:
            if pending and line.kind in _VALUES and _SHAPES.get(pending, _ANY).search(line.text):
                values.setdefault(pending, line.text)
            pending = ""
            continue
        for match, following in zip(found, [*found[1:], None], strict=False):
            value = line.text[match.end() : following.start() if following else len(line.text)]
            value = _cell(value, after_colon=match[0].endswith((":", "：")))
            if match.lastgroup == "index_number":
                value = _WORDS_AFTER.sub("", value)
            pending = ""
            if value and value not in _NOTHING and not value.endswith((":", "：")):
                values.setdefault(str(match.lastgroup), value)
            elif not following:
                pending = str(match.lastgroup)
    return values
