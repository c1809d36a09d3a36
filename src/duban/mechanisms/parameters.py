"""What a text leaves open: questions without a default, and the limits that rest on their answers."""

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

from pydantic import Field, StrictBool

from duban.governing.clock.cadences import Cadence
from duban.mechanisms.wording import Count, Key, Named, Number, Seed, Words

Answer: TypeAlias = bool | int | Decimal | date | str | tuple[str, ...]


class Type(StrEnum):
    """What kind of answer a question wants."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    CADENCE = "cadence"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    UNIT = "unit"


class Parameter(Named):
    """A question (``zh``, ``en``) that an office answers when it adopts the mechanism; there is no default.

    Left empty where it is not ``required``, whatever rests on it does not run.
    """

    type: Type
    depends: Words = Field(description="what the answer decides")
    required: StrictBool = True
    minimum: Number | None = None
    maximum: Number | None = None
    choices: dict[Key, Words] = Field(default={})

    def read(self, answer: object) -> Answer:
        """The answer in its type; raises `ValueError` with the reason when it is none."""
        value = _READ[self.type](answer)
        if self.type is Type.CHOICE and value not in self.choices:
            raise ValueError(f"{value!r} is none of {', '.join(self.choices)}")
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            if self.minimum is not None and value < self.minimum:
                raise ValueError(f"{value} is below {self.minimum}")
            if self.maximum is not None and value > self.maximum:
                raise ValueError(f"{value} is above {self.maximum}")
        return value


class General(Parameter):
    """A question of an archetype, whatever the mechanism.

    It may name what is ``usual``: a figure that no text states and every ledger needs, which holds until an office
    answers otherwise. A mechanism's own question has no place for one.
    """

    usual: Number | None = None


class Limit(Named):
    """How long an item may stay in a state; ``days`` are calendar days."""

    state: Key
    working_days: Count | None = None
    days: Count | None = None
    seeds: tuple[Seed, ...] = ()


def _integer(answer: object) -> Answer:
    if isinstance(answer, bool) or not isinstance(answer, int | str):
        raise ValueError(f"{answer!r} is not a whole number")  # noqa: TRY004 - one kind of error for all answers
    try:
        return int(answer)
    except ValueError:
        raise ValueError(f"{answer!r} is not a whole number") from None


def _decimal(answer: object) -> Answer:
    if isinstance(answer, bool) or not isinstance(answer, int | str | Decimal):
        raise ValueError(f"{answer!r} is not a number")  # noqa: TRY004 - as above
    try:
        value = Decimal(answer)
    except InvalidOperation:
        raise ValueError(f"{answer!r} is not a number") from None
    if not value.is_finite():
        raise ValueError(f"{answer!r} is not a number")
    return value


def _boolean(answer: object) -> Answer:
    if not isinstance(answer, bool):
        raise ValueError(f"{answer!r} is neither true nor false")  # noqa: TRY004 - as above
    return answer


def _date(answer: object) -> Answer:
    if isinstance(answer, date):
        return answer
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        raise ValueError(f"{answer!r} is not a date such as 2026-11-22") from None


def _cadence(answer: object) -> Answer:
    try:
        return Cadence(str(answer))
    except ValueError:
        raise ValueError(f"{answer!r} is none of {', '.join(Cadence)}") from None


def _text(answer: object) -> Answer:
    if not isinstance(answer, str) or not answer.strip():
        raise ValueError(f"{answer!r} is not a text")
    return answer.strip()


def _texts(answer: object) -> Answer:
    if not isinstance(answer, list | tuple) or not answer:
        raise ValueError(f"{answer!r} is not a list of texts")
    return tuple(str(_text(part)) for part in answer)


_READ = {
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
    Type.CADENCE: _cadence,
    Type.TEXT: _text,
    Type.TEXTS: _texts,
    Type.CHOICE: _text,
    Type.UNIT: _text,
}
