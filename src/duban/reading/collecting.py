"""A pause for the garbage collector while a long document is being read.

Reading makes no cycles (``tests/reading/test_collecting.py`` holds it to that), so there is nothing for the collector
to find; but it looks again and again through all that is still being made, which takes a tenth of the time of a long
document and grows faster than the document. In a short one it hardly looks at all, and nothing is paused.

The collector belongs to the whole process. It is therefore paused only as long as the reading lasts, and switched on
by the one who switched it off: who keeps it off finds it off, and readings in several threads at worst end the pause
for one another.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters. A paper of this length is read in less than half a second.
LONG: Final = 250_000


@contextmanager
def uncollected(characters: int) -> Iterator[None]:
    """Read ``characters`` of text inside without garbage collection, if they are many; then all is as before."""
    if characters < LONG or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
