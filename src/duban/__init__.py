"""duban 督办 reads official Chinese documents into a ledger where every field quotes its source.

>>> import duban
>>> reading = duban.read("1.新建公园。年内新建口袋公园5处。（牵头单位：区园林局）")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duban.reading import Reading, read

__all__ = ["Reading", "read"]


def __getattr__(name: str) -> object:
    """The public names, fetched when first asked for: ``duban --help`` reads nothing and waits for nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from duban import reading  # noqa: PLC0415

    return getattr(reading, name)
