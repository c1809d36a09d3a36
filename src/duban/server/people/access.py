"""Who is asking, and what that person may do: the door that every page and every call of the API goes through.

What may not be seen does not exist (404); what may be seen but not done is refused (403).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from duban.server.audit.actions import Who
from duban.server.people.models import Account, Alias, Collective, CollectiveMember, Post, Role, Unit

if TYPE_CHECKING:
    from datetime import date


class Right(StrEnum):
    """Everything a role may be given."""

    SEE_ALL_ITEMS = "see all items"
    SEE_OWN_ITEMS = "see own items"
    IMPORT = "import and review documents"
    DISPATCH = "dispatch, remind, extend, suspend and close"
    REPORT = "report and claim"
    VERIFY = "verify"
    SEE_LEADER_PAGE = "see the leader's page"
    MANAGE_UNITS = "manage units, names and posts"
    MANAGE_MECHANISMS = "adopt mechanisms"
    MANAGE_SECURITY = "manage lockouts, sessions and tokens"
    SEE_AUDIT = "read the log"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.SUPERVISOR: frozenset(
        {
            Right.SEE_ALL_ITEMS,
            Right.IMPORT,
            Right.DISPATCH,
            Right.SEE_LEADER_PAGE,
            Right.MANAGE_MECHANISMS,
        }
    ),
    Role.LIAISON: frozenset({Right.SEE_OWN_ITEMS, Right.REPORT}),
    Role.VERIFIER: frozenset({Right.SEE_ALL_ITEMS, Right.VERIFY}),
    Role.LEADER: frozenset({Right.SEE_ALL_ITEMS, Right.SEE_LEADER_PAGE}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_UNITS}),
    Role.SECURITY: frozenset({Right.MANAGE_SECURITY}),
    Role.AUDITOR: frozenset({Right.SEE_ALL_ITEMS, Right.SEE_AUDIT}),
}

#: Of these one person holds at most one: who runs the system, who guards it and who watches both.
KEPT_APART = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Standing:
    """One post that holds today. ``path`` is its unit's path in the tree, ``level`` the unit's."""

    role: Role
    unit: int
    path: str
    level: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever is asking, as of a day. Nobody (``account`` None) has no right at all."""

    account: int | None
    name: str
    standings: tuple[Standing, ...]

    @property
    def who(self) -> Who:
        """The actor as the log writes it."""
        return Who(self.account, self.name)

    @property
    def rights(self) -> frozenset[Right]:
        """All rights of all posts."""
        return frozenset().union(*(RIGHTS[standing.role] for standing in self.standings))

    def has(self, right: Right) -> bool:
        """Whether some post gives this right."""
        return any(right in RIGHTS[standing.role] for standing in self.standings)

    def units_with(self, right: Right) -> frozenset[int]:
        """The units in which a post gives this right."""
        return frozenset(standing.unit for standing in self.standings if right in RIGHTS[standing.role])

    def require(self, right: Right) -> None:
        """Raises PermissionDenied (403) unless some post gives this right."""
        if not self.has(right):
            raise PermissionDenied(right.value)


NOBODY = Actor(None, "", ())


def actor_of(account: Account, today: date) -> Actor:
    """The account with the posts that hold on ``today``."""
    posts = (
        Post.objects.filter(Q(until=None) | Q(until__gte=today), account=account, since__lte=today)
        .order_by("id")
        .values_list("role", "unit", "unit__path", "unit__level")
    )
    standings = tuple(Standing(Role(role), unit, path, level) for role, unit, path, level in posts)
    return Actor(account.pk, str(account), standings)


def unit(actor: Actor, pk: int) -> Unit:
    """A unit to be managed."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(Unit.objects.select_related("parent"), pk=pk)


def alias(actor: Actor, pk: int) -> Alias:
    """Another way of writing a unit, to be removed."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(Alias.objects.select_related("unit"), pk=pk)


def collective(actor: Actor, pk: int) -> Collective:
    """A collective name to be managed."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(Collective, pk=pk)


def member(actor: Actor, pk: int) -> CollectiveMember:
    """A membership to be ended."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(CollectiveMember.objects.select_related("collective", "unit"), pk=pk)


def account(actor: Actor, pk: int) -> Account:
    """An account to be managed."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(Account, pk=pk)


def post(actor: Actor, pk: int) -> Post:
    """A post to be ended."""
    actor.require(Right.MANAGE_UNITS)
    return get_object_or_404(Post.objects.select_related("account", "unit"), pk=pk)


def account_to_reset(actor: Actor, pk: int, today: date) -> Account:
    """An account of which this actor may reset the password.

    An administrator's and an auditor's are the security officer's to reset, everybody else's the administrator's:
    otherwise whoever runs the system could put on the coat of whoever watches it.
    """
    found = get_object_or_404(Account, pk=pk)
    actor.require(who_resets(found, today))
    return found


def who_resets(account: Account, today: date) -> Right:
    """The right it takes to reset this account's password."""
    guarded = Post.objects.filter(
        Q(until=None) | Q(until__gte=today), account=account, role__in=(Role.ADMINISTRATOR, Role.AUDITOR)
    )
    return Right.MANAGE_SECURITY if guarded.exists() else Right.MANAGE_UNITS


def account_to_guard(actor: Actor, pk: int) -> Account:
    """An account of which the second factor is to be taken away."""
    actor.require(Right.MANAGE_SECURITY)
    return get_object_or_404(Account, pk=pk)


def session(actor: Actor, pk: int) -> UserSession:
    """A session to be ended: one's own, or anybody's for the security officer; others are not to be seen."""
    found = get_object_or_404(UserSession.objects.select_related("user"), pk=pk)
    if found.user_id != actor.account and not actor.has(Right.MANAGE_SECURITY):
        raise Http404
    return found


def own_session(actor: Actor, pk: int) -> UserSession:
    """A session of one's own, to be ended."""
    return get_object_or_404(UserSession, pk=pk, user=actor.account)


def oneself(user: object) -> Account:
    """The account that is logged in."""
    if not isinstance(user, Account):
        raise PermissionDenied
    return user
