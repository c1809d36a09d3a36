"""The door to tokens: whose is this secret, and which tokens may somebody see and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from duban.server.api.actions import digest_of
from duban.server.api.models import Token
from duban.server.people.access import Actor, Right, actor_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def visible_tokens(actor: Actor) -> QuerySet[Token]:
    """One's own; everybody's for the security officer."""
    tokens = Token.objects.select_related("account").order_by("ended_at", "-id")
    return tokens if actor.has(Right.MANAGE_SECURITY) else tokens.filter(account=actor.account)


def token_for(actor: Actor, token_id: int) -> Token:
    """The token; Http404 where it does not exist for this actor."""
    try:
        return visible_tokens(actor).get(pk=token_id)
    except Token.DoesNotExist:
        raise Http404 from None


def token_of(secret: str, today: date) -> Token | None:
    """The token of a secret, if it lets anybody in today: not ended, not expired, its account open."""
    found = Token.objects.select_related("account").filter(
        digest=digest_of(secret), ended_at=None, expires_on__gte=today, account__is_active=True
    )
    return found.first()


def actor_by(token: Token, today: date) -> Actor:
    """The token's account with those of its posts whose role the token was given.

    Told anew at each request: a post that ended yesterday lets nobody do anything today.
    """
    whole = actor_of(token.account, today)
    standings = tuple(standing for standing in whole.standings if standing.role in token.roles)
    return Actor(whole.account, whole.name, standings)
