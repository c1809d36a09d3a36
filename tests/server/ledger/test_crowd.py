"""Fifty people at once, a writer killed fifty times: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from server.ledger.apart import run

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["run"]

pytestmark = pytest.mark.slow


def test_fifty_people_on_the_same_items(run: Callable[[str], dict[str, Any]]) -> None:
    found = run("crowd.py")
    assert found["vendor"] == connection.vendor
    assert found["dispatched"] == {"dispatched": 30, "left": 49 * 30}
    assert found["closed"]["closed"] == 8
    assert sum(found["closed"].values()) == 50 * 8
    assert found["noted"]["noted"] == 200
    assert found["notes"] == sorted(
        f"第{number}人第{offset}条" for number in range(50) for offset in range(4)
    )
    # thirty dispatched, eight accepted, claimed, verified and closed, two hundred notes
    assert found["moves"] == found["events"] == found["pairs"] == found["revisions"] == 30 + 8 * 4 + 200
    assert found["broken"] is None


def test_a_writer_killed_fifty_times(run: Callable[[str], dict[str, Any]]) -> None:
    found = run("killed.py")
    assert (found["vendor"], found["kills"]) == (connection.vendor, 50)
    assert found["acknowledged"] > 50
    assert found["lost"] == []
    assert found["moves"] == found["events"] >= found["acknowledged"] + 12  # six sent out and accepted before
    assert {
        name: found[name] for name in ("halves", "reports", "values", "files", "revisions")
    } == dict.fromkeys(("halves", "reports", "values", "files", "revisions"), 0)
    assert found["damaged"] == []
    assert found["broken"] is None
