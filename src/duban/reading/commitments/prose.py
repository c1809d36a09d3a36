"""What a paragraph says: a statement with figures, a duty, or words about the document itself.

``现将有关情况通报如下：`` only leads in, ``已完成24项，占总任务的11%`` reports, ``请于12月15日前报送`` asks for
something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duban.lexicon.sections import Sections
    from duban.reading.commitments.edges import Edges
    from duban.reading.outline import Block

# A figure that measures something: no year, day, number of a paper or a meeting, and no count of parts (8项).
AMOUNT = re.compile(
    r"(?<![0-9.第])[0-9]+(?:\.[0-9]+)?(?![0-9.])(?!\s?(?:年|月|日|号|时|届|期|[〕\])）\-—–~至、]|[个大项]?项?[)）]))"
)
# Results at the head of a paper that is otherwise about tasks: 已完成24项，占总任务的11%.
DONE = re.compile(r"(?:已|完成|占|达|增长|办结)[^。；，,;\d到]{0,8}[0-9][0-9.]{0,8}\s?[一-龥%％]")
RECTIFIED = re.compile(r"(?:整改|完成|制定|办结)[^。]{0,40}?[0-9]+(?:\.[0-9]+)?\s?[个项条次件%％]")
# A duty in the opening of a notice: 各牵头单位于12月15日前将完成情况报送…; 镇政府是责任主体，要….
DUTY = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日前[^。]{0,40}(?:报送|上报|报至|报区|报县|报市)|责任主体[，,]要")
# Two parts or a figure: more than a heading or a caption says.
STATEMENT = re.compile("[0-9０-９，,；;]|。.")
_LONGEST_CAPTION = 20
_EDGE = 60
_SHORTEST = 12


class Prose:
    """The paragraphs of one document."""

    def __init__(self, text: str, edges: Edges, sections: Sections) -> None:
        self._text = text
        self._edges = edges
        self._sections = sections

    def says_something(self, block: Block) -> bool:
        """Whether a paragraph is a whole statement: not a fragment, a lead-in, a greeting or a signature."""
        text, (start, end) = self._text, block.span
        announces = text[end - 1] in "：:"
        if end - start < _SHORTEST or (announces and not self.tells_first(block)):
            return False
        if end - start < _LONGEST_CAPTION and not STATEMENT.search(text, start, end):
            return False
        if self._edges.is_cut_start(block):
            return False
        if (
            not announces
            and self._edges.breaks_off(block)
            and (self._edges.is_last(block) or text.find("。", start, end) < 0)
        ):
            return False
        return not self.is_aside(block)

    def tells_first(self, block: Block) -> bool:
        """Whether a paragraph states figures before its last clause, which only announces what follows."""
        stop = max(self._text.rfind(sign, *block.span) for sign in "。，,")
        before = (block.span.start, max(stop, block.span.start))
        return bool(DONE.search(self._text, *before) or RECTIFIED.search(self._text, *before))

    def is_furniture(self, block: Block) -> bool:
        """Whether a line is what a web page says about itself."""
        start, end = block.span
        return self._sections.furniture.found_in(self._text[start : min(end, start + _EDGE)])

    def is_aside(self, block: Block) -> bool:
        """Whether a paragraph speaks about the document, greets, or tells where to write."""
        start, end = block.span
        asides = self._sections.asides
        if self._text[end - 1] in "：:" and self.tells_first(block):
            return False
        if _names_duty(self._text, block):
            return False
        tail = self._text[max(start, end - _EDGE) : end]
        return asides.found_in(self._text[start : min(end, start + _EDGE)]) or any(
            map(tail.__contains__, asides.anywhere)
        )


def _names_duty(text: str, block: Block) -> bool:
    """The two plain words first: almost every paragraph is without them."""
    start, end = block.span
    may = text.find("日前", start, end) >= 0 or text.find("责任主体", start, end) >= 0
    return may and DUTY.search(text, start, end) is not None
