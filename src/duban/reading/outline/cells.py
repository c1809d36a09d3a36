"""What the cells of a flattened table say of themselves: the head of a column its role, a cell's look its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.outline.heads import head_of, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.drafts import CellRole
    from duban.reading.outline.heads import Heads
    from duban.text import Span

NUMBER = re.compile(r"[(（]?[0-9０-９]{1,4}[)）.．、]?$")
BAND = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^。]{2,60}$")
MOST_COLUMNS = 16
# What a cell looks like whose column cannot be counted out: a date or a list of units.
_DEADLINE = re.compile(
    r"[^。；]{0,12}(?:[0-9]{4}\s?年|[0-9]{1,2}\s?月|年内|年底|季度|长期|持续|常态|每年|每月|全年|[0-9]{4}[.\-/][0-9])[^。；]{0,16}$"
)
_UNITS = re.compile(
    r"[^。；0-9]{0,200}(?:局|委|办|部|街道|镇|乡|中心|公司|院|政府|单位|部门|厅|处|站|所|会|支队|大队|社|校|行|集团|厂|专班|组"
    r"|(?<![一-龥])各[一-龥、（()）]{0,8}[区县市旗州村])"
    r"[）)]?[。；]?$"
)


def roles_of(text: str, cells: Sequence[Span], heads: Heads) -> list[CellRole] | None:
    """The roles of a head's cells; None where the line is no head of a table of tasks."""
    if not 2 <= len(cells) <= MOST_COLUMNS:
        return None
    found = [head_of(heads, cell.of(text)) for cell in cells]
    roles = settled(found)
    if not {"task", "target"} & set(roles):
        # 民生实事, 改革试点: the head of the tasks is often the name of the campaign.
        roles = [
            "task" if head is None and place == found.index(None) else role
            for place, (head, role) in enumerate(zip(found, roles, strict=True))
        ]
    if sum(head is not None for head in found) * 2 < len(cells):
        return None
    useful = {"task", "lead", "supporting", "target"} & set(roles)
    return roles if len({role for role in roles if role != "other"}) >= 2 and useful else None


def looks(text: str, cell: Span) -> str:
    """Whether a cell looks like a date, like units, or like words."""
    if _DEADLINE.match(text, *cell):
        return "date"
    return "units" if cell.end - cell.start <= 200 and _UNITS.match(text, *cell) else "words"
