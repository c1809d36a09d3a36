"""Where a key stands."""

from __future__ import annotations

import pytest

from duban.mechanisms.lines import key_lines, line_of

TEXT = '''\
# a comment = no key
top = 1
"quoted key" = 2

[table]          # with a comment
a.b = 3
long = """
a = not a key
[nor.a.header]
"""
after = [
  ["x", "]", 'z['],  # [ in a comment
  ["a"]
]

[[rows]]
n = 1

[[rows]]
n = 2

[[rows.inner]]
m = 1

[[rows.inner]]
m = 2

[rows.plain]
k = 1

[other . "dotted.name"]
z = { inner = 4 }
'''


@pytest.mark.parametrize(
    ("path", "at"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("table",), 5),
        (("table", "a"), 6),
        (("table", "a", "b"), 6),
        (("table", "long"), 7),
        (("table", "after"), 11),
        (("table", "after", 1), 11),  # inside a list: the line of its key
        (("rows", 0, "n"), 17),
        (("rows", 1), 19),
        (("rows", 1, "n"), 20),
        (("rows", 1, "inner", 0, "m"), 23),  # an array in the last table of an array
        (("rows", 1, "inner", 1), 25),
        (("rows", 1, "plain", "k"), 29),
        (("other", "dotted.name", "z"), 32),
        (("other", "dotted.name", "z", "inner"), 32),
        (("table", "missing"), 5),  # absent: the nearest above it
        (("absent",), None),
    ],
)
def test_line(path: tuple[str | int, ...], at: int | None) -> None:
    assert line_of(key_lines(TEXT), path) == at


def test_a_key_inside_a_long_string_is_none() -> None:
    assert ("table", "nor") not in key_lines(TEXT)
    assert ("nor",) not in key_lines(TEXT)
