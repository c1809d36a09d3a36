"""The description is kept up to date, and its page works under our rules for scripts, without the network."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from duban.server.api.urls import api

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

KEPT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
CHROMIUM = os.environ.get("DUBAN_CHROMIUM", "/usr/bin/chromium")


def test_the_description_is_up_to_date() -> None:
    """Write it anew with ``python -m duban.server.api.reference``."""
    assert json.loads(KEPT.read_text(encoding="utf-8")) == json.loads(json.dumps(api.get_openapi_schema()))


def test_every_operation_has_a_sentence_and_is_once() -> None:
    operations = [
        operation for path in api.get_openapi_schema()["paths"].values() for operation in path.values()
    ]
    assert all(operation["description"] for operation in operations)
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_the_page_asks_for_nothing_from_outside() -> None:
    page = Client().get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "http://" not in text
    assert "https://" not in text
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', text):
        file: Any = Client().get(address)
        assert (file.status_code, bool(b"".join(file.streaming_content))) == (200, True), address
    assert Client().post("/api/v1/docs").status_code == 405
    assert Client().get("/api/v1/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.browser
@pytest.mark.usefixtures("committed")
def test_the_page_works_in_a_browser_under_our_policy(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    playwright_api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).is_file():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    complaints: list[str] = []
    asked: list[str] = []
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{live_server.url}/api/v1/docs")
        page.wait_for_selector("#operations-moves-make_move")
        page.click("#operations-items-items .opblock-summary")
        page.wait_for_selector("#operations-items-items .opblock-body")
        browser.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
