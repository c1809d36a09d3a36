"""The README's pictures, made anew from the samples: ``make pictures``.

Pages are shot in a headless Chromium (``/usr/bin/chromium``, or what ``CHROMIUM`` names), wide and phone-narrow; the
terminal picture is the command's own output, and the office is the demonstration, served from a folder of its own.
"""

from __future__ import annotations

import html
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "samples" / "01-key-tasks.txt"
DUBAN = [str(Path(sys.executable).parent / "duban"), "read"]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LINES = 34
TERMINAL = """<pre style="margin:0;padding:16px 20px;background:#1d2129;color:#e6e8eb;width:850px;overflow:hidden;
font:14px/1.45 'Noto Sans Mono CJK SC',monospace"><b>{command}</b>

{shown}
…</pre>"""

SIZES = {"page-wide": (1440, 900), "page-phone": (390, 844)}

OFFICE, PHONE = (1200, 700), (390, 844)
PASSWORD = "yunxi-2026-demo"  # noqa: S105 - of the demonstration, where it is shown to everybody
#: Name, who looks, at what size, and the address; the words of a link lead on from there.
VIEWS = (
    ("office-work", "ducha", OFFICE, "/", ()),
    ("office-list", "ducha", OFFICE, "/items/?group=section", ()),
    (
        "office-item",
        "ducha",
        OFFICE,
        "/items/?scope=all&q=%E6%8E%A8%E5%8A%A8%E4%BC%A0%E7%BB%9F",
        ("推动传统产业改造",),
    ),
    ("office-review", "ducha", (1040, 500), "/imports/review/1/", ()),
    ("office-leader", "lingdao", OFFICE, "/leader/", ()),
    ("office-phone", "shuiwu", PHONE, "/", ()),
)


def main() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*DUBAN, str(SAMPLE), "--format", "html", "--out", folder], check=True)
        page = next(Path(folder).glob("*.html"))
        shoot(page)
    terminal()
    office()


def office() -> None:
    """The pages of the server, as different people see them."""
    with served() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, who, size, path, links in VIEWS:
            tab = visitor(browser, address, who, size)
            tab.goto(address + path)
            for words in links:
                tab.get_by_role("main").get_by_role("link", name=words).first.click()
            tab.wait_for_load_state("networkidle")
            if name == "office-review":
                tab.locator(".targets .q").first.hover()
                tab.locator("[data-source] .on").first.wait_for()
            tab.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The demonstration on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = str(Path(sys.executable).parent / "duban")
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([command, "demo", str(ROOT / "samples"), "--home", home], check=True)
        server = subprocess.Popen([command, "serve", "--home", home, "--address", f"127.0.0.1:{port}"])
        try:
            yield answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(30)


def answering(address: str) -> str:
    """The address, as soon as somebody answers there."""
    for _ in range(240):
        try:
            urlopen(f"{address}/healthz").close()  # noqa: S310 - our own server
        except URLError:
            time.sleep(0.25)
        else:
            return address
    raise TimeoutError(address)


def visitor(browser: Browser, address: str, who: str, size: tuple[int, int]) -> Page:
    """A person of the demonstration, logged in."""
    width, height = size
    tab = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    tab.goto(f"{address}/account/login/")
    tab.get_by_label("用户名").fill(who)
    tab.get_by_label("密码").fill(PASSWORD)
    tab.get_by_role("button", name="登录", exact=True).click()
    tab.wait_for_url(f"{address}/")
    return tab


def shoot(page: Path) -> None:
    """The page as a person sees it, with a field's quote lit."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (width, height) in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.goto(page.as_uri())
            if name == "page-wide":
                tab.hover("article.item >> text=规模以上工业增加值增长")
                tab.wait_for_timeout(400)
            tab.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def terminal() -> None:
    """What the command prints in a terminal of 120 columns, in a font whose Chinese is two columns wide."""
    environment = {**os.environ, "COLUMNS": "120", "LANG": "zh_CN.UTF-8"}
    printed = subprocess.run(
        [*DUBAN, str(SAMPLE)], check=True, capture_output=True, text=True, env=environment
    ).stdout
    shown = html.escape("\n".join(printed.splitlines()[:LINES]))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1040, "height": 900})
        tab.set_content(TERMINAL.format(command=f"$ duban read samples/{SAMPLE.name}", shown=shown))
        tab.locator("pre").screenshot(path=PICTURES / "terminal.png")
        browser.close()


if __name__ == "__main__":
    main()
