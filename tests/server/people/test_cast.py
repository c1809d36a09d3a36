"""The cast stands: every role is there, everybody is let in by the password, and the log tells how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.server.audit.queries import of_subject, prove
from duban.server.people.access import Right
from duban.server.people.models import Account, Role, Unit
from server.cast import PASSWORD, actor

if TYPE_CHECKING:
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db


def test_there_is_somebody_for_each_role(cast: Cast) -> None:
    held = {standing.role for account in cast.accounts.values() for standing in actor(account).standings}
    assert held == set(Role)
    assert actor(cast.verifier).has(Right.VERIFY)
    assert cast.liaison("区水务局").name == "郑海"


def test_everybody_is_let_in_by_the_password_and_need_not_change_it(cast: Cast) -> None:
    assert all(account.check_password(PASSWORD) for account in cast.accounts.values())
    assert not Account.objects.filter(must_change_password=True).exists()


def test_the_tree_hangs_under_the_district(cast: Cast) -> None:
    assert all(unit.path.startswith(cast.district.path) for unit in cast.units.values())
    assert Unit.objects.filter(parent=None).get() == cast.district


def test_the_log_tells_how_it_was_made(cast: Cast) -> None:
    assert prove().broken is None
    kinds = [event.kind for event in of_subject("unit", str(cast.units["区工业和信息化局"].pk))]
    assert kinds == ["people.unit_created", "people.alias_added"]
