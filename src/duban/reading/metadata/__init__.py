"""What a document says about itself, from its own text: title, number, issuer, days, kind, the time it is about.

Where the same thing is said twice, the fuller place wins: the signature (云溪区人民政府办公室) over the table's
发文机关 (区政府办公室), the title on the page over the table's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.drafts import Anchors, Described
from duban.reading.metadata.fields import read_fields
from duban.reading.metadata.kinds import kind_of, period_of, year_about
from duban.reading.metadata.lines import (
    DATE,
    EDGES,
    NUMBER,
    front_lines,
    is_date,
    patterns_of,
    sure_rows,
    tail_lines,
)
from duban.reading.metadata.matter import matter_of
from duban.reading.metadata.runin import find_run_in
from duban.reading.metadata.signatures import Signature, date_in, find_signatures, organs_in
from duban.reading.metadata.titles import bare_title, find_title
from duban.reading.model import Description

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from duban.lexicon import Lexicon
    from duban.reading.metadata.lines import Line, LinePatterns
    from duban.reading.metadata.titles import Title

__all__ = ["describe"]

_PUBLISHED = re.compile(rf"(?:发布|公开|公布|发表)(?:时间|日期)?[^0-9]{{0,6}}{DATE}")
_NUMBER = re.compile(NUMBER)
_YEAR_OF_NUMBER = re.compile("(20[0-9]{2}) ?[〕\\]］)）】﹞]")
_NUMBER_AFTER = re.compile(rf"[(（]{NUMBER}[)）]$")
# Other days of a page, which count only where it tells no day of publication.
_FILED = re.compile("归档|更新|修改")
# Accounts of a year whose title may leave it to their headings (一、2023年计划执行情况).
_ACCOUNTS = frozenset({"plan_report", "work_report"})
# How much longer the title of a notice is than that of what it passes on: 关于印发《》的通知.
_OUTER = 6


def describe(
    text: str, lexicon: Lexicon, *, dated: date | None = None, asides: Sequence[str] = ()
) -> Described:
    """Describe a document.

    ``asides`` are lines that cleaning took for page furniture and cut: a newspaper's date line tells the day of
    publication. ``dated`` is the day of writing that the caller knows of, used where the text gives none.
    """
    patterns = patterns_of(lexicon)
    front = front_lines(text, lexicon)
    tail = tail_lines(text, front, lexicon)
    fields = {**_rows_below(tail, lexicon), **read_fields(front, lexicon.papers)}
    title = find_title(front, lexicon)
    below = title.lines.stop if title else 0
    signature = _signature(front, tail, below, patterns)
    run_in = find_run_in(text, lexicon) if title is None else None
    if run_in:
        given = {"title": run_in.title, "doc_number": run_in.number, "issuer": run_in.issuer}
        fields = {**given, **fields}
        signature = signature or Signature((run_in.issuer,), run_in.signed_on, range(0))
    named = _named(title, fields, lexicon)
    kind = kind_of(named, _lead(front), text, lexicon.papers)
    period = period_of(named, text, lexicon)
    if period is None and kind in _ACCOUNTS:
        period = period_of(None, text, lexicon)
    description = Description(
        title=named,
        doc_number=_number(text, fields, front),
        issuer=_issuer(fields, signature, named, front[below:] if title else [], front, patterns),
        signed_on=_signed_on(fields, signature, front, tail),
        published_on=_published_on(fields, front, asides),
        index_number=fields.get("index_number"),
        kind=kind,
        period=period,
    )
    written = description.signed_on or description.published_on or date_in(fields.get("in_force", ""))
    year = None if written or dated or period else _numbered_in(description.doc_number)
    year = year or year_about(kind, period, written or dated, text)
    return Described(
        description, Anchors(year, written or dated, period), matter_of(text, front, tail, title, lexicon)
    )


def _numbered_in(number: str | None) -> int | None:
    """The year in a document's number (云政办发〔2024〕3号), which is the year of writing."""
    found = _YEAR_OF_NUMBER.search(number or "")
    return int(found[1]) if found else None


def _rows_below(tail: Sequence[Line], lexicon: Lexicon) -> Mapping[str, str]:
    """The table of a page that prints it at its end; only by labels that no line of a body begins with."""
    sure = sure_rows(lexicon)
    return read_fields([line for line in tail if sure.match(line.text)], lexicon.papers)


