"""What a paragraph says: a statement with figures, a duty, or words about the document itself.

``现将有关情况通报如下：`` only leads in, ``已完成24项，占总任务的11%`` reports, ``请于12月15日前报送`` asks for
something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.metadata.duties import names_duty

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
# Two parts or a figure: more than a heading or a caption says.
STATEMENT = re.compile("[0-9０-９，,；;]|。.")
# 本办法由区商务局负责解释，自印发之日起施行: an article about the paper itself, however it is numbered.
_ABOUT_ITSELF = re.compile(
    r"(?:以上|上述|本)(?:实施|若干|行动|工作|暂行|专项)?(?:政策措施|政策|办法|措施|细则|意见|方案|规定|通知|计划|规划|条例|制度|规则|预案)"
    r"(?:自[^。]{0,40}(?:施行|实施|执行|生效|有效)|由[^。]{0,40}解释|有效期|适用|所称|[^。]{0,30}就高不)"
)
# 会议指出，抓项目就是抓发展。 What was said at a meeting, unless it names a day or a figure; and who was there.
_MINUTED = re.compile(
    r"(?:会议|大会|全会)(?:还)?(?:听取|指出|认为|强调|传达|学习|观看|审阅|书面|通报|召开|由)|会上[，,]|会前[，,]|会后[，,]"
    r"|[^。]{2,60}(?:出席|参加|列席)(?:了)?(?:会议|活动|座谈|调研)|(?:出席|列席|参加|主持人|记录|参会(?:人员|单位)|请假)[:：]"
)
_BINDS = re.compile(r"[0-9０-９]{1,2}\s?月|年底|年内|季度|[上下]半年|[由请](?=[^。，]{2,20}(?:牵头|负责))")
# What no caption has: the end of a sentence or of one of its parts, also where the last full stop is lost.
_PARTED = re.compile("[。；;]")
# 各相关单位要积极帮助解决困难和问题。 Whoever is told to do something is not greeted, whatever words end it.
_TELLS = re.compile(
    "(?!会议)[^，,。；;：:\\n]{1,40}?(?:单位|部门|政府|[局委办镇乡区县市]|街道|中心)(?:要|应当?|须|必须|务必|将)(?!求)"
)
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
            and (self._edges.is_last(block) or not _PARTED.search(text, start, end))
        ):
            return False
        return not (self.is_aside(block) or self._minutes(block))

    def _minutes(self, block: Block) -> bool:
        """Whether a paragraph tells what was said at a meeting, and nothing that binds anybody."""
        span = block.span
        if not _MINUTED.match(self._text, *span):
            return False
        return not (_BINDS.search(self._text, *span) or AMOUNT.search(self._text, *span))

    def tells_first(self, block: Block) -> bool:
        """Whether a paragraph states figures before its last clause, which only announces what follows."""
        stop = max(self._text.rfind(sign, *block.span) for sign in "。，,")
        before = (block.span.start, max(stop, block.span.start))
        return bool(DONE.search(self._text, *before) or RECTIFIED.search(self._text, *before))

    def is_about_itself(self, block: Block) -> bool:
        """Whether a numbered paragraph says how long the paper holds, for whom, or who explains it."""
        return _ABOUT_ITSELF.match(self._text, block.title.start, block.span.end) is not None

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
        if names_duty(self._text, start, end):
            return False
        opening = self._text[start : min(end, start + _EDGE)]
        tail = self._text[max(start, end - _EDGE) : end]
        if not (asides.found_in(opening) or any(map(tail.__contains__, asides.anywhere))):
            return False
        return opening.startswith(asides.starts) or not _TELLS.match(self._text, start, end)
