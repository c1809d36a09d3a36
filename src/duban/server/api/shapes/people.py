"""Who is asking, and the units."""

from datetime import date
from typing import Literal

from duban.server.api.authenticating import Caller
from duban.server.api.models import Token
from duban.server.api.shapes.common import Reference, Shape
from duban.server.people.access import Actor, Right
from duban.server.people.models import Role
from duban.server.people.queries import UnitRow
from duban.server.people.resolving import Named, Outcome, Resolution


class Post(Shape):
    """A post that holds today, within what the token was given."""

    role: Role
    unit: Reference


class TokenShape(Shape):
    """The token that is asked with."""

    name: str
    read_only: bool
    expires_on: date


class Me(Shape):
    """Who is asking, and what that lets do."""

    id: int
    username: str
    name: str
    by: Literal["token", "session"]
    token: TokenShape | None
    posts: list[Post]
    rights: list[Right]


class UnitShape(Shape):
    """A unit in the tree; rows come parent first, ``depth`` counts from the top."""

    id: int
    parent: int | None
    depth: int
    name: str
    short: str
    code: str
    level: str
    aliases: list[str]
    since: date | None
    until: date | None
    over: bool


class UnitList(Shape):
    """All units that were asked for: a tree is not leafed through."""

    results: list[UnitShape]


class NamedUnit(Shape):
    """A unit by its names."""

    id: int
    name: str
    short: str


class Alike(Shape):
    """A unit that is written alike."""

    unit: NamedUnit
    written: str
    likeness: float


class Meaning(Shape):
    """What a name means on a day; ``suggestions`` stand where it means nothing."""

    written: str
    outcome: Outcome
    units: list[NamedUnit]
    suggestions: list[Alike]


class Meanings(Shape):
    """What each name means, in the order in which they were asked."""

    on: date
    results: list[Meaning]


def me(actor: Actor, caller: Caller, names: dict[int, str]) -> Me:
    """The caller."""
    account = caller.account
    posts = [
        Post(role=standing.role, unit=Reference(id=standing.unit, name=names[standing.unit]))
        for standing in actor.standings
    ]
    return Me(
        id=account.pk,
        username=account.username,
        name=account.name,
        by="token" if caller.token else "session",
        token=_token(caller.token) if caller.token else None,
        posts=posts,
        rights=sorted(actor.rights),
    )


def unit(row: UnitRow) -> UnitShape:
    """A row of the tree."""
    found = row.unit
    return UnitShape(
        id=found.pk,
        parent=found.parent_id,
        depth=row.depth,
        name=found.name,
        short=found.short,
        code=found.code,
        level=found.level,
        aliases=list(row.aliases),
        since=found.since,
        until=found.until,
        over=row.over,
    )


def meaning(found: Resolution) -> Meaning:
    """A name."""
    alike = [
        Alike(unit=_named(one.unit), written=one.written, likeness=one.likeness) for one in found.suggestions
    ]
    return Meaning(
        written=found.written,
        outcome=found.outcome,
        units=[_named(one) for one in found.units],
        suggestions=alike,
    )


def _token(token: Token) -> TokenShape:
    return TokenShape(name=token.name, read_only=token.read_only, expires_on=token.expires_on)


def _named(found: Named) -> NamedUnit:
    return NamedUnit(id=found.id, name=found.name, short=found.short)
