"""The typed form of a mechanism file.

Everything a catalogue entry states stands here as data with its source; what it leaves open is an `Open` place that
names a question of ``parameters``. Nothing in a file is a default that somebody invented.

Here and in the sister modules annotations are read when a class is made, so their names are imported for real.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, PositiveInt, StrictBool, StrictInt, StringConstraints

from duban.governing.clock.cadences import Cadence
from duban.governing.lifecycle import Part
from duban.mechanisms.loops import Changes
from duban.mechanisms.parameters import Limit, Parameter
from duban.mechanisms.wording import (
    Count,
    Form,
    Key,
    Named,
    Number,
    Open,
    Percent,
    Seed,
    Switch,
    Text,
    Words,
)


class Fact(Named):
    """One thing that the catalogue entry states, in words of our own, with its figures."""

    seeds: tuple[Seed, ...] = ()
    figures: dict[Key, Number] = Field(default={})
    dates: dict[Key, date] = Field(default={})


class Level(Named):
    """One level of the decomposition, from the top; ``item`` marks the one whose lines are run."""

    item: StrictBool = False


class FieldType(StrEnum):
    """What a field of a line holds."""

    TEXT = "text"
    UNITS = "units"
    POST = "post"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    TARGETS = "targets"
    CHOICE = "choice"
    LISTS = "lists"
    FILES = "files"


class LineField(Named):
    """A field of a line; a required one must be filled before the line is dispatched."""

    type: FieldType
    required: StrictBool = False
    choices: dict[Key, Words] = Field(default={})


class Role(Named):
    """Who does what: the mechanism's own name for a part, with the body that the text names, if it does."""

    part: Part
    body: Words | None = None


class Stages(Form):
    """Where a line stands in its own life (招引 → 落地 → 建设 → 投产), apart from where it stands in the loop."""

    each: dict[Key, Words]
    exclusive: StrictBool = Field(
        description="the text says that each line is in exactly one, so the counts sum"
    )
    ordered: StrictBool = True

    def remainder(self, counts: Mapping[str, int], total: int) -> int | None:
        """How many lines the stages leave out (below nought: count twice); ``None`` where they need not sum."""
        return total - sum(counts.get(stage, 0) for stage in self.each) if self.exclusive else None


class Activity(StrEnum):
    """What is done at a cadence."""

    REPORT = "report"
    REVIEW_MEETING = "review_meeting"
    BULLETIN = "bulletin"
    VERIFICATION = "verification"
    SUPERVISION = "supervision"
    COMMENT = "comment"
    HEARING = "hearing"
    COMPARISON = "comparison"
    INSPECTION = "inspection"


class Recurrence(Named):
    """A duty that recurs; ``by`` and ``on`` are keys of ``roles``.

    ``due_days``, ``grace_days`` and ``remind_days`` are a return's, as the text states them; else the archetype's hold.
    """

    activity: Activity
    every: Cadence | Open
    by: Key
    on: Key | None = None
    another_unit: StrictBool = Field(default=False, description="never by the unit that owns the line")
    nil_return: Switch = Field(default=False, description="a return is due even when nothing happened")
    due_days: Count | None = Field(default=None, description="working days after the period; 0: its last one")
    grace_days: Count | None = Field(default=None, description="working days on which it is not late yet")
    remind_days: Count | None = Field(default=None, description="working days before, when its unit is told")
    seeds: tuple[Seed, ...] = ()


class StatedLamps(Form):
    """When a lamp turns, as far as the text states it; what it leaves out is the archetype's."""

    near_due: Count | None = None
    behind: Percent | None = None
    far_behind: Percent | None = None
    seeds: tuple[Seed, ...] = ()


class Trigger(Form):
    """What sets a rung off; ``judged`` is a decision of a person, the others are counted by the program."""

    on: Literal["overdue", "report_missed", "claim_rejected", "returned", "lagging", "judged"]
    days: Count | None = None
    times: Count | None = None
    by: Key | None = None
    when: Words | None = None


