"""The page of the loop: its states, its moves, and both crossed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.governing.lifecycle import BACK, GUARDS, STAY, Lifecycle
from duban.mechanisms.building import build
from duban.mechanisms.loops import Changes
from duban.mechanisms.reference.words import listed, said, table
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.lifecycle import Guard, Move, State
    from duban.mechanisms.loops import Archetype
    from duban.mechanisms.wording import Language

BLANK = re.compile(r"\{[^}]*\}")


def loop_page(base: Archetype, language: Language) -> str:
    """The archetype's loop, unchanged by any mechanism."""
    loop = build(base, Changes(), name=base.id, title=base.name)
    version = f"`{base.id}` · {said('version', language)} {base.version}"
    lines = [
        f"# {said('lifecycle', language)}",
        "",
        f"{said('generated', language)}`python docs/reference_pages.py` · {version}",
        "",
        base.purpose.text(language),
        "",
        *_diagram(loop, language),
        *_states(loop, language),
        *_moves(loop, language),
        *_grid(loop, language),
        *_rules(language),
        *_guards(loop, language),
        *_limits(base, language),
        *_general(base, language),
    ]
    return "\n".join(lines)


def name(thing: State | Move, language: Language) -> str:
    """A state's or a move's name."""
    return thing.zh if language == "zh" else thing.en


def _diagram(loop: Lifecycle, language: Language) -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2")
    for state in loop.states:
        yield f"  {state.id} : {name(state, language)}"
    yield f"  [*] --> {loop.start}"
    for move in loop.moves:
        if move.target not in {STAY, BACK}:
            for source in move.sources:
                yield f"  {source} --> {move.target} : {name(move, language)}"
    yield from ("```", "")


def _states(loop: Lifecycle, language: Language) -> Iterator[str]:
    yield from (f"## {said('states', language)}", "")
    heads = ["", *(said(key, language) for key in ("state", "nature", "outcome", "clock"))]
    yield from table(
        heads,
        (
            [
                f"`{state.id}`",
                name(state, language),
                listed([state.nature], language),
                listed([state.outcome], language) if state.outcome else "",
                said("yes", language) if state.clock_runs else "",
            ]
            for state in loop.states
        ),
    )


def _moves(loop: Lifecycle, language: Language) -> Iterator[str]:
    yield from (f"## {said('moves', language)}", "")
    keys = ("move", "from", "to", "who", "asks", "takes", "guard", "marks", "undo")
    yield from table(
        ["", *(said(key, language) for key in keys)], (_row(loop, move, language) for move in loop.moves)
    )


def _row(loop: Lifecycle, move: Move, language: Language) -> list[str]:
    every = len(move.sources) == len(loop.states)
    target = {STAY: said("stays", language), BACK: said("back", language)}.get(
        move.target, f"`{move.target}`"
    )
    return [
        f"`{move.id}`",
        name(move, language),
        "*" if every else " ".join(f"`{source}`" for source in move.sources),
        target,
        listed(move.parts, language),
        listed(move.asks, language),
        listed(move.takes, language),
        " ".join(f"[`{guard}`](#{guard})" for guard in move.guards),
        " ".join(f"[`{guard}`](#{guard})" for guard in move.marks),
        f"`{move.undo}`" if move.undo else "",
    ]


def _grid(loop: Lifecycle, language: Language) -> Iterator[str]:
    yield from (f"## {said('grid', language)}", "", said("grid_note", language), "")
    short = {state.id: str(number) for number, state in enumerate(loop.states, start=1)}
    yield " · ".join(f"{short[state.id]} {name(state, language)}" for state in loop.states)
    yield ""
    yield from table(
        ["", *short.values()],
        (
            [
                name(move, language),
                *(short.get(move.target, move.target) if state in move.sources else "" for state in short),
            ]
            for move in loop.moves
        ),
    )


def _rules(language: Language) -> Iterator[str]:
    yield from (f"## {said('rules', language)}", "")
    yield from (f"- {said(f'rule_{rule}', language)}" for rule in ("evidence", "others", "outcomes", "ways"))
    yield ""


def _guards(loop: Lifecycle, language: Language) -> Iterator[str]:
    """Every guard that there is; those that only a mechanism switches on have no move beside them."""
    yield from (f"## {said('guards', language)}", "")
    for guard in GUARDS.values():
        used = [name(move, language) for move in loop.moves if guard.id in {*move.guards, *move.marks}]
        yield from (f"### `{guard.id}`", "", *_about(guard, language), "")
        if used:
            yield from ((" · ").join(used), "")


def _general(base: Archetype, language: Language) -> Iterator[str]:
    """The questions of the archetype, with the figures that hold until somebody answers."""
    yield from ('<a id="general"></a>', "", f"## {said('general', language)}", "")
    yield from (said("usual_note", language), "")
    heads = ["", *(said(key, language) for key in ("question", "usual", "depends"))]
    rows = (
        [
            f"`{key}`",
            asked.text(language),
            "" if asked.usual is None else str(asked.usual),
            asked.depends.text(language),
        ]
        for key, asked in base.parameters.items()
    )
    yield from table(heads, rows)


def _limits(base: Archetype, language: Language) -> Iterator[str]:
    """How long an item may stay in a state."""
    yield from (f"## {said('limits', language)}", "", said("limits_note", language), "")
    heads = [said(key, language) for key in ("limit", "state", "in_working_days", "in_days")]
    rows = (
        [limit.text(language), f"`{limit.state}`", _count(limit.working_days), _count(limit.days)]
        for limit in base.limits.values()
    )
    yield from table(heads, rows)


def _count(count: int | Open | None) -> str:
    if count is None:
        return ""
    return f"[`{count.ask}`](#general)" if isinstance(count, Open) else str(count)


def _about(guard: Guard, language: Language) -> Iterator[str]:
    if language == "zh":
        yield f"{said('refusal', language)}：{BLANK.sub('…', guard.zh)}。"
    else:
        yield f"{guard.why} {said('refusal', language).capitalize()}: {BLANK.sub('…', guard.en)}."
