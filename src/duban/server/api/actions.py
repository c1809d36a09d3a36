"""Tokens are made and ended, never changed. The secret is shown once; only its hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from duban.server.api import events
from duban.server.api.models import Token
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.people.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from duban.server.people.access import Actor
    from duban.server.people.models import Role

#: What a secret begins with, so that one that was left lying about is recognised for what it is.
PREFIX = "duban_"
#: A token lives so long at most; an office that forgot one is safe a year later.
LONGEST_LIFE = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFields:
    """What is chosen when a token is made."""

    name: str
    roles: tuple[Role, ...]
    read_only: bool
    expires_on: date | None


def make_token(actor: Actor, fields: TokenFields, *, today: date, at: datetime) -> tuple[Token, str]:
    """A token of the actor's own account and its secret; raises the people app's RefusedError naming the field."""
    account = account_of(actor)
    name, roles, expires_on = _name(fields.name), _roles(actor, fields.roles), _expiry(fields, today)
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            account_id=account,
            name=name,
            digest=digest_of(secret),
            roles=[role.value for role in roles],
            read_only=fields.read_only,
            made_at=at,
            expires_on=expires_on,
        )
        after = {
            "token": name,
            "number": token.pk,
            "roles": token.roles,
            "read_only": token.read_only,
            "until": expires_on.isoformat(),
        }
        record(actor.who, Happening(events.TOKEN_MADE, str(account), {}, after), at=at)
    return token, secret


def end_token(actor: Actor, token: Token, *, at: datetime) -> None:
    """Nothing is let in with it from this moment on; one that has ended already is left as it is."""
    with transaction.atomic():
        if not Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=at):
            return
        after = {"token": token.name, "number": token.pk}
        record(actor.who, Happening(events.TOKEN_ENDED, str(token.account_id), {}, after), at=at)


def digest_of(secret: str) -> str:
    """The hash that is kept; a secret has 256 random bits, so it needs neither salt nor slowness."""
    return sha256(secret.encode()).hexdigest()


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RefusedError("name", _("请写明令牌给哪个系统用"), field="name")
    if len(name) > 64:
        raise RefusedError("name", _("名称不超过64个字符"), field="name")
    return name


def _roles(actor: Actor, wanted: Iterable[Role]) -> list[Role]:
    held = {standing.role for standing in actor.standings}
    roles = list(dict.fromkeys(wanted))
    if not roles:
        raise RefusedError("roles", _("至少选一个角色"), field="roles")
    if not held.issuperset(roles):
        raise RefusedError("roles", _("令牌的角色不能超出本人现有的角色"), field="roles")
    return roles


def _expiry(fields: TokenFields, today: date) -> date:
    if fields.expires_on is None:
        raise RefusedError("expires_on", _("请填到期日"), field="expires_on")
    if not today <= fields.expires_on <= today + LONGEST_LIFE:
        raise RefusedError("expires_on", _("到期日须在今天之后，最长一年"), field="expires_on")
    return fields.expires_on
