"""What a notice itself asks for: the paragraph that passes a paper on may also say what to report, and when.

``现印发给你们，请认真贯彻执行。各单位于每月25日前将进展情况报送区政府督查室。`` is no mere form: its second sentence is
owed by somebody. ``请结合实际认真贯彻落实`` alone is.
"""

from __future__ import annotations

import re

_DAY = r"(?:[0-9０-９]{1,2}\s?月(?:[0-9０-９]{1,2}\s?日|底|末|[上中下]旬)?(?:之?前|以前|内)|年底前|年内)"
_WHEN = (
    rf"(?:{_DAY}|[0-9０-９一二三五十]{{1,3}}个?(?:工作)?日内"
    r"|每(?:个|双|半)?(?:月|季度?|年|周)[^。，,；;]{0,8}?(?:前|底|末|初)?)"
)
_REPORT = (
    r"(?:向[^。，,；;]{1,16}报告|报送|上报|报至|报回|反馈至|报备|备案|报[^。，,；;告请名]{0,16}(?:[省市区县州旗镇]|办公室|督查室|专班|[局委部办组厅])"
    r"|反馈[^。，,；;]{0,10}(?:办公室|督查室|局))"
)
_DUTY = re.compile(rf"{_WHEN}[^。]{{0,60}}?{_REPORT}|责任主体[，,]要")
# In a report only what is asked of somebody by a day: 区水务局于6月20日前报送了材料 is told.
_ASKED = r"(?:请|各|务必?|须|应)[^。]{0,40}?"
_ADDRESSED = re.compile(rf"{_ASKED}{_WHEN}[^。]{{0,60}}?{_REPORT}(?!了)")
_ADDRESSED_BY_A_DAY = re.compile(rf"{_ASKED}{_DAY}[^。]{{0,60}}?{_REPORT}(?!了)")


def names_duty(text: str, start: int, end: int) -> bool:
    """Whether a paragraph says by when or how often something is to be reported.

    The plain words are looked for first: few paragraphs have them.
    """
    may = any(text.find(word, start, end) >= 0 for word in ("报", "备案", "反馈", "责任主体"))
    return may and _DUTY.search(text, start, end) is not None


def addresses_duty(text: str, start: int, end: int, *, by_a_day: bool = True) -> bool:
    """Whether a paragraph asks somebody to report, whatever paper it stands in."""
    asked = _ADDRESSED_BY_A_DAY if by_a_day else _ADDRESSED
    return names_duty(text, start, end) and asked.search(text, start, end) is not None
