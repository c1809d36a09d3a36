"""The words in which a book refuses, one table for each language; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.names import Name
from duban.governing.quotas.books import NoAmount, NotEnough, ToItself

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSALS: Final[Mapping[type, Name]] = {
    NotEnough: Name("{where}仅余{there}，不足{asked}", "{asked} asked, only {there} left in: {where}"),
    NoAmount: Name("{asked}不是可以记账的数额", "{asked} is no amount"),
    ToItself: Name("{holder}不能转给自己", "{holder} cannot pass anything to itself"),
}
FREE_STOCK: Final = Name("可分配额度", "the free stock")
