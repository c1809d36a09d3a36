"""Do the parts of a mechanism file fit each other?

Asked of the text's own tables and not of the typed form, so that a slip in one table does not hide those in another:
all are reported at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from duban.governing.lifecycle import Part
from duban.mechanisms.figures import usual_lamps
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from duban.mechanisms.errors import Path
    from duban.mechanisms.loops import Archetype

Slip: TypeAlias = "tuple[Path, str]"
Raw: TypeAlias = "Mapping[str, object]"

NEEDED_PARTS = (Part.LEAD, Part.SUPERVISOR, Part.VERIFIER)
OWNERS = frozenset({Part.LEAD, Part.SUPPORTING})


def slips(raw: Raw, archetype: Archetype) -> Iterator[Slip]:
    """Every reference to something that is not there, and every count that does not add up."""
    for check in _CHECKS:
        yield from check(raw, archetype)


def figure_slips(archetype: Archetype) -> Iterator[Slip]:
    """Figures of an archetype that nothing fills, and usual ones that do not hold together."""
    found = [*_usual(archetype), *_unfilled(archetype)]
    yield from found
    if not found and (message := usual_lamps(archetype).slip()):
        yield ("lamps",), message


def _usual(archetype: Archetype) -> Iterator[Slip]:
    for key, parameter in archetype.parameters.items():
        if parameter.usual is None:
            continue
        try:
            parameter.read(parameter.usual)
        except ValueError as error:
            yield ("parameters", key, "usual"), str(error)
        if parameter.required:
            yield ("parameters", key, "usual"), "what must be answered has no usual answer"


def _unfilled(archetype: Archetype) -> Iterator[Slip]:
    for table in ("lamps", "returns"):
        for column, figure in getattr(archetype, table):
            asked = archetype.parameters.get(figure.ask) if isinstance(figure, Open) else None
            if isinstance(figure, Open) and (asked is None or asked.usual is None):
                yield (table, column, "ask"), f"{figure.ask!r} asks for no figure that is usual"


def _table(raw: object, key: str) -> dict[str, dict[str, object]]:
    """A table of tables; whatever has another shape is the form's business, and absent here."""
    table = raw.get(key) if isinstance(raw, dict) else None
    return (
        {name: entry for name, entry in table.items() if isinstance(entry, dict)}
        if isinstance(table, dict)
        else {}
    )


def _unknown(path: Path, value: object, known: Collection[str]) -> Iterator[Slip]:
    if isinstance(value, str) and value not in known:
        yield path, f"no such key: {value!r}; there is {', '.join(known) or 'none'}"


def _questions(raw: Raw, archetype: Archetype) -> Iterator[Slip]:
    own = _table(raw, "parameters")
    for key in own:
        if key in archetype.parameters:
            yield ("parameters", key), f"the archetype {archetype.id!r} asks this already"
    known = [*own, *archetype.parameters]
    for path, name in _asked(raw, ()):
        yield from _unknown((*path, "ask"), name, known)


def _asked(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        if set(value) == {"ask"}:
            yield path, value["ask"]
        for key, below in value.items():
            yield from _asked(below, (*path, key))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _asked(below, (*path, at))


def _choices(raw: Raw, _: Archetype) -> Iterator[Slip]:
    for table in ("fields", "parameters"):
        for key, entry in _table(raw, table).items():
            if (entry.get("type") == "choice") != bool(entry.get("choices")):
                yield (table, key, "choices"), "a choice, and only a choice, names what can be chosen"


def _roles(raw: Raw, _: Archetype) -> Iterator[Slip]:
    roles = _table(raw, "roles")
    parts = [entry.get("part") for entry in roles.values()]
    for part in NEEDED_PARTS:
        if part not in parts:
            yield ("roles",), f"nobody has the part {part.value!r}"
    for table, column in (
        ("cadences", "by"),
        ("cadences", "on"),
        ("ladder", "issuer"),
        ("publications", "by"),
    ):
        for key, entry in _table(raw, table).items():
            yield from _unknown((table, key, column), entry.get(column), roles)
    for key, entry in _table(raw, "ladder").items():
        trigger = entry.get("trigger")
        if isinstance(trigger, dict):
            yield from _unknown(("ladder", key, "trigger", "by"), trigger.get("by"), roles)


def _independence(raw: Raw, _: Archetype) -> Iterator[Slip]:
    roles = _table(raw, "roles")
    for key, entry in _table(raw, "cadences").items():
        part = str(roles.get(str(entry.get("by")), {}).get("part"))
        if part in OWNERS and (entry.get("another_unit") is True or entry.get("activity") == "verification"):
            yield (
                ("cadences", key, "by"),
                f"{entry['by']!r} owns the lines and is to be looked at by another unit",
            )


def _references(raw: Raw, _: Archetype) -> Iterator[Slip]:
    for key, entry in _table(raw, "publications").items():
        yield from _unknown(("publications", key, "every"), entry.get("every"), _table(raw, "cadences"))
    for key, entry in _table(raw, "inclusion").items():
        yield from _unknown(("inclusion", key, "field"), entry.get("field"), _table(raw, "fields"))


def _levels(raw: Raw, _: Archetype) -> Iterator[Slip]:
    levels = _table(raw, "levels")
    lines = [key for key, entry in levels.items() if entry.get("item") is True]
    if levels and len(lines) != 1:
        yield ("levels",), f"exactly one level is the one whose lines are run, not {len(lines)}"
    for key, entry in _table(raw, "examples").items():
        for column in ("declared", "counted"):
            for level in _keys(entry.get(column)):
                yield from _unknown(("examples", key, column, level), level, levels)


def _stages(raw: Raw, _: Archetype) -> Iterator[Slip]:
    stages = raw.get("stages")
    each = _table(stages, "each")
    exclusive = isinstance(stages, dict) and stages.get("exclusive") is True
    for key, entry in _table(raw, "examples").items():
        partition = entry.get("partition")
        for stage in _keys(partition):
            yield from _unknown(("examples", key, "partition", stage), stage, each)
        if (
            exclusive
            and isinstance(partition, dict)
            and all(isinstance(count, int) for count in partition.values())
        ):
            total = sum(partition.values())
            if total != entry.get("total"):
                yield ("examples", key, "partition"), f"sums to {total}, the whole is {entry.get('total')}"


def _limits(raw: Raw, archetype: Archetype) -> Iterator[Slip]:
    loop = raw.get("lifecycle")
    added = loop.get("states") if isinstance(loop, dict) else None
    states = {*archetype.states, *_keys(added)}
    for key, entry in _table(raw, "limits").items():
        yield from _unknown(("limits", key, "state"), entry.get("state"), sorted(states))


def _keys(table: object) -> list[str]:
    return list(table) if isinstance(table, dict) else []


_CHECKS: tuple[Callable[[Raw, Archetype], Iterator[Slip]], ...] = (
    _questions,
    _choices,
    _roles,
    _independence,
    _references,
    _levels,
    _stages,
    _limits,
)
