"""What the program need not load, it does not load: help comes at once."""

from __future__ import annotations

import subprocess
import sys

HELP = """
import sys
from duban.cli.main import run
run(["read", "--help"], {})
print("duban.reading.pipeline" in sys.modules, file=sys.stderr)
"""


def test_help_loads_no_reading() -> None:
    program = subprocess.run([sys.executable, "-c", HELP], check=True, capture_output=True, text=True)
    assert program.stderr == "False\n"
