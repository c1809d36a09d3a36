"""Forms of moves: what a page shows before anything is filled in is the form itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from duban.mechanisms import lifecycle, load_all
from duban.server.ledger.models import Target
from duban.server.web.moving import About, MoveForm, blank

LOOPS = {name: lifecycle(mechanism) for name, mechanism in load_all().items()}
TARGETS = [
    (Target(pk=number, indicator=f"指标<{number}>", text="30家&以上", unit="家", value=Decimal(30)), said)
    for number, said in ((1, ""), (2, "上次填报：21家"))
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("waivable", [False, True])
@pytest.mark.parametrize("targets", [[], TARGETS], ids=["without targets", "with targets"])
@pytest.mark.parametrize("mechanism", sorted(LOOPS))
def test_a_blank_form_looks_like_the_form(
    mechanism: str, targets: list[tuple[Target, str]], waivable: bool, language: str
) -> None:
    loop = LOOPS[mechanism]
    about = About(targets, loop.terms.tests, waivable=waivable)
    with translation.override(language):
        for move in loop.moves:
            for _ in range(2):  # made, and taken from what was made
                assert blank(move, about).split() == MoveForm(move, about).render().split(), move.id


def test_what_one_item_has_does_not_show_on_another() -> None:
    move = next(move for move in LOOPS["D1"].moves if move.id == "report")
    assert "指标&lt;1&gt;" in blank(move, About(TARGETS))
    assert "指标" not in blank(move, About())
