"""What an outline and its items hold, counted in the ways a document may mean: ``六项任务`` or ``三个方面``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.drafts import HeadingDraft, ItemDraft

_NEAR = 120  # listed parts follow within this distance of their announcement
_LONGEST_ROW = 500
_OUTERMOST = 12
_NUMBER = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百]+")
CHAPTER = re.compile(r"第[^\s]{1,5}章")
ARTICLE = re.compile(r"第[^\s]{1,6}条")


class Counted(NamedTuple):
    """One way to count: how many, whether it is plainly what was meant, and the headings counted, if headings."""

    number: int
    plain: bool
    headings: frozenset[int] = frozenset()


class Parts:
    """Made only where a document declares anything, since it looks at everything once."""

    def __init__(self, headings: Sequence[HeadingDraft], drafts: Sequence[ItemDraft]) -> None:
        self.headings = headings
        with_parts = {draft.parent for draft in drafts if draft.parent is not None}
        leaves = [draft for index, draft in enumerate(drafts) if index not in with_parts]
        self._titled: dict[str, list[Counted]] = {}
        self._levels: list[Counted] | None = None
        self._starts = {draft.kind: draft.span.start for draft in reversed(drafts)}
        self._heading_rows = [(heading.span.start, heading.parent, heading.level) for heading in headings]
        self._item_rows = [
            (draft.span.start, draft.parent, 0) for draft in drafts if draft.number is not None
        ]
        self._all = Counter[str](draft.kind for draft in drafts)
        self._leaves = Counter[str](draft.kind for draft in leaves)
        self._numbered = Counter[str](draft.kind for draft in drafts if draft.number is not None)
        self._numbered_leaves = Counter[str](draft.kind for draft in leaves if draft.number is not None)
        self._tops = Counter[str](
            draft.kind for draft in drafts if draft.number is not None and draft.parent is None
        )

    def first(self, kind: str) -> int | None:
        """Where the first item of a kind starts."""
        return self._starts.get(kind)  # type: ignore[call-overload, no-any-return]

    def of_kind(self, kind: str) -> list[Counted]:
        """The ways to count items of one kind, the likeliest first; where they are numbered, a remark is none."""
        numbered = (self._numbered, self._numbered_leaves, self._tops)
        ways = numbered if self._numbered[kind] > 1 else (self._all, self._leaves)
        return [Counted(way[kind], plain=True) for way in ways if way[kind]]

    def titled(self, noun: str) -> list[Counted]:
        """Headings whose title ends with the very noun, or whose number begins with it: 问题3：."""
        if noun not in self._titled:
            self._titled[noun] = self._count_titled(noun)
        return self._titled[noun]

    def _count_titled(self, noun: str) -> list[Counted]:
        found = [
            index
            for index, heading in enumerate(self.headings)
            if heading.label.startswith(noun)
            or (len(noun) > 2 and heading.title.rstrip("。:：").endswith(noun))
        ]
        levels = Counter(self.headings[index].level for index in found)
        return [
            Counted(
                number, number > 1, frozenset(index for index in found if self.headings[index].level == level)
            )
            for level, number in levels.most_common()
        ]

    def below(self, above: frozenset[int]) -> list[Counted]:
        """The headings right below those counted before."""
        found = frozenset(index for index, heading in enumerate(self.headings) if heading.parent in above)
        return [Counted(len(found), plain=True, headings=found)] if found and above else []

    def levels(self) -> list[Counted]:
        """The headings of each level and style, outermost first; never plain, since they are many by chance."""
        if self._levels is None:
            self._levels = self._count_levels()
        return self._levels

    def _count_levels(self) -> list[Counted]:
        groups: dict[tuple[int, str], list[int]] = {}
        for index, heading in enumerate(self.headings):
            groups.setdefault((heading.level, _NUMBER.sub("#", heading.label)), []).append(index)
        outermost = [frozenset(groups[level]) for level in sorted(groups)[:_OUTERMOST]]
        return [Counted(len(group), plain=False, headings=group) for group in outermost]

    def labelled(self, label: re.Pattern[str]) -> list[Counted]:
        """The headings whose number is written in a certain way: 第三章."""
        found = frozenset(index for index, heading in enumerate(self.headings) if label.match(heading.label))
        return [Counted(len(found), plain=True, headings=found)] if found else []

    def follow(self, offset: int, way: Counted) -> bool:
        """Whether all the headings that a way counts come after a statement."""
        return not way.headings or self._heading_rows[min(way.headings)][0] > offset

    def rows_after(self, offset: int) -> list[int]:
        """How many headings, and how many numbered items, of one rank follow an announcement at once."""
        rows = (_row(parts, offset) for parts in (self._heading_rows, self._item_rows))
        return [row for row in rows if row > 1]


def _row(parts: Sequence[tuple[int, int | None, int]], offset: int) -> int:
    """The length of the row of one rank that starts right after ``offset``; parts are (start, parent, level)."""
    first = bisect_left(parts, offset, key=itemgetter(0))
    if first == len(parts) or parts[first][0] - offset > _NEAR:
        return 0
    _, parent, level = parts[first]
    row = 0
    for _, other_parent, other_level in parts[first : first + _LONGEST_ROW]:
        if (other_parent, other_level) == (parent, level):
            row += 1
        elif other_level < level:
            break
    return row
