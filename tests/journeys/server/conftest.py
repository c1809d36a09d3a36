"""A Chromium and an office that really commits, for journeys through the served pages."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.cast import cast
from server.conftest import committed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings
    from pytest_django.live_server_helper import LiveServer

__all__ = ["cast", "committed"]

if find_spec("playwright"):
    from journeys.server.visits import LONGEST_WAIT, People
else:  # the tests that need nothing but Python have no driver of browsers
    collect_ignore_glob = ["test_*.py"]

CHROMIUM = os.environ.get("DUBAN_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(autouse=True)
def _serving(settings: Settings, tmp_path: Path) -> None:
    """Evidence into this test's folder; on SQLite in memory one request after another."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.MIDDLEWARE = ["journeys.server.visits.OneAtATime", *settings.MIDDLEWARE]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none, the journeys are skipped and say so.

    Its driver runs a loop in the tests' thread, for which Django would refuse every query there: it is told not to.
    """
    playwright_api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).is_file():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with pytest.MonkeyPatch.context() as patch, playwright_api.sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        playwright_api.expect.set_options(timeout=LONGEST_WAIT)
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright_api.Error as error:
            pytest.skip(f"Chromium does not start: {error}")
        yield browser
        browser.close()


@pytest.fixture
def people(browser: Browser, live_server: LiveServer, tmp_path: Path) -> Iterator[People]:
    """Everybody at a browser of their own; afterwards no page may have complained or looked outside."""
    pictures = Path(os.environ.get("DUBAN_PICTURES") or tmp_path / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    found = People(browser, live_server.url, pictures)
    yield found
    found.close()
    assert found.complaints == []
    assert found.outside == []
