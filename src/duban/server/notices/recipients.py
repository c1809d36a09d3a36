"""Who is to be told: the posts that hold on a day, found for many units and roles with one query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from duban.server.people.models import Post, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Posts:
    """The holders of posts on one day."""

    def __init__(self, today: date) -> None:
        held = Post.objects.filter(
            Q(until=None) | Q(until__gte=today), since__lte=today, account__is_active=True
        ).values_list("role", "unit", "account")
        self._by_role: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for role, unit, account in held:
            self._by_role[role].add((unit, account))

    def liaisons(self, units: Iterable[int]) -> set[int]:
        """The liaisons of these units."""
        wanted = set(units)
        return {account for unit, account in self._by_role[Role.LIAISON] if unit in wanted}

    def supervisors(self) -> set[int]:
        """Everybody of the supervision office."""
        return {account for _, account in self._by_role[Role.SUPERVISOR]}

    def verifiers(self, besides: Iterable[int]) -> set[int]:
        """The verifiers who belong to none of these units."""
        barred = set(besides)
        return {account for unit, account in self._by_role[Role.VERIFIER] if unit not in barred}
