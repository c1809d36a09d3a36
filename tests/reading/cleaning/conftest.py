"""What the tests of cleaning share: the tables as shipped, and a text cleaned with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.lexicon import Lexicon, load
from duban.reading.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="session")
def cleaned(lexicon: Lexicon) -> Callable[[str], Cleaned]:
    return lambda source: clean(source, lexicon)
