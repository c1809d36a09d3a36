"""The README's pictures, made anew from the samples: ``make pictures``.

Pages are shot in a headless Chromium (``/usr/bin/chromium``, or what ``CHROMIUM`` names), wide and phone-narrow; the
terminal picture is the command's own output.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

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


def main() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*DUBAN, str(SAMPLE), "--format", "html", "--out", folder], check=True)
        page = next(Path(folder).glob("*.html"))
        shoot(page)
    terminal()


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
