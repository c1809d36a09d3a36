"""What several shapes are made of."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, model_validator

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

    @model_validator(mode="before")
    @classmethod
    def storable(cls, given: Any) -> Any:
        """A zero byte stands in no text that an office writes, and PostgreSQL keeps none."""
        if _has_zero(given):
            raise ValueError(_("文字中有不能保存的字符"))
        return given


def _has_zero(given: Any) -> bool:
    if isinstance(given, str):
        return "\0" in given
    if isinstance(given, dict):
        return any(_has_zero(one) for pair in given.items() for one in pair)
    return isinstance(given, list) and any(_has_zero(one) for one in given)


def _in_office_time(moment: datetime) -> datetime:
    return moment if moment.tzinfo else timezone.make_aware(moment)


Row = TypeVar("Row", bound=BaseModel)

#: An id as the database keeps it.
Id = Annotated[int, Field(ge=1, le=LARGEST)]
#: A moment; without an offset it is the office's time.
Moment = Annotated[datetime, AfterValidator(_in_office_time)]
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