class Rung(Named):
    """One consequence or incentive; the rungs stand in the order in which they are climbed."""

    trigger: Trigger
    issuer: Key
    what: Words | Open | None = Field(
        default=None, description="what is done, where the name does not say it"
    )
    kind: Literal["consequence", "incentive"] = "consequence"
    reply: Switch = True
    seeds: tuple[Seed, ...] = ()


class Listing(Form):
    """One of the lists that a line may stand in; it has one identity in all of them."""

    name: Words | Open


class Inclusion(Named):
    """Which things become lines at all; three-valued, because a figure may be missing."""

    field: Key
    comparator: Literal["at_least", "more_than", "at_most", "less_than"]
    value: Decimal
    unit: Text
    seeds: tuple[Seed, ...] = ()

    def admits(self, value: Decimal | None) -> bool | None:
        """Whether a thing belongs in; ``None`` when its figure is not known."""
        if value is None:
            return None
        match self.comparator:
            case "at_least":
                return value >= self.value
            case "more_than":
                return value > self.value
            case "at_most":
                return value <= self.value
            case "less_than":
                return value < self.value


class Ratio(Named):
    """A share in per cent that keeps both of its sides; more than the whole is legal unless said otherwise."""

    numerator: Words
    denominator: Words
    may_exceed: StrictBool = True
    seeds: tuple[Seed, ...] = ()

    @staticmethod
    def percent(numerator: Decimal, denominator: Decimal) -> Decimal | None:
        """In per cent with one decimal, halves up as the papers print it; ``None`` of nothing."""
        if denominator == 0:
            return None
        return (numerator * 100 / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Publication(Named):
    """What is told, by whom and where, and how one may answer."""

    by: Key
    audience: Literal["public", "internal"]
    every: Key | None = Field(default=None, description="the key of the cadence that it comes out with")
    channel: Words | Open | None = None
    reply: tuple[Literal["telephone", "post", "email"], ...] = ()
    seeds: tuple[Seed, ...] = ()


class Gap(NamedTuple):
    """A declared count that the tree does not bear out."""

    level: str
    declared: int
    counted: int


class Example(Named):
    """Counts of one real case: expectations for a check, never constants of the mechanism."""

    seeds: tuple[Seed, ...]
    declared: dict[Key, StrictInt] = Field(default={}, description="by level, as the paper says of itself")
    counted: dict[Key, StrictInt] = Field(default={}, description="by level, as its lines were counted")
    partition: dict[Key, StrictInt] = Field(default={}, description="by stage")
    total: StrictInt | None = None
    figures: dict[Key, Number] = Field(default={})

    def gaps(self, counted: Mapping[str, int]) -> tuple[Gap, ...]:
        """Where a tree differs from what was declared of it."""
        return tuple(
            Gap(level, declared, counted.get(level, 0))
            for level, declared in self.declared.items()
            if counted.get(level, 0) != declared
        )


class Mechanism(Form):
    """One mechanism of supervision, as its file states it."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$")]
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: PositiveInt
    archetype: Text
    tier: Literal["T1", "T2", "T3"] | None = None
    catalogue: Text | None = Field(
        default=None, description="the entry of the catalogue; none for a made-up one"
    )
    seeds: tuple[Seed, ...] = ()
    name: Words
    purpose: Words
    facts: dict[Key, Fact] = Field(default={})
    levels: dict[Key, Level]
    fields: dict[Key, LineField]
    roles: dict[Key, Role]
    lists: dict[Key, Listing] = Field(default={})
    stages: Stages | None = None
    inclusion: dict[Key, Inclusion] = Field(default={})
    cadences: dict[Key, Recurrence] = Field(default={})
    lamps: StatedLamps = StatedLamps()
    limits: dict[Key, Limit] = Field(default={})
    ladder: dict[Key, Rung] = Field(default={})
    ratios: dict[Key, Ratio] = Field(default={})
    publications: dict[Key, Publication] = Field(default={})
    lifecycle: Changes = Changes()
    parameters: dict[Key, Parameter] = Field(default={})
    examples: dict[Key, Example] = Field(default={})
