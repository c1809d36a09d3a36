"""Stocks, allotments and shares that always add up: nothing is drawn that is not there, nothing is lost in rounding."""

from duban.governing.quotas.books import (
    FREE,
    Allot,
    Balance,
    Deduct,
    Draw,
    Entry,
    GiveBack,
    Holding,
    NoAmount,
    NotEnough,
    Refusal,
    Reserve,
    Stock,
    ToItself,
    Transfer,
    balance,
    refuse,
)
from duban.governing.quotas.errors import EntryError, QuotaError, SplitError
from duban.governing.quotas.explaining import say
from duban.governing.quotas.splits import Deduction, Offset, Payment, offset, pay, split

__all__ = [
    "FREE",
    "Allot",
    "Balance",
    "Deduct",
    "Deduction",
    "Draw",
    "Entry",
    "EntryError",
    "GiveBack",
    "Holding",
    "NoAmount",
    "NotEnough",
    "Offset",
    "Payment",
    "QuotaError",
    "Refusal",
    "Reserve",
    "SplitError",
    "Stock",
    "ToItself",
    "Transfer",
    "balance",
    "offset",
    "pay",
    "refuse",
    "say",
    "split",
]
