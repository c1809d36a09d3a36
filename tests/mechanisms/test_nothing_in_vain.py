"""Reading a document loads no mechanism and nothing that checks one."""

from __future__ import annotations

import subprocess
import sys

READ = """
import sys
import duban
duban.read("一、加快建设。年底前完成。（住建局）")
from duban.cli.main import run
run(["read", "--help"], {})
unwanted = {"pydantic", "duban.mechanisms", "duban.governing"}
print(sorted(unwanted.intersection(sys.modules)), file=sys.stderr)
"""


def test_reading_loads_no_mechanism() -> None:
    program = subprocess.run([sys.executable, "-c", READ], check=True, capture_output=True, text=True)
    assert program.stderr == "[]\n"
