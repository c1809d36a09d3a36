"""Findings: what a careful reviewer would ask about, and what was decided about each."""

from datetime import datetime

from pydantic import Field

from duban.server.api.language import english
from duban.server.api.shapes.common import Shape, Taken
from duban.server.ledger.answering import LONGEST_NOTE, Answering
from duban.server.ledger.findings import Standing, said
from duban.server.ledger.models import Answer


class AnswerShape(Shape):
    """A decision: ``corrected``, ``no_defect`` or ``later`` (its note says by whom and until when)."""

    answer: str
    note: str
    by: str
    at: datetime


class FindingShape(Shape):
    """A finding. ``key`` stays when the document is read anew and the finding stands elsewhere.

    ``answer`` is null while nobody has dealt with it. Offsets count characters of the version's source.
    """

    key: str
    code: str
    severity: str
    message: str
    start: int | None
    end: int | None
    answer: AnswerShape | None


class AnswerGiven(Taken):
    """What is decided about the finding with this key; ``reopened`` takes the last decision back."""

    key: str = Field(max_length=64)
    answer: Answer
    note: str = Field(default="", max_length=LONGEST_NOTE)

    def answering(self) -> Answering:
        """The decision, as the ledger takes it."""
        return Answering(self.key, self.answer, self.note)


def finding(one: Standing) -> FindingShape:
    """A finding as it stands."""
    found, given = one.finding, one.answer
    answer = (
        AnswerShape(answer=given.answer, note=given.note, by=str(given.by), at=given.at) if given else None
    )
    return FindingShape(
        key=one.key,
        code=str(found.get("code", "")),
        severity=str(found.get("severity", "")),
        message=said(found, "en" if english() else "zh"),
        start=found.get("start"),
        end=found.get("end"),
        answer=answer,
    )
