"""Every state, every move, every part: what the table written by hand says, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from duban.governing.lifecycle import Part, decide, offered
from governing.lifecycle.standard import in_order, standard_loop

LOOP = standard_loop()
STATES = {
    "reg": "registered", "dis": "dispatched", "ret": "returned", "pro": "in_progress", "cla": "claimed",
    "sec": "second_check", "ver": "verified", "sus": "suspended", "com": "completed", "ong": "ongoing",
    "not": "not_to_be_done", "spu": "disputed",
}  # fmt: skip
PARTS = {
    "L": Part.LEAD, "P": Part.SUPPORTING, "O": Part.OVERSIGHT, "S": Part.SUPERVISOR, "V": Part.VERIFIER,
    "H": Part.LEADER, "C": Part.CLOCK,
}  # fmt: skip


class Row(NamedTuple):
    """One move of the table: who may make it, and where it leads from each state."""

    move: str
    parts: frozenset[Part]
    targets: dict[str, str | None]


def rows() -> list[Row]:
    lines = Path(__file__).with_name("cells.txt").read_text(encoding="utf-8").splitlines()
    table = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    columns = [STATES[short] for short in table[0][2:]]
    return [
        Row(
            move,
            frozenset(PARTS[letter] for letter in parts),
            {
                state: None if cell == "." else {"=": state, "^": "in_progress"}.get(cell) or STATES[cell]
                for state, cell in zip(columns, cells, strict=True)
            },
        )
        for move, parts, *cells in table[1:]
    ]


ROWS = rows()


def test_the_table_by_hand_names_every_state_and_move() -> None:
    assert {row.move for row in ROWS} == {move.id for move in LOOP.moves}
    assert set(STATES.values()) == {state.id for state in LOOP.states}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.move)
@pytest.mark.parametrize("state", STATES.values())
def test_cell(row: Row, state: str) -> None:
    expected = row.targets[state]
    for part in Part:
        verdict = decide(LOOP, state, row.move, in_order(row.move, parts=frozenset({part})))
        codes = [refusal.code for refusal in verdict.refusals]
        if expected is None:
            assert (verdict.allowed, verdict.target, codes) == (False, None, ["wrong_state"]), part
        elif part not in row.parts:
            assert (verdict.allowed, verdict.target, codes) == (False, None, ["not_your_part"]), part
        else:
            assert (verdict.allowed, verdict.target, codes) == (True, expected, []), part


@pytest.mark.parametrize("state", STATES.values())
def test_what_is_offered_is_the_column_of_the_state(state: str) -> None:
    offers = {offer.move.id: offer for offer in offered(LOOP, state, in_order())}
    assert set(offers) == {row.move for row in ROWS if row.targets[state] is not None}
    for row in ROWS:
        if row.move in offers:
            assert offers[row.move].target == row.targets[state]
