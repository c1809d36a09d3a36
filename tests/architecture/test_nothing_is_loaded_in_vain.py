"""What the program need not load, it does not load: help comes at once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HELP = """
import sys
from duban.cli.main import run
run(["read", "--help"], {})
print("duban.reading.pipeline" in sys.modules, file=sys.stderr)
"""


def test_help_loads_no_reading() -> None:
    program = subprocess.run([sys.executable, "-c", HELP], check=True, capture_output=True, text=True)
    assert program.stderr == "False\n"


READ = """
import sys
from duban.cli.main import run
run(["read", sys.argv[1]], {})
names = {name.partition(".")[0] for name in sys.modules}
print(sorted(names & {"django", "pydantic", "ninja", "gunicorn", "holidays", "tarfile", "secrets"}), file=sys.stderr)
"""


def test_reading_loads_nothing_of_the_server(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("1.新建公园。年内新建公园5处。（牵头单位：区园林局）", encoding="utf-8")
    command = [sys.executable, "-c", READ, str(document)]
    program = subprocess.run(command, check=True, capture_output=True, text=True)
    assert program.stderr == "[]\n"
