"""People at their browsers: each in a context of their own, with everything that a page complained about or asked for.

A picture of a page is taken where a journey asks for one, into a folder outside of the checkout.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http import HttpRequest, HttpResponse
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

DESK, PHONE = (1280, 900), (360, 740)
#: Milliseconds. The tests share a machine; a wait ends when what is waited for is there.
LONGEST_WAIT = 45_000
_one = Lock()


class OneAtATime:
    """Middleware of the tests: on SQLite in memory all requests share one connection, so they take turns."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Wait for the turn and go on."""
        with _one:
            return self.get_response(request)


@dataclass
class People:
    """Whoever visits the office, and what their browsers noticed."""

    browser: Browser
    url: str
    pictures: Path
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    #: Answers that a journey provokes; a browser writes each into its console.
    expected: set[int] = field(default_factory=set)
    _open: list[BrowserContext] = field(default_factory=list)
    _shot: int = 0

    def someone(self, size: tuple[int, int] = DESK, **options: Any) -> Page:
        """Somebody who is not logged in, at a browser of the own."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=self.url, **options
        )
        context.set_default_timeout(LONGEST_WAIT)
        context.on("console", self._noticed)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._asked)
        self._open.append(context)
        return context.new_page()

    def logged_in(self, username: str, password: str, size: tuple[int, int] = DESK) -> Page:
        """Somebody who has logged in on the login page."""
        page = self.someone(size)
        page.goto("/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")
        return page

    def with_session(self, session: str, size: tuple[int, int] = DESK, **options: Any) -> Page:
        """Somebody whose session was made without the login page."""
        page = self.someone(size, **options)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
        return page

    def picture(self, page: Page, name: str) -> None:
        """The page as it is, in its order in the journey."""
        self._shot += 1
        page.screenshot(path=self.pictures / f"{self._shot:02}-{name}.png", full_page=True)

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._open:
            context.close()

    def _noticed(self, message: ConsoleMessage) -> None:
        refused = any(f"status of {status} " in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:", "chrome-extension:")):
            self.outside.append(request.url)


def answered(page: Page, address: str) -> Response:
    """Go there; the answer, which a page always has."""
    response = page.goto(address)
    if response is None:
        raise LookupError(address)
    return response
