"""What several shapes are made of."""

from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from duban.governing.lifecycle import Refusal
from duban.server.api.language import Bilingual, said
from duban.server.api.paging import LARGEST, MOST, USUAL
from duban.server.people.models import Unit


class Shape(BaseModel):
    """Something that is sent; made whole and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Taken(BaseModel):
    """Something that is taken; a field that nobody knows is refused, never dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Row = TypeVar("Row", bound=BaseModel)

#: An id as the database keeps it.
Id = Annotated[int, Field(ge=1, le=LARGEST)]
#: A number as text, without noughts at its end: nothing is lost between two kinds of floating point.
Figure = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value.normalize():f}", return_type=str, when_used="json"),
]


class Listed(Shape, Generic[Row]):
    """A page of a list; ``next`` is the cursor of the following one, null at the end."""

    results: list[Row]
    next: str | None = None


class Leafing(Taken):
    """Where a page begins and how long it is."""

    cursor: str = Field(default="", max_length=500)
    limit: int = Field(default=USUAL, ge=1, le=MOST)


class Reference(Shape):
    """Something by its id and name."""

    id: int
    name: str


class Said(Shape):
    """A code that stays the same, with its words in the language that was asked for."""

    code: str
    message: str


def unit_named(unit: Unit | None) -> Reference | None:
    """A unit by the name that documents use."""
    return Reference(id=unit.pk, name=unit.short or unit.name) if unit else None


def reason(refusal: Refusal) -> Said:
    """Why not."""
    return Said(code=refusal.code, message=said(refusal))


def words(code: str, told: Bilingual | None) -> Said:
    """A code in words; where nobody knows words for it, itself."""
    return Said(code=code, message=said(told) or code)
