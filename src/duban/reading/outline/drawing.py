"""Draw the outline of a text: lines in, headings and blocks out."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from duban.reading.drafts import Cell, HeadingDraft
from duban.reading.outline import heads as headwords
from duban.reading.outline.blocks import Block, Outline, words
from duban.reading.outline.grammar import compiled, marker_at
from duban.reading.outline.lines import Line, find_lines, led_by_numbers, unwrapped, with_markers
from duban.reading.outline.nesting import Nesting
from duban.reading.outline.sequence import believed
from duban.reading.outline.tables import find_tables
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.drafts import Described
    from duban.reading.outline.blocks import BlockKind
    from duban.reading.outline.grammar import Grammar, Marker
    from duban.reading.outline.heads import Heads
    from duban.reading.outline.rows import Row, Table

# The end of a first sentence, or an opening quote or bracket whose inside does not end one.
_STOP = re.compile("[。！？]|[“《「（(【]")
_CLOSES = {"“": "”", "《": "》", "「": "」", "（": "）", "(": ")", "【": "】"}
_LONGEST_TITLE = 400
_SHORTEST_ACCOUNT = 8
_LONGEST_LABEL = 8
_FIELD_ROLES = frozenset({"lead", "supporting", "deadline"})
# 加强组织领导：各单位要… The colon ends a heading when what stands before it is short and one phrase.
_COLON = re.compile(r"[^，。；,;：:\n（(【〔\[]{2,24}[:：]")
_GAP = re.compile(r"[^，。；,;：:\s]{2,30}(?:\u3000| {2})[\u3000 ]{0,6}(?=[^\s（(《“][^\n]{24})")
_TRAILING_BRACKET = re.compile(
    r"\s*(?:[（(【〔\[][^（()）\n]{0,6}(?:牵头|责任|配合|参与|主办|负责|落实|完成时限|时限)[\s\S]{0,400}[）)】〕\]]"
    r"|[（(][^（()）]{1,200}(?:负责|牵头|配合|落实)[)）])[。；]?\s*$"
)
# What a text may end in that ends in such a bracket.
_BEHIND_UNITS = frozenset("）)】〕]。；")
_OWN_BRACKET = re.compile(
    r"[（(【〔\[]\s*[^（()）\n：:]{0,12}(?:牵头|责任|配合|参与|参加|主办|协办|负责|落实|时限|单位)[\s\S]*[）)】〕\]][。；;]?$"
)
_NOTE = re.compile(
    r"[\[［〔【][0-9０-９]{1,3}[\]］〕】]|[（(]?注[:：]|[（(]?备注[:：]|注释[:：]?$|[—\-]\s?[0-9]{1,3}\s?[—\-]$|第?[0-9]{1,3}页?$|(?:出\s?席|列\s?席|参\s?加|主\s?持|记\s?录|请假|缺席|分送|发送|抄送|主送)(?:人员|单位|人)?\s?[:：]|公示(?:时间|期限?)\s?[:：]|受理(?:部门|单位)\s?[:：]|联系(?:电话|地址|人|方式)\s?[:：]|(?:采写|撰文|责编|编辑|校对|供稿|摄影|编审|作者|文/图)\s?[:：/]|[^\n]{2,40}[.…·]{3,}\s*[0-9]{1,3}$"
)
# 注释： alone opens the notes that end a document; ①“三线一单”：指… is one of them.
_NOTES = re.compile(r"(?:注释|名词解释|名词注释|附注|注)\s?[:：]?$")
_GLOSS = re.compile(r"[“\"]?[^，。；\n]{2,40}[”\"]?\s?[:：]\s?(?:是指|指的是|指|即)")
_TITLE_LINE = re.compile(r"[^。；;？?]{3,32}$")
_HAN = re.compile("[一-龥]")
_NAMES_TABLE = re.compile("^附[件表]|(?:表|清单|台账|目录|分工|名单|任务)(?:[（(][^（()）]{1,12}[)）])?$")
_CONTINUED = re.compile("[：:、，,）)]$|^[（(]")


def draw(text: str, described: Described, lexicon: Lexicon) -> Outline:
    """The outline of ``text``; ``described.matter`` says which lines are front and back matter."""
    return _Drawing(text, described.matter, lexicon).outline()


class _Drawing:
    """One pass over the lines of a text."""

    def __init__(self, text: str, matter: Sequence[Span], lexicon: Lexicon) -> None:
        self._text = text
        self._grammar: Grammar = compiled(lexicon.numbering)
        self._heads: Heads = headwords.compiled(lexicon.numbering)
        self._matter = matter
        self._matter_starts = [span.start for span in matter]
        self._notes = False
        self._annexed = 0
        self._above_table = False
        self._last = False
        self._named_below: Span | None = None
        self._awaited: Cell | None = None
        self._headings: list[HeadingDraft] = []
        self._blocks: list[Block] = []

    def outline(self) -> Outline:
        pieces = find_lines(self._text)
        at = 0
        runs: list[Line | Table] = []
        tables = find_tables(self._text, pieces, self._heads)
        for table in tables:
            runs.extend(self._prose(pieces[at : table.start]))
            runs.append(table)
            at = table.end
        runs.extend(self._prose(pieces[at:]))
        self._place(runs)
        return Outline(tuple(self._headings), tuple(self._blocks))

    def _prose(self, pieces: Sequence[tuple[int, int]]) -> list[Line]:
        # Front and back matter is never the rest of a paragraph.
        lines: list[Line] = []
        at = 0
        for index, (start, _) in enumerate(pieces):
            if self._is_matter(start):
                lines.extend(self._read(pieces[at:index]))
                lines.append(Line(*pieces[index], None))
                at = index + 1
        lines.extend(self._read(pieces[at:]))
        return lines

    def _read(self, pieces: Sequence[tuple[int, int]]) -> list[Line]:
        led = led_by_numbers(self._text, pieces, self._grammar, self._heads)
        joined = unwrapped(self._text, led, self._grammar, self._heads)
        return list(with_markers(self._text, joined, self._grammar))

    def _place(self, runs: Sequence[Line | Table]) -> None:
        lines = [run for run in runs if isinstance(run, Line)]
        matter = [self._is_matter(line.start) for line in lines]
        kept = [Line(*line[:2], None) if out else line for line, out in zip(lines, matter, strict=True)]
        markers = believed(self._text, kept, self._grammar)
        self._nesting = Nesting(self._grammar, markers)
        self._upcoming = _next_marker(markers)
        index = 0
        for place, run in enumerate(runs):
            if isinstance(run, Line):
                below = runs[place + 1] if place + 1 < len(runs) else None
                self._above_table = below is not None and not isinstance(below, Line)
                self._last = below is None
                self._named_below = None
                if isinstance(below, Line) and matter[index + 1]:
                    self._named_below = Span(below.start, below.end)
                self._add_line(run, markers[index], index, matter=matter[index])
                index += 1
            else:
                for row in run.rows:
                    self._add_row(row)
                self._nesting.close_band()

    def _is_matter(self, start: int) -> bool:
        place = bisect_right(self._matter_starts, start) - 1
        return place >= 0 and start < self._matter[place].end

    def _add_row(self, row: Row) -> None:
        span = row.span
        if not row.cells:
            # A row of one cell is a heading across the table (一、产业发展).
            heading = len(self._headings)
            under = self._nesting.open_band(heading)
            self._headings.append(self._titled(span, under))
            self._blocks.append(Block("title", span, None, span, True, heading, under))
            return
        self._blocks.append(
            Block("row", span, None, Span(*span), False, None, self._nesting.innermost, row.cells)
        )

    def _add_line(self, line: Line, marker: Marker | None, index: int, *, matter: bool) -> None:
        text, start, end = self._text, line.start, line.end
        annex = marker_at(self._grammar, text, start, end) if matter else None
        if annex and not self._is_note(annex, end) and annex.key == "annex":
            self._add_annex(annex, line, index)
            return
        self._notes = self._notes or bool(_NOTES.match(text, start, end))
        if marker is None and self._annexed:
            numbered = marker_at(self._grammar, text, start, end)
        else:
            numbered = None if matter else marker
        noted = numbered is not None and self._is_note(numbered, end)
        if marker is not None and not (matter or noted):
            self._add_marked(line, marker, index)
            return
        matter = matter or noted
        under = self._nesting.innermost
        kind, cells = ("matter", ()) if matter else self._unmarked(start, end)
        title = _sentence(text, *cells[0].span) if cells else self._words(kind, start, end)
        heading = None
        if kind == "title":
            heading, under = self._add_title(Span(start, end), index)
        self._blocks.append(
            Block(kind, Span(start, end), None, title, title.end >= end, heading, under, cells)
        )
        self._add_runins(line)

    def _is_note(self, marker: Marker, end: int) -> bool:
        """Whether a numbered line is no heading: a note at the end, or one of a list of annexes (附件：1.… 2.…)."""
        if self._notes and _GLOSS.match(self._text, marker.body, end):
            return True
        if marker.key == "annex" and (first := marker_at(self._grammar, self._text, marker.body, end)):
            self._annexed = first.value
            return first.value == 1
        if self._annexed and marker.key == "arabic" and marker.value == self._annexed + 1:
            self._annexed += 1
            return self._text[end - 1] not in "。；;"
        self._annexed = 0
        return False

    def _add_annex(self, annex: Marker, line: Line, index: int) -> None:
        """Open an annex, a paper of its own, with its title on the same line or the next.

        附件：2024年实事清单 at the foot of a notice only names one.
        """
        span = Span(line.start, line.end)
        alone = annex.body >= line.end
        heading = under = None
        if (alone and not self._last) or self._above_table:
            heading = len(self._headings)
            under = self._nesting.open_marker(annex, heading, index)
            title = self._named_below if alone and self._named_below else Span(annex.body, line.end)
            self._headings.append(self._entry(annex, title, under))
        else:
            self._nesting.close_all()
        kind: BlockKind = "matter" if heading is None else "title"
        self._blocks.append(Block(kind, span, None, span, True, heading, under))

    def _add_marked(self, line: Line, marker: Marker, index: int) -> None:
        text, end = self._text, line.end
        label = headwords.label_at(self._heads, text, marker.body, end)
        title = _title(text, marker.body, end)
        heading = len(self._headings)
        under = self._nesting.open_marker(marker, heading, index)
        self._headings.append(self._entry(marker, title, under))
        bare = not text[title.end : min(end, title.end + 3)].strip("。；;：: 　.!！")[:1]
        labelled = label is not None and label.head is not None and not label.account
        # 二、工作任务： is a heading; with words behind the colon it is a field.
        cells = self._cells(label, end) if label and labelled and label.content < end else ()
        span = Span(marker.start, end)
        self._awaited = self._numbered_label(title) if bare and under is not None else None
        kind: BlockKind = "label" if self._awaited else "marked"
        self._blocks.append(Block(kind, span, marker, title, bare, heading, under, cells))
        self._add_runins(line)

    def _numbered_label(self, title: Span) -> Cell | None:
        """The label that a numbered heading is (（三）整改时限): of units or a date, or of a rectification's parts."""
        name = title.of(self._text) if title.end - title.start <= _LONGEST_LABEL else ""
        head = self._heads.words.get(name)
        if head and (head.role in _FIELD_ROLES or name.startswith("整改")):
            return Cell(head.role, title, name)
        return Cell("other", title, name) if name in self._heads.accounts else None

    def _entry(self, marker: Marker, title: Span, under: int | None) -> HeadingDraft:
        level = 1 if under is None else self._headings[under].level + 1
        label = self._text[marker.start : marker.end]
        return HeadingDraft(
            Span(marker.start, max(title.end, marker.end)), under, level, label, words(self._text, title)
        )

    def _add_runins(self, line: Line) -> None:
        """Outline entries for the markers inside a line; they stand below the line's own heading."""
        if not line.runins or self._blocks[-1].kind == "matter":
            return
        state = self._nesting.mark()
        ends = [marker.start for marker in line.runins[1:]] + [line.end]
        for marker, end in zip(line.runins, ends, strict=True):
            own = len(self._headings)
            under = self._nesting.open_marker(marker, own)
            title = _title(self._text, marker.body, end)
            self._headings.append(self._entry(marker, title, under))
        self._nesting.back_to(state)

    def _add_title(self, span: Span, index: int) -> tuple[int, int | None]:
        heading = len(self._headings)
        after = self._upcoming[index]
        if (
            self._above_table
            and (after is None or after.value <= 1)
            and _NAMES_TABLE.search(self._text, *span)
        ):
            # Not the title of a part: that of the table which follows all parts.
            self._nesting.close_all()
        beside = bool(self._blocks) and self._blocks[-1].kind == "title"
        under = self._nesting.open_title(heading, after, beside=beside)
        self._headings.append(self._titled(span, under))
        return heading, under

    def _titled(self, span: Span, under: int | None) -> HeadingDraft:
        level = 1 if under is None else self._headings[under].level + 1
        return HeadingDraft(span, under, level, "", words(self._text, span))

    def _unmarked(self, start: int, end: int) -> tuple[BlockKind, tuple[Cell, ...]]:
        """What a line without a marker is."""
        text = self._text
        if self._notes or _NOTE.match(text, start, end):
            return "matter", ()
        label = headwords.label_at(self._heads, text, start, end)
        awaited, self._awaited = self._awaited, None
        if label:
            return self._labelled(label, end)
        if awaited and awaited.role in {*_FIELD_ROLES, "target"}:
            return "field", (awaited._replace(span=Span(start, _before_separator(text, start, end))),)
        if _OWN_BRACKET.match(text, start, end):
            return "bracket", ()
        return ("title" if _is_title(text, start, end) else "paragraph"), ()

    def _labelled(self, label: headwords.Label, end: int) -> tuple[BlockKind, tuple[Cell, ...]]:
        """What a line is that begins with a label."""
        if label.account:
            # 整改措施： alone only announces the measures below it.
            return ("account" if end - label.content > _SHORTEST_ACCOUNT else "matter"), ()
        if label.head is None or label.head.role == "unit":
            # 单位：万元 above a table is for the table.
            return "matter", ()
        if label.content >= end:
            # The label alone: what it is for stands on the next line.
            self._awaited = Cell(label.head.role, Span(label.start, end), label.name)
            return "matter", ()
        return "field", self._cells(label, end)

    def _words(self, kind: BlockKind, start: int, end: int) -> Span:
        """The first sentence of a line without a marker; that of an account without its label and first 一是."""
        if kind == "account":
            label = headwords.label_at(self._heads, self._text, start, end)
            start = label.content if label else start
            marker = marker_at(self._grammar, self._text, start, end)
            start = marker.body if marker and marker.ordinal and marker.value == 1 else start
        return _sentence(self._text, start, end)

    def _cells(self, first: headwords.Label, end: int) -> tuple[Cell, ...]:
        """The fields on a line, each with what its label says."""
        labels = [first, *headwords.labels_inside(self._heads, self._text, first.content, end)]
        roles = headwords.settled(label.head for label in labels)
        ends = [label.start for label in labels[1:]] + [end]
        return tuple(
            Cell(role, Span(label.content, max(stop, label.content)), label.name)
            for label, role, stop in zip(
                labels,
                roles,
                (_before_separator(self._text, first.content, stop) for stop in ends),
                strict=True,
            )
        )