def _named(title: Title | None, fields: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """The title on the page; the table's where the page only has that of the paper which the notice passes on."""
    given = bare_title(fields["title"], lexicon) if "title" in fields else None
    if title is None or given is None:
        return title.text if title else given
    inner = "".join(title.text.split())
    return given if inner in "".join(given.split()) and len(given) > len(title.text) + _OUTER else title.text


def _lead(front: Sequence[Line]) -> str:
    """The paragraph below the addressees of a notice."""
    addressed = next((i for i, line in enumerate(front) if line.kind == "addressee"), len(front))
    below = (line.text for line in front[addressed + 1 :] if line.kind in {"prose", "forwarding"})
    return next(below, "")


def _signature(
    front: Sequence[Line], tail: Sequence[Line], below: int, patterns: LinePatterns
) -> Signature | None:
    """The first below the title, that of a notice; else the last of the document; else a bulletin's imprint."""
    after, last = find_signatures(front[below:], patterns), find_signatures(tail, patterns)
    above = find_signatures(front[:below], patterns)
    return next(iter([*after, *reversed(last), *above]), None)


def _number(text: str, fields: Mapping[str, str], front: Sequence[Line]) -> str | None:
    given = fields.get("doc_number")
    if given:
        return given
    for line in front:
        if line.kind == "number":
            return line.span.of(text)
        if line.kind == "candidate":
            found = _NUMBER.match(line.text) or _NUMBER_AFTER.search(line.text)
            if found:
                return found[0].strip("()（）")
    return None


def _issuer(
    fields: Mapping[str, str],
    signature: Signature | None,
    title: str | None,
    below: Sequence[Line],
    front: Sequence[Line],
    patterns: LinePatterns,
) -> str | None:
    """The organs that sign; else those the title opens with, else the one that reports, else the table's."""
    if signature and signature.organs:
        return "、".join(signature.organs)
    before = re.split("关于|印发|转发", title or "", maxsplit=1)[0].strip(EDGES)
    if before != title and before and patterns.organ.fullmatch(before):
        given = fields.get("issuer", "")
        # 县人民政府办公室关于… beside 发文单位：云溪县人民政府办公室.
        return given if given.endswith(before) else "、".join(organs_in([before], patterns))
    reporting = _reporting(below, patterns)
    if reporting:
        return "、".join(organs_in([reporting], patterns))
    if "issuer" in fields:
        return fields["issuer"]
    head = next((line.text for line in front if line.kind == "letterhead"), None)
    return head.removesuffix("文件").strip(EDGES) if head else None


def _reporting(below: Sequence[Line], patterns: LinePatterns) -> str | None:
    """The organ on a line of its own below the title, or that of the speaker (云溪区财政局局长　张三)."""
    for line in below:
        if line.kind in {"prose", "heading"}:
            return None
        speaker = patterns.speaker.fullmatch(line.text)
        if line.kind == "organ" or speaker:
            return speaker["organ"] if speaker else line.text
    return None


def _signed_on(
    fields: Mapping[str, str], signature: Signature | None, front: Sequence[Line], tail: Sequence[Line]
) -> date | None:
    """The day below the organs, else the table's, which may be that of the page; else any on a line of its own."""
    given = date_in(fields.get("signed_on", ""))
    if given or (signature and signature.day):
        return (signature.day if signature else None) or given
    lines = (*front, *(line for line in reversed(tail) if is_date(line.text)))
    return next((date_in(line.text) for line in lines if line.kind == "dated"), None)


def _published_on(fields: Mapping[str, str], front: Sequence[Line], asides: Sequence[str]) -> date | None:
    given = date_in(fields.get("published_on", ""))
    if given:
        return given
    said = (_PUBLISHED.search(line.text) for line in front if line.kind in {"row", "website"})
    lines = [line.text for line in front if line.kind == "website"]
    stated = [found[0] for found in said if found]
    cut = sorted(asides[:200], key=lambda line: bool(_FILED.match(line)))
    return next((day for day in map(date_in, [*stated, *lines, *cut]) if day), None)
