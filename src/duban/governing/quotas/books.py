"""A stock, what of it is reserved, allotted and drawn, by whom; it always adds up.

A book is a list of entries and only grows. What an entry would break is found before it is made and told with its
figures; the balance of any day can be asked again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.governing.quotas.errors import EntryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

NOUGHT: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The stock grows by ``amount`` (a first cap, a yearly addition), or shrinks by a negative one."""

    day: date
    amount: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """So much of the free stock is kept for a purpose: 存量指标的15%优先用于重点项目."""

    day: date
    purpose: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Allot:
    """A holder gets so much, out of what is free or out of what is reserved for ``purpose``."""

    day: date
    holder: str
    amount: Decimal
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A holder uses so much of what was allotted; ``record`` is the paper it rests on."""

    day: date
    holder: str
    amount: Decimal
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """A holder returns what was not drawn; it is free again."""

    day: date
    holder: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A holder passes what was not drawn to another one (用能权交易)."""

    day: date
    giver: str
    taker: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    """A holder loses what was not drawn, because of ``cause``: the key of the score or the notice behind it."""

    day: date
    holder: str
    amount: Decimal
    cause: str


Entry: TypeAlias = Stock | Reserve | Allot | Draw | GiveBack | Transfer | Deduct


@dataclass(frozen=True, slots=True)
class Holding:
    """What one holder was allotted and has drawn."""

    allotted: Decimal = NOUGHT
    drawn: Decimal = NOUGHT

    @property
    def left(self) -> Decimal:
        """Allotted and not drawn."""
        return self.allotted - self.drawn


@dataclass(frozen=True, slots=True)
class Balance:
    """How a book stands; ``stock`` is what is free, reserved and allotted together."""

    stock: Decimal
    reserved: Mapping[str, Decimal]
    holdings: Mapping[str, Holding]

    @property
    def allotted(self) -> Decimal:
        """By all holders together."""
        return sum((one.allotted for one in self.holdings.values()), NOUGHT)

    @property
    def drawn(self) -> Decimal:
        """By all holders together."""
        return sum((one.drawn for one in self.holdings.values()), NOUGHT)

    @property
    def free(self) -> Decimal:
        """Neither reserved nor allotted."""
        return self.stock - self.allotted - sum(self.reserved.values(), NOUGHT)


@dataclass(frozen=True, slots=True)
class NotEnough:
    """More is asked than there is in ``where``: ``free``, a purpose's reserve, or what a holder has left."""

    where: str
    asked: Decimal
    there: Decimal


@dataclass(frozen=True, slots=True)
class NoAmount:
    """Nothing, less than nothing, or no number."""

    asked: Decimal


@dataclass(frozen=True, slots=True)
class ToItself:
    """A holder cannot pass anything to itself."""

    holder: str


Refusal: TypeAlias = NotEnough | NoAmount | ToItself
FREE: Final = "free"


def balance(entries: Iterable[Entry], day: date | None = None) -> Balance:
    """How the book stands at the end of ``day``, or now; raises `EntryError` where an entry breaks it."""
    tally = _Tally()
    for number, entry in enumerate(_in_order(entries), start=1):
        if day is not None and entry.day > day:
            break
        refusal = tally.refuse(entry)
        if refusal is not None:
            raise EntryError(f"entry {number} of {entry.day} does not add up: {refusal}")
        tally.book(entry)
    return tally.balance()


@dataclass(frozen=True, slots=True)
class Admitted:
    """What of a batch can be made, why the rest cannot, and how the book stands afterwards."""

    entries: tuple[Entry, ...]
    refused: tuple[tuple[Entry, Refusal], ...]
    balance: Balance


