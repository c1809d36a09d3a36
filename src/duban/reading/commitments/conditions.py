"""Dates that say for whom, for how long or out of which time something counts, and so are no promise.

``对2月5日至24日连续生产的企业给予奖励`` says which firms are meant, ``有效期至2024年底`` how long a paper holds,
``企业应于3月底前提出申请`` what the applicant has to do. None of them is a day by which the unit has to be done.

Which way it errs: a date is kept as a deadline unless the words right beside it say otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from duban.reading.values.times.grammar import either

if TYPE_CHECKING:
    from duban.lexicon.times import Times
    from duban.text import Span

# How far around a date the words are looked at that make it a condition.
_BEFORE = 30
_AFTER = 90


@dataclass(frozen=True, eq=False)
class Conditions:
    """Patterns of one lexicon; those of ``before`` end at a date, those of ``after`` begin behind it."""

    told_before: re.Pattern[str]
    until_before: re.Pattern[str]
    opened_before: re.Pattern[str]
    attribute_after: re.Pattern[str]
    granted_after: re.Pattern[str]
    exempt_after: re.Pattern[str]
    applicant_before: re.Pattern[str]
    applied_after: re.Pattern[str]
    asked_of_applicants: re.Pattern[str]

    def hold(self, text: str, span: Span, floor: int, ceiling: int) -> bool:
        """Whether the date at ``span`` is part of a condition; the item is ``floor`` to ``ceiling``."""
        start, end = max(floor, span.start - _BEFORE), min(ceiling, span.end + _AFTER)
        if self.told_before.search(text, start, span.start):
            return True
        if text.startswith(("至", "到"), span.start) and self.until_before.search(text, start, span.start):
            return True
        if self.granted_after.match(text, span.end, end) or self.exempt_after.match(text, span.end, end):
            return True
        if self.opened_before.search(text, start, span.start):
            return self.attribute_after.match(text, span.end, end) is not None
        if not self.applied_after.match(text, span.end, end):
            return False
        return self.applicant_before.search(text, start, span.start) is not None


@lru_cache(maxsize=4)
def conditions_of(times: Times) -> Conditions:
    """The patterns of a lexicon."""
    recipients = either(times.recipients)
    granting = (
        rf"{either(times.granting)}|(?:{either(times.granting_sums)})(?=[^，,。；;\n]{{0,8}}[0-9０-９])"
    )
    term = rf"(?:{either(times.granted_terms)})(?:期限?|时限|时段|周期|时间)"
    return Conditions(
        told_before=re.compile(rf"{term}(?:为|是|自|从|延[续长期]?)?[至到]?\s?[:：]?\s?$"),
        until_before=re.compile(
            rf"(?:{either(times.lasting_until)}|之?日起(?:施行|实施|执行|生效)?[，,]?(?:有效期?)?)$"
        ),
        opened_before=re.compile(rf"(?:{either(times.condition_openers)})(?:[在于自从]|截至)?\s?$"),
        # …连续生产的企业: the date belongs to the noun behind 的, in one clause.
        attribute_after=re.compile(r"(?:期间|之?内|以前)?[^，,。；;：:\n]{1,50}?的"),
        # …首次上规的企业，给予…; …缴纳社保的，按…; but 6月底前对符合条件的企业给予…: done to them by then.
        granted_after=re.compile(
            rf"(?:期间|之?内|以前)?[^，,。；;：:\n对向给]{{1,50}}?(?:[，,][且并][^，,。；;：:\n]{{1,30}}?)?的(?:[^，,。；;：:的\n]{{0,12}}?(?:{recipients}))?"
            rf"(?:[（(][^（()）]{{0,20}}[)）])?[，,]?[^，,。；;：:的\n]{{0,12}}?(?:{granting})"
        ),
        # 6月底前落实免征政策 is something to be done.
        exempt_after=re.compile(
            rf"(?:期间)?[，,]?(?:(?!完成|落实|出台|制定|兑现)[^，,。；;：:\n]){{0,24}}?(?:{either(times.exempting)})"
        ),
        applicant_before=re.compile(
            rf"(?:{either(times.applicants)})(?:应当?|必?须|需|可|要|请|于|在|凭|向)?(?:[于在]|向[^，,。；;\n]{{1,12}})?$"
        ),
        applied_after=re.compile(rf"[^，,。；;\n]{{0,30}}?(?:{either(times.applying)})"),
        asked_of_applicants=re.compile(rf"(?:{either(times.granted_terms)})$"),
    )
