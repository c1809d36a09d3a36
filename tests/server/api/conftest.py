"""Programs of these tests: each calls with a token of somebody of the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.api.programs import Programs
from server.ledger.office import Office, open_office

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast


@pytest.fixture(autouse=True)
def _store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture
def office(cast: Cast) -> Office:
    """A ledger of four tasks, under review."""
    return open_office(cast)


@pytest.fixture
def programs(office: Office) -> Programs:
    """Programs that call for somebody of the cast."""
    return Programs(office)
