"""What the security officer does: unlock a name, take away a second factor that its holder has lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.actions.sessions import end_all_sessions
from duban.server.people.acts import one_act
from duban.server.people.models import Account

if TYPE_CHECKING:
    from duban.server.people.access import Actor


def unlock(actor: Actor, username: str) -> int:
    """Let the name in again from everywhere; how many tries were forgotten. Nothing is recorded where none were."""
    with one_act(actor) as happened:
        forgotten = int(AxesProxyHandler.reset_attempts(username=username.strip().casefold()))
        if forgotten:
            account = Account.objects.filter(username__iexact=username.strip()).first()
            happened.append(Happening(events.UNLOCKED, str(account.pk) if account else "unknown"))
    return forgotten


def reset_second_factor(actor: Actor, account: Account) -> int:
    """The holder logs in by password alone and enrols again; sessions end. How many devices and codes went."""
    with one_act(actor) as happened:
        removed = int(Authenticator.objects.filter(user=account).delete()[0])
        if removed:
            ended = end_all_sessions(account)
            happened.append(Happening(events.SECOND_FACTOR_RESET, str(account.pk), {}, {"sessions": ended}))
    return removed
