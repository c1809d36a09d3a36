"""What each message says, in both languages; ``values`` fill the braces. A code that is not here cannot be told.

A value that has words of its own in both languages is a table of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message; ``urgent`` ones stand first in the digest."""

    zh: str
    en: str
    urgent: bool = False


SENTENCES: Mapping[str, Sentence] = {
    "dispatched": Sentence(
        "交办：{title}，时限{due}，请签收", "dispatched: {title}, due {due}; please accept", urgent=True
    ),
    "supporting": Sentence("请配合：{title}，时限{due}", "your support is asked for: {title}, due {due}"),
    "recalled": Sentence("收回交办：{title}", "dispatch taken back: {title}"),
    "returned": Sentence(
        "{unit}退回：{title}。理由：{reason}", "{unit} returned {title}: {reason}", urgent=True
    ),
    "claimed": Sentence(
        "{unit}申请办结，待核查：{title}", "{unit} claims completion, to be verified: {title}", urgent=True
    ),
    "verified": Sentence("核查通过，待销号：{title}", "verified, to be closed: {title}", urgent=True),
    "rejected": Sentence(
        "核查未通过：{title}。{reason}", "verification failed: {title}. {reason}", urgent=True
    ),
    "closed": Sentence("已销号：{title}", "closed: {title}"),
    "reopened": Sentence(
        "回头看发现问题，重新办理：{title}。{reason}", "reopened: {title}. {reason}", urgent=True
    ),
    "asked_extension": Sentence(
        "{unit}申请延期至{until}：{title}", "{unit} asks for time until {until}: {title}", urgent=True
    ),
    "granted_extension": Sentence("同意延期至{due}：{title}", "extended to {due}: {title}"),
    "refused_extension": Sentence(
        "不同意延期：{title}。{reason}", "extension refused: {title}. {reason}", urgent=True
    ),
    "suspended": Sentence("缓办，暂停计时：{title}", "suspended, its clock stopped: {title}"),
    "resumed": Sentence("恢复办理，时限{due}：{title}", "resumed, due {due}: {title}", urgent=True),
    "reminded": Sentence(
        "督查室催办：{title}，时限{due}。{reason}", "reminder: {title}, due {due}. {reason}", urgent=True
    ),
    "transferred": Sentence(
        "转交你单位牵头：{title}，时限{due}", "now yours to lead: {title}, due {due}", urgent=True
    ),
    "problem": Sentence(
        "{unit}反映问题待协调：{title}。{reason}", "{unit} raises a problem: {title}. {reason}", urgent=True
    ),
    "near_due": Sentence("临近时限（{due}）：{title}", "due soon ({due}): {title}", urgent=True),
    "overdue": Sentence("已过时限（{due}）：{title}", "overdue since {due}: {title}", urgent=True),
    "limit_ends": Sentence("{limit}于{due}到期：{title}", "{limit} ends on {due}: {title}", urgent=True),
    "limit_past": Sentence(
        "已过{limit}（应于{due}前）：{title}", "{limit} ended on {due}: {title}", urgent=True
    ),
    "duty_soon": Sentence(
        "{period}进展将于{due}前报送：{title}", "report for {period} is due by {due}: {title}"
    ),
    "duty_missing": Sentence(
        "{period}进展未报（应于{due}前）：{title}", "no report for {period}, due {due}: {title}", urgent=True
    ),
    "rung": Sentence("达到“{rung}”条件：{title}", "“{rung}” is due: {title}", urgent=True),
}


class UnknownCodeError(KeyError):
    """A message that nobody has worded."""


def sentence(code: str, values: Mapping[str, object], *, language: str) -> str:
    """The message in words; raises :class:`UnknownCodeError`. A value that is missing leaves its place empty."""
    try:
        worded = SENTENCES[code]
    except KeyError:
        raise UnknownCodeError(code) from None
    spoken = "en" if language.startswith("en") else "zh"
    text = worded.en if spoken == "en" else worded.zh
    said = {
        name: value.get(spoken, "") if isinstance(value, dict) else value for name, value in values.items()
    }
    return text.format_map(_Values(said)).strip()


class _Values(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