def admit(entries: Iterable[Entry], batch: Iterable[Entry]) -> Admitted:
    """A batch held against a book in the batch's own order (免申即享按名单兑付); what is refused takes nothing.

    One pass, where asking `refuse` of each would go through the book as often. Raises `EntryError` as `balance` does.
    """
    book = tuple(entries)
    tally = _Tally(balance(book))
    made: list[Entry] = []
    refused: list[tuple[Entry, Refusal]] = []
    for entry in _in_order(batch, after=book[-1] if book else None):
        refusal = tally.refuse(entry)
        if refusal is None:
            tally.book(entry)
            made.append(entry)
        else:
            refused.append((entry, refusal))
    return Admitted(tuple(made), tuple(refused), tally.balance())


def _in_order(entries: Iterable[Entry], after: Entry | None = None) -> Iterator[Entry]:
    last = None if after is None else after.day
    for number, entry in enumerate(entries, start=1):
        if last is not None and entry.day < last:
            raise EntryError(f"entry {number} of {entry.day} stands after one of {last}")
        last = entry.day
        yield entry


def refuse(entry: Entry, now: Balance) -> Refusal | None:
    """Why an entry cannot be made as the book stands; ``None`` where it can."""
    return _Tally(now).refuse(entry)


class _Tally:
    """The running sums; only `balance` and `refuse` see it."""

    def __init__(self, now: Balance | None = None) -> None:
        self.stock = now.stock if now else NOUGHT
        self.free = now.free if now else NOUGHT
        self.reserved: defaultdict[str, Decimal] = defaultdict(Decimal, now.reserved if now else {})
        self.holdings: defaultdict[str, Holding] = defaultdict(Holding, now.holdings if now else {})

    def balance(self) -> Balance:
        return Balance(self.stock, dict(self.reserved), dict(self.holdings))

    def refuse(self, entry: Entry) -> Refusal | None:
        if not entry.amount.is_finite():
            return NoAmount(entry.amount)
        amount = abs(entry.amount) if isinstance(entry, Stock) else entry.amount
        if amount <= 0:
            return NoAmount(entry.amount)
        if isinstance(entry, Transfer) and entry.giver == entry.taker:
            return ToItself(entry.giver)
        source = self._source(entry)
        if source is None or amount <= source[1]:
            return None
        return NotEnough(source[0], amount, source[1])

    def _source(self, entry: Entry) -> tuple[str, Decimal] | None:
        """Where an entry takes from, and how much is there; ``None`` where it takes from nothing."""
        match entry:
            case Stock(amount=amount):
                return (FREE, self.free) if amount < 0 else None
            case Reserve():
                return FREE, self.free
            case Allot():
                if entry.purpose is None:
                    return FREE, self.free
                return entry.purpose, self.reserved.get(entry.purpose, NOUGHT)
            case Transfer():
                return entry.giver, self._left(entry.giver)
            case Draw() | GiveBack() | Deduct():
                return entry.holder, self._left(entry.holder)

    def _left(self, holder: str) -> Decimal:
        return self.holdings.get(holder, Holding()).left

    def book(self, entry: Entry) -> None:
        match entry:
            case Stock(amount=amount):
                self.stock += amount
                self.free += amount
            case Reserve(purpose=purpose, amount=amount):
                self.reserved[purpose] += amount
                self.free -= amount
            case Allot(holder=holder, amount=amount, purpose=purpose):
                if purpose is None:
                    self.free -= amount
                else:
                    self.reserved[purpose] -= amount
                self._hold(holder, amount)
            case Draw(holder=holder, amount=amount):
                self._hold(holder, drawn=amount)
            case GiveBack(holder=holder, amount=amount) | Deduct(holder=holder, amount=amount):
                self._hold(holder, -amount)
                self.free += amount
            case Transfer(giver=giver, taker=taker, amount=amount):
                self._hold(giver, -amount)
                self._hold(taker, amount)

    def _hold(self, holder: str, allotted: Decimal = NOUGHT, drawn: Decimal = NOUGHT) -> None:
        before = self.holdings[holder]
        self.holdings[holder] = Holding(before.allotted + allotted, before.drawn + drawn)
