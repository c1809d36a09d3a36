"""The part of a file that speaks of states and moves: an archetype's whole table, a mechanism's changes of it."""

from pydantic import Field, StrictBool

from duban.governing.lifecycle import Ask, Kind, Nature, Outcome, Part
from duban.mechanisms.parameters import General, Limit
from duban.mechanisms.wording import Count, Form, Key, Named, Percent, Text, Words


class StateForm(Named):
    """A state of an archetype."""

    nature: Nature
    outcome: Outcome | None = None
    clock_runs: StrictBool = False


class MoveForm(Named):
    """A move of an archetype; ``sources = ["*"]`` means every state."""

    kind: Kind
    sources: tuple[str, ...]
    target: str = Field(description='a state, "=" (stays) or "^" (back to where it was suspended)')
    parts: tuple[Part, ...]
    asks: tuple[Ask, ...] = ()
    takes: tuple[Ask, ...] = ()
    guards: tuple[Key, ...] = ()
    marks: tuple[Key, ...] = ()
    undo: Key | None = None


class StateChange(Form):
    """What a mechanism says of a state: a new name for a known one, or everything about a new one."""

    zh: Text | None = None
    en: Text | None = None
    nature: Nature | None = None
    outcome: Outcome | None = None
    clock_runs: StrictBool | None = None


class MoveChange(Form):
    """What a mechanism says of a move; of a known one only what differs, lists by adding and dropping."""

    zh: Text | None = None
    en: Text | None = None
    kind: Kind | None = None
    sources: tuple[str, ...] | None = None
    target: str | None = None
    parts: tuple[Part, ...] | None = None
    asks: tuple[Ask, ...] | None = None
    takes: tuple[Ask, ...] | None = None
    guards: tuple[Key, ...] | None = None
    marks: tuple[Key, ...] | None = None
    undo: Key | None = None
    add_sources: tuple[str, ...] = ()
    add_parts: tuple[Part, ...] = ()
    add_asks: tuple[Ask, ...] = ()
    add_takes: tuple[Ask, ...] = ()
    add_guards: tuple[Key, ...] = ()
    add_marks: tuple[Key, ...] = ()
    drop_sources: tuple[str, ...] = ()
    drop_parts: tuple[Part, ...] = ()
    drop_asks: tuple[Ask, ...] = ()
    drop_takes: tuple[Ask, ...] = ()
    drop_guards: tuple[Key, ...] = ()
    drop_marks: tuple[Key, ...] = ()


class Changes(Form):
    """What a mechanism changes of its archetype's loop."""

    evidence: Count | None = None
    verifications: Count | None = None
    tests: dict[Key, Words] = Field(default={})
    states: dict[Key, StateChange] = Field(default={})
    moves: dict[Key, MoveChange] = Field(default={})
    drop_states: tuple[Key, ...] = ()
    drop_moves: tuple[Key, ...] = ()


class Lamps(Form):
    """When a lamp turns, if the mechanism's text does not say it."""

    near_due: Count = Field(description="yellow: so many working days before the date, or fewer")
    behind: Percent = Field(
        description="yellow: a value lags behind an even course by more than so much of the way to its target"
    )
    far_behind: Percent = Field(description="red: it lags by more than this")


class Returns(Form):
    """When a return is due and told of, if the mechanism's text does not say it."""

    due_days: Count = Field(description="working days after its period; 0: the period's last working day")
    grace_days: Count = Field(description="working days after that on which it is not late yet")
    remind_days: Count = Field(description="working days before it is due on which its unit is told")


class Archetype(Form):
    """A whole loop, with the figures and questions that belong to it whatever the mechanism."""

    id: Text
    version: int = Field(ge=1)
    name: Words
    purpose: Words
    start: Key
    evidence: int = Field(ge=1)
    verifications: int = Field(ge=1)
    states: dict[Key, StateForm]
    moves: dict[Key, MoveForm]
    lamps: Lamps
    returns: Returns
    limits: dict[Key, Limit] = Field(default={})
    parameters: dict[Key, General] = Field(default={})
