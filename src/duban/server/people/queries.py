"""What pages ask about units, collectives, accounts and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Max, Prefetch, Q, Sum
from django.utils import timezone

from duban.server.people.access import RIGHTS, Right
from duban.server.people.models import Account, Alias, Collective, CollectiveMember, Post, Role, Unit
from duban.server.people.resolving import lives

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the tree; ``found`` is False for one that is shown only as the way to one that was searched for."""

    unit: Unit
    depth: int
    aliases: tuple[str, ...]
    found: bool
    over: bool

    @property
    def indent(self) -> str:
        """Wide blanks, so that a list shows the tree without a style of its own."""
        return "　" * self.depth


@dataclass(frozen=True, slots=True)
class Life:
    """A unit's membership with whether it holds on the day asked about."""

    member: CollectiveMember
    holds: bool


@dataclass(frozen=True, slots=True)
class Locked:
    """A user name that is locked at one address, and until when."""

    username: str
    address: str
    failures: int
    until: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is going on."""

    session: UserSession
    account: Account
    current: bool


def tree(as_of: date, *, search: str = "", ended: bool = False) -> list[UnitRow]:
    """All units, each below its parent; with ``search`` those it finds and the ways to them. Two queries."""
    aliases: dict[int, list[str]] = {}
    for pk, written in Alias.objects.order_by("written").values_list("unit", "written"):
        aliases.setdefault(pk, []).append(written)
    units = list(Unit.objects.all())
    wanted = {unit.pk for unit in units if ended or unit.until is None or unit.until >= as_of}
    found = {
        unit.pk
        for unit in units
        if unit.pk in wanted
        and any(search.casefold() in name.casefold() for name in (*_names(unit), *aliases.get(unit.pk, ())))
    }
    shown = {int(pk) for unit in units if unit.pk in found for pk in unit.path.strip("/").split("/")}
    under: dict[int | None, list[Unit]] = {}
    for unit in units:
        if unit.pk in shown:
            under.setdefault(unit.parent_id, []).append(unit)
    rows: list[UnitRow] = []
    waiting = [(unit, 0) for unit in reversed(under.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        over = not lives(unit, as_of)
        rows.append(UnitRow(unit, depth, tuple(aliases.get(unit.pk, ())), unit.pk in found, over))
        waiting.extend((child, depth + 1) for child in reversed(under.get(unit.pk, [])))
    return rows


def units_for_choice(as_of: date, *, without: Unit | None = None) -> list[UnitRow]:
    """Units that go on, to choose one of; ``without`` one and everything under it."""
    return [row for row in tree(as_of) if not without or not row.unit.path.startswith(without.path)]


def aliases_of(unit: Unit) -> QuerySet[Alias]:
    """The other ways of writing a unit."""
    return Alias.objects.filter(unit=unit).order_by("written")


def posts_in(unit: Unit) -> QuerySet[Post]:
    """Who is and was what in a unit."""
    return Post.objects.filter(unit=unit).select_related("account").order_by("until", "role", "since")


def memberships_of(unit: Unit) -> QuerySet[CollectiveMember]:
    """The collective names a unit belongs and belonged to."""
    return (
        CollectiveMember.objects.filter(unit=unit)
        .select_related("collective")
        .order_by("collective__written")
    )


def collectives() -> QuerySet[Collective]:
    """All collective names with their members."""
    members = CollectiveMember.objects.select_related("unit").order_by("unit__position", "unit_id", "since")
    return Collective.objects.prefetch_related(Prefetch("members", members)).order_by("written")


def members_of(collective: Collective, as_of: date) -> list[Life]:
    """Everybody who ever belonged to a name, with whether that holds on a day."""
    members = collective.members.select_related("unit").order_by("unit__position", "unit_id", "since")
    return [Life(member, lives(member, as_of) and lives(member.unit, as_of)) for member in members]


def accounts(*, search: str = "", role: str = "", closed: bool = False) -> QuerySet[Account]:
    """Accounts with their posts, by user name."""
    posts = Post.objects.select_related("unit").order_by("until", "id")
    found = Account.objects.prefetch_related(Prefetch("posts", posts)).order_by("username")
    if not closed:
        found = found.filter(is_active=True)
    if search:
        found = found.filter(
            Q(username__icontains=search)
            | Q(name__icontains=search)
            | Q(posts__unit__name__icontains=search)
            | Q(posts__unit__short__icontains=search)
        )
    if role:
        found = found.filter(posts__role=role)
    return found.distinct()


def posts_of(account: Account) -> QuerySet[Post]:
    """What a person is and was."""
    return Post.objects.filter(account=account).select_related("unit").order_by("until", "id")


def holders(right: Right, as_of: date, *, unit: Unit | None = None) -> QuerySet[Account]:
    """Open accounts with a post that gives the right on a day, in one unit or anywhere."""
    roles = [role for role in Role if right in RIGHTS[role]]
    posts = Post.objects.filter(Q(until=None) | Q(until__gte=as_of), role__in=roles, since__lte=as_of)
    if unit is not None:
        posts = posts.filter(unit=unit)
    return Account.objects.filter(is_active=True, pk__in=posts.values("account")).order_by("pk")


def locked() -> list[Locked]:
    """What is locked now."""
    cool_off = get_cool_off()
    threshold = timezone.now() - cool_off
    attempts = (
        AccessAttempt.objects.filter(attempt_time__gte=threshold)
        .exclude(username=None)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    return [
        Locked(row["username"], row["ip_address"] or "", row["failures"], row["last"] + cool_off)
        for row in attempts
    ]


def sessions(*, account: Account | None = None, current: str = "") -> list[OpenSession]:
    """Sessions that are going on, of one account or of all, newest first."""
    found = UserSession.objects.select_related("user").order_by("-created_at", "-id")
    if account is not None:
        found = found.filter(user=account)
    alive = Session.objects.filter(
        session_key__in=found.values("session_key"), expire_date__gt=timezone.now()
    )
    going_on = set(alive.values_list("session_key", flat=True))
    return [
        OpenSession(session, session.user, session.session_key == current)
        for session in found
        if session.session_key in going_on
    ]


def has_second_factor(account: Account) -> bool:
    """Whether a code is asked for at login."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def with_second_factor() -> set[int]:
    """The accounts of which a code is asked at login."""
    return set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user", flat=True))


def guarded_accounts() -> set[int]:
    """The accounts whose password the security officer resets, and not the administrator."""
    roles = (Role.ADMINISTRATOR, Role.AUDITOR)
    return set(Post.objects.filter(role__in=roles).values_list("account", flat=True))


def is_set_up() -> bool:
    """Whether there is any account; before that, every page leads to the set-up."""
    return Account.objects.exists()


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.name, unit.short, unit.code)
