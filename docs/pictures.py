"""The README's pictures, made anew from the samples: ``make pictures``.

Pages are shot in a headless Chromium (``/usr/bin/chromium``, or what ``CHROMIUM`` names), wide and phone-narrow; the
terminal picture is the command's own output drawn as SVG.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "samples" / "01-key-tasks.txt"
DUBAN = [str(Path(sys.executable).parent / "duban"), "read"]

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
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for name, (width, height) in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.goto(page.as_uri())
            tab.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def terminal() -> None:
    """What the command prints in a terminal of 110 columns."""
    environment = {**os.environ, "COLUMNS": "110", "FORCE_COLOR": "1", "LANG": "zh_CN.UTF-8"}
    printed = subprocess.run(
        [*DUBAN, str(SAMPLE)], check=True, capture_output=True, text=True, env=environment
    ).stdout
    console = Console(record=True, width=110, file=io.StringIO())
    console.print(Text.from_ansi("\n".join(printed.splitlines()[:40])))
    console.save_svg(str(PICTURES / "terminal.svg"), title="duban read samples/01-key-tasks.txt")


if __name__ == "__main__":
    main()