def _before_separator(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "；;，,。（("):
        end -= 1
    return end


def _next_marker(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """For each line the next marker after it."""
    upcoming: Marker | None = None
    found: list[Marker | None] = [None] * len(markers)
    for index in range(len(markers) - 1, -1, -1):
        found[index] = upcoming
        upcoming = markers[index] or upcoming
    return found


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a line without a number is a heading: short, one phrase, no end of a sentence."""
    if end - start > 32 or not _TITLE_LINE.match(text, start, end) or _CONTINUED.search(text, start, end):
        return False
    return 2 * len(_HAN.findall(text, start, end)) > end - start


def _title(text: str, start: int, end: int) -> Span:
    """The heading's words: up to its first full stop outside quotes and brackets, or to a colon or gap."""
    colon = _COLON.match(text, start, end)
    if colon and colon.end() < end:
        return _sentence(text, start, colon.end() - 1)
    gap = _GAP.match(text, start, end)
    return _sentence(text, start, gap.end() if gap else end)


def _sentence(text: str, start: int, end: int) -> Span:
    """The first sentence, without its full stop and without a bracket of units behind it."""
    stop = _first_stop(text, start, end)
    last = text[stop - 1 : stop]
    if last in _BEHIND_UNITS or last.isspace():
        bracket = _TRAILING_BRACKET.search(text, start, stop)
        if bracket and bracket.start() > start:
            stop = bracket.start()
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in "。；;：:，,"):
        stop -= 1
    return Span(start, stop)


def _first_stop(text: str, start: int, end: int) -> int:
    at = start
    limit = min(end, start + _LONGEST_TITLE)
    while match := _STOP.search(text, at, limit):
        closing = _CLOSES.get(match.group())
        if closing is None:
            return match.start()
        closed = text.find(closing, match.end(), limit)
        at = closed + 1 if closed >= 0 else match.end()
    return limit
