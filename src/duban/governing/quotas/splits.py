"""Sums that are split and come out even: cost shares (1:1), funds by points, fees less what a score took away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from duban.governing.quotas.errors import SplitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.governing.clock import Period

CENT: Final = Decimal("0.01")
NOUGHT: Final = Decimal(0)


def split(amount: Decimal, shares: Mapping[str, Decimal], unit: Decimal = CENT) -> Mapping[str, Decimal]:
    """``amount`` by ``shares`` (市、区按1:1承担; or points), in whole ``unit``; the parts always sum to it.

    What rounding leaves over goes, a unit each, to those whose exact part was cut most, the earlier one if they tie.
    """
    whole = sum(shares.values(), NOUGHT)
    if not shares or whole <= 0 or any(share < 0 for share in shares.values()):
        raise SplitError(
            f"shares {', '.join(f'{key} {share}' for key, share in shares.items()) or 'of nobody'}"
        )
    if not amount.is_finite() or amount < 0 or amount % unit != 0:
        raise SplitError(f"{amount} cannot be split in units of {unit}")
    exact = {key: amount * share / whole for key, share in shares.items()}
    parts = {key: (part / unit).to_integral_value(ROUND_DOWN) * unit for key, part in exact.items()}
    left = int((amount - sum(parts.values(), NOUGHT)) / unit)
    cut_most = sorted(parts, key=lambda key: parts[key] - exact[key])
    for key in cut_most[:left]:
        parts[key] += unit
    return parts


def portion(whole: Decimal, share: Decimal, unit: Decimal = CENT) -> Decimal:
    """A share of a sum or a stock in whole ``unit``, half up: 存量指标的15%, 扣减服务费的5%.

    The share is of one, 0.15 and not 15; raises `SplitError` for one beyond 0 to 1.
    """
    if not (whole.is_finite() and share.is_finite()) or whole < 0 or not 0 <= share <= 1:
        raise SplitError(f"{share} of {whole}")
    return (whole * share / unit).to_integral_value(ROUND_HALF_UP) * unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """What a score takes from a fee; ``cause`` is the key of the score, ``period`` the one it was given for."""

    period: Period
    amount: Decimal
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A fee of one period and what is left of it; ``beyond`` is what the deductions took more than there was.

    ``strange`` are deductions of other periods: they are not taken from this fee (从考评当期的经费中扣减).
    """

    period: Period
    fee: Decimal
    deducted: tuple[Deduction, ...]
    strange: tuple[Deduction, ...]
    paid: Decimal
    beyond: Decimal


def pay(fee: Decimal, period: Period, deductions: Iterable[Deduction]) -> Payment:
    """What is paid for a period: its fee less the deductions of that same period, never less than nothing.

    Raises `SplitError` for what is no sum of money: less than nothing, or parts of a cent (`portion` rounds them).
    """
    if not fee.is_finite() or fee < 0 or fee % CENT != 0:
        raise SplitError(f"{fee} is no fee")
    whole: Sequence[Deduction] = tuple(deductions)
    if wrong := [
        one for one in whole if not one.amount.is_finite() or one.amount <= 0 or one.amount % CENT != 0
    ]:
        raise SplitError(f"{wrong[0].amount} for {wrong[0].cause} is no deduction")
    own = tuple(one for one in whole if one.period == period)
    taken = sum((one.amount for one in own), NOUGHT)
    return Payment(
        period=period,
        fee=fee,
        deducted=own,
        strange=tuple(one for one in whole if one.period != period),
        paid=max(fee - taken, NOUGHT),
        beyond=max(taken - fee, NOUGHT),
    )


@dataclass(frozen=True, slots=True)
class Offset:
    """Whether what is new is made up for by what is given up (煤炭消费减量替代)."""

    new: Decimal
    wanted: Decimal
    replaced: Decimal

    @property
    def met(self) -> bool:
        """Whether enough is given up."""
        return self.replaced >= self.wanted

    @property
    def short(self) -> Decimal:
        """How much is still missing."""
        return max(self.wanted - self.replaced, NOUGHT)


def offset(new: Decimal, replacements: Mapping[str, Decimal], ratio: Decimal) -> Offset:
    """``ratio`` units have to be given up for each new one; each source of replacement counts once, by its key."""
    if new < 0 or ratio < 0 or any(part <= 0 for part in replacements.values()):
        raise SplitError(f"{new} new at {ratio} for one, replaced by {dict(replacements)}")
    return Offset(new, new * ratio, sum(replacements.values(), NOUGHT))
