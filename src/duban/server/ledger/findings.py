"""Findings: what each says, and which of an item, or of a document as a whole, are open.

A finding is known by what it says and not by where it stands: read again from a corrected version it is the same, and
what was decided about it holds. Deciding is :mod:`~duban.server.ledger.answering`'s.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Max

from duban.formats.exchange.findings import sentence
from duban.server.ledger.models import Answer, FindingAnswer, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.server.ledger.models import Ledger

#: The code of what the ledger itself adds: a new version of the document says otherwise than a person decided.
DIFFERS = "reread_differs"
_FIELDS = {
    "number": ("编号", "number"),
    "title": ("标题", "title"),
    "text": ("原文范围", "text"),
    "section": ("章节", "section"),
    "kind": ("类别", "kind"),
    "due": ("时限", "deadline"),
    "lead": ("牵头单位", "lead unit"),
    "supporting": ("配合单位", "supporting unit"),
    "targets": ("目标", "target"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding with its key and the answer that holds; None while it is open."""

    key: str
    finding: Mapping[str, Any]
    answer: FindingAnswer | None

    @property
    def open(self) -> bool:
        """Whether nobody has dealt with it."""
        return self.answer is None


def said(finding: Mapping[str, Any], language: Literal["zh", "en"]) -> str:
    """What a finding says, from its code and its words as they are said today."""
    if finding.get("code") == DIFFERS:
        zh, en = _FIELDS.get(finding.get("field", ""), ("内容", "content"))
        if language == "zh":
            return f"文件新版本的{zh}与人工审定的不同，请核对"
        return f"the {en} in the new version of the document is not what was decided; check it"
    return sentence(finding, language)


def standings(findings: Sequence[Mapping[str, Any]], answers: Iterable[FindingAnswer]) -> list[Standing]:
    """Findings as they stand; ``answers`` are those of the same item, or of the same ledger, in their order."""
    last = {answer.key: answer for answer in answers}
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        alike = _digest(finding)
        seen[alike] += 1
        key = alike if seen[alike] == 1 else f"{alike}-{seen[alike]}"
        answer = last.get(key)
        holds = answer is not None and answer.answer != Answer.REOPENED
        found.append(Standing(key, finding, answer if holds else None))
    return found


def of_item(item: Item) -> list[Standing]:
    """The findings of an item; no query where it has none."""
    if not item.findings:
        return []
    return standings(item.findings, item.finding_answers.select_related("by").all())


def of_document(ledger: Ledger, reading: Mapping[str, Any]) -> list[Standing]:
    """What was found about the document of a ledger as a whole."""
    general = [finding for finding in reading.get("findings", ()) if finding["item"] is None]
    if not general:
        return []
    return standings(general, ledger.finding_answers.filter(item=None).select_related("by"))


def version_read(ledger: Ledger) -> int | None:
    """The version that a ledger stands at: the newest that an item quotes, else the newest there is."""
    newest: int | None = ledger.items.filter(withdrawn=False).aggregate(last=Max("version"))["last"]
    if newest is None and ledger.document is not None:
        newest = ledger.document.versions.aggregate(last=Max("pk"))["last"]
    return newest


def count_open(items: Iterable[Item]) -> None:
    """Bring the number of open findings of these items up to what they hold; the caller saves the column."""
    rows = list(items)
    answers: dict[int | None, list[FindingAnswer]] = {}
    for answer in FindingAnswer.objects.filter(item__in=rows).order_by("id"):
        answers.setdefault(answer.item_id, []).append(answer)
    for item in rows:
        item.open_findings = sum(one.open for one in standings(item.findings, answers.get(item.pk, ())))


def _digest(finding: Mapping[str, Any]) -> str:
    """What makes two findings the same one: its code and its words, wherever they stand."""
    about = finding.get("saying") or [finding.get("message"), finding.get("field"), finding.get("read")]
    text = json.dumps([finding.get("code"), about], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:24]
