"""An office takes a mechanism into use: its questions answered, the file as it stood kept with the answers.

What is adopted carries the whole mechanism and its archetype, so a later version of a file changes nothing for those
who already run an earlier one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from duban.governing.lifecycle import Lifecycle
from duban.mechanisms.building import build
from duban.mechanisms.errors import Fault, MechanismError
from duban.mechanisms.figures import (
    LampFigures,
    ReturnFigures,
    lamp_figures,
    return_figures,
    settled_by_text,
    usual_answers,
)
from duban.mechanisms.form import Mechanism
from duban.mechanisms.loading import archetype
from duban.mechanisms.loops import Archetype
from duban.mechanisms.parameters import Answer, Limit, Parameter
from duban.mechanisms.wording import Form, Key, Open

Given: TypeAlias = bool | int | str | tuple[str, ...]
"""An answer as it is kept: what JSON can hold; `Adopted.answers` has it in its type."""

RUNNING = ("lists", "cadences", "limits", "ladder", "publications")
"""Tables whose entries do not run while a question in them is not answered."""
SOFT = frozenset({"channel", "reply", "nil_return", "due_days", "grace_days", "remind_days"})
"""Places that may stay unanswered without stopping their entry."""


class Adopted(Form):
    """A mechanism in use. ``model_dump_json`` keeps it, ``model_validate_json`` gives it back unchanged."""

    mechanism: Mechanism
    archetype: Archetype
    given: dict[Key, Given]
    fingerprint: str

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The answers in their types, what is usual where nobody answered; else an empty one is not among them."""
        asked = parameters(self.mechanism, self.archetype)
        return usual_answers(self.archetype) | {
            key: asked[key].read(value) for key, value in self.given.items()
        }

    @cached_property
    def settled(self) -> Mechanism:
        """The mechanism with every open place filled, and without what stays unanswered."""
        table = self.mechanism.model_dump(exclude_unset=True)
        for name in RUNNING:
            table[name] = _entries(table.get(name, {}), self.answers)
        table["lamps"] = dict(_filled(table.get("lamps", {}), self.answers))
        table["lifecycle"] = dict(_filled(table.get("lifecycle", {}), self.answers))
        return Mechanism.model_validate(table)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The loop as adopted."""
        mechanism = self.settled
        return build(self.archetype, mechanism.lifecycle, name=mechanism.id, title=mechanism.name)

    @cached_property
    def lamps(self) -> LampFigures:
        """When lamps turn."""
        return lamp_figures(self.settled.lamps, self.archetype, self.answers)

    def returns(self, cadence: str) -> ReturnFigures:
        """When the returns of a cadence are due."""
        return return_figures(self.settled.cadences[cadence], self.archetype, self.answers)

    @cached_property
    def limits(self) -> Mapping[str, Limit]:
        """How long an item may stay in a state: the archetype's and the mechanism's own."""
        table = {key: limit.model_dump(exclude_unset=True) for key, limit in self.archetype.limits.items()}
        general = {key: Limit.model_validate(entry) for key, entry in _entries(table, self.answers).items()}
        return {**general, **self.settled.limits}


def adopt(mechanism: Mechanism, answers: Mapping[str, object]) -> Adopted:
    """A mechanism with its questions answered; raises `MechanismError` with every answer that is missing or wrong."""
    base = archetype(mechanism.archetype)
    asked = parameters(mechanism, base)
    given: dict[str, Given] = {}
    faults = [_fault(mechanism, key, "nothing asks this") for key in answers if key not in asked]
    for key, parameter in asked.items():
        answer = answers.get(key)
        if _empty(answer):
            if parameter.required:
                faults.append(_fault(mechanism, key, f"not answered: {parameter.en}"))
            continue
        try:
            given[key] = _kept(parameter.read(answer))
        except ValueError as error:
            faults.append(_fault(mechanism, key, str(error)))
    if faults:
        raise MechanismError(faults)
    adopted = Adopted(
        mechanism=mechanism, archetype=base, given=given, fingerprint=fingerprint(mechanism, base)
    )
    if message := adopted.lamps.slip():
        places = (
            mechanism.lamps.behind,
            mechanism.lamps.far_behind,
            base.lamps.behind,
            base.lamps.far_behind,
        )
        keys = {place.ask for place in places if isinstance(place, Open)}.intersection(given)
        raise MechanismError(_fault(mechanism, key, message) for key in keys)
    return adopted


def lifecycle(mechanism: Mechanism) -> Lifecycle:
    """The loop of a mechanism that nobody adopted yet; open figures stand at the archetype's least."""
    return build(archetype(mechanism.archetype), mechanism.lifecycle, name=mechanism.id, title=mechanism.name)


def parameters(mechanism: Mechanism, base: Archetype | None = None) -> Mapping[str, Parameter]:
    """All questions of an adoption: the mechanism's own, then those of its archetype that its text leaves open."""
    base = base or archetype(mechanism.archetype)
    settled = set(settled_by_text(mechanism, base))
    general = {key: asked for key, asked in base.parameters.items() if key not in settled}
    return {**mechanism.parameters, **general}


def fingerprint(mechanism: Mechanism, base: Archetype) -> str:
    """Two mechanisms with the same fingerprint say the same; comments and order of lines do not count."""
    content = "\n".join(form.model_dump_json(exclude_unset=True) for form in (mechanism, base))
    return hashlib.sha256(content.encode()).hexdigest()


def _fault(mechanism: Mechanism, key: str, message: str) -> Fault:
    return Fault(f"{mechanism.id}-{mechanism.slug}", f"answers.{key}", None, message)


def _empty(answer: object) -> bool:
    return answer is None or (isinstance(answer, str | list | tuple) and not answer)


def _kept(answer: Answer) -> Given:
    return answer if isinstance(answer, bool | int | tuple) else str(answer)


def _entries(table: Mapping[str, object], answers: Mapping[str, Answer]) -> dict[str, object]:
    """The entries that can run, their open places filled."""
    return {
        key: dict(_filled(entry, answers))
        for key, entry in table.items()
        if isinstance(entry, dict) and all(name in answers or soft for name, soft in _asked(entry))
    }


def _asked(entry: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    for key, value in entry.items():
        if isinstance(value, dict):
            if set(value) == {"ask"}:
                yield str(value["ask"]), key in SOFT
            else:
                yield from _asked(value)


def _filled(entry: Mapping[str, object], answers: Mapping[str, Answer]) -> Iterable[tuple[str, object]]:
    for key, value in entry.items():
        if not isinstance(value, dict):
            yield key, value
        elif set(value) != {"ask"}:
            yield key, dict(_filled(value, answers))
        elif str(value["ask"]) in answers:
            yield key, answers[str(value["ask"])]
