"""What reviewers decide about findings: dealt with, and how, or open again. Decisions are only ever added.

The last one counts, and taking it back is one more. The finding itself stays as it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from duban.governing.lifecycle import Refusal
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.documents.models import Version
from duban.server.ledger import events
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.findings import Standing, count_open, of_document, of_item, said
from duban.server.ledger.holding import held
from duban.server.ledger.measuring import risen
from duban.server.ledger.models import Answer, FindingAnswer, Ledger
from duban.server.ledger.reviewing import CLOSED
from duban.server.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from duban.server.ledger.models import Item
    from duban.server.people.access import Actor

NO_SUCH_FINDING = Refusal(
    "no_such_finding",
    "没有这个疑点，可能已随文件新版本消失",
    "there is no such finding; a new version of the document may have settled it",
)
NOT_ANSWERED = Refusal("not_answered", "这个疑点没有处理过", "this finding has not been answered")
SAY_WHO = Refusal("say_who", "请写明由谁、何时解决", "say by whom and until when it will be settled")
LONGEST_NOTE = 255
#: What an answer is called in English; the Chinese words are the model's.
ENGLISH = {
    Answer.CORRECTED: "corrected",
    Answer.NO_DEFECT: "not a defect",
    Answer.LATER: "to be settled",
    Answer.REOPENED: "reopened",
}


@dataclass(frozen=True, slots=True)
class Answering:
    """What is decided about a finding; ``note`` says by whom and until when where it is to be settled later."""

    key: str
    answer: Answer
    note: str = ""


def answer_finding(
    actor: Actor, item_id: int, given: Answering, *, revision: int, at: datetime
) -> FindingAnswer:
    """Decide about a finding of an item; raises StaleError and RefusedError as a correction does."""
    actor.require(Right.IMPORT)
    with transaction.atomic():
        item = held(item_id, revision)
        if item.withdrawn:
            raise RefusedError((CLOSED,))
        found = _sought(of_item(item), given)
        made = _answered(actor, item.ledger, found, given, at=at, item=item)
        count_open([item])
        item.save(update_fields=["open_findings"])
        risen([item])
        record(actor.who, _happening(events.FINDING_ANSWERED, item.pk, found, made), at=at)
    return made


def answer_general(
    actor: Actor, ledger_id: int, version_id: int, given: Answering, *, at: datetime
) -> FindingAnswer:
    """Decide about a finding of the whole document, as ``version_id`` of it was read."""
    actor.require(Right.IMPORT)
    with transaction.atomic():
        ledger = Ledger.objects.select_for_update(no_key=True).get(pk=ledger_id)
        version = Version.objects.filter(pk=version_id, document=ledger.document_id).first()
        found = _sought(of_document(ledger, version.reading) if version else [], given)
        made = _answered(actor, ledger, found, given, at=at)
        record(actor.who, _happening(events.GENERAL_ANSWERED, ledger.pk, found, made), at=at)
    return made


def _sought(found: Sequence[Standing], given: Answering) -> Standing:
    one = next((one for one in found if one.key == given.key), None)
    if one is None:
        raise RefusedError((NO_SUCH_FINDING,))
    if given.answer == Answer.REOPENED and one.open:
        raise RefusedError((NOT_ANSWERED,))
    if given.answer == Answer.LATER and not given.note.strip():
        raise RefusedError((SAY_WHO,))
    return one


def _answered(
    actor: Actor,
    ledger: Ledger,
    found: Standing,
    given: Answering,
    *,
    at: datetime,
    item: Item | None = None,
) -> FindingAnswer:
    return FindingAnswer.objects.create(
        ledger=ledger,
        item=item,
        key=found.key,
        finding=dict(found.finding),
        answer=given.answer,
        note=given.note.strip()[:LONGEST_NOTE],
        by_id=account_of(actor),
        at=at,
    )


def _happening(kind: str, subject: int, found: Standing, made: FindingAnswer) -> Happening:
    before = {"answer": found.answer.answer} if found.answer else {}
    answer = Answer(made.answer)
    after = {
        "key": made.key,
        "code": str(found.finding.get("code", "")),
        "answer": answer.value,
        "zh": said(found.finding, "zh"),
        "en": said(found.finding, "en"),
        "answer_zh": dict(Answer.choices)[answer],
        "answer_en": ENGLISH[answer],
    }
    return Happening(kind, str(subject), before, after, reason=made.note)
