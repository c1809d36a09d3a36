"""Sessions: ended by their holder, by the security officer, or because a newer one took their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.acts import one_act

if TYPE_CHECKING:
    from datetime import datetime

    from duban.server.people.access import Actor
    from duban.server.people.models import Account


def end_all_sessions(account: Account, *, but: str = "") -> int:
    """How many sessions of the account ended, all of them or all but one; the caller records why."""
    sessions = list(UserSession.objects.filter(user=account).exclude(session_key=but))
    for session in sessions:
        session.end()
    return len(sessions)


def end_session(actor: Actor, session: UserSession) -> None:
    """Whoever uses this session has to log in again."""
    with one_act(actor) as happened:
        account, address = session.user_id, session.ip
        session.end()
        happened.append(Happening(events.SESSION_ENDED, str(account), {}, {"address": address}))


def purge_and_keep_newest(account: Account, most: int, *, current: str) -> int:
    """Forget sessions that ran out and end the oldest so that ``most`` remain, the current one among them."""
    UserSession.objects.purge_and_list(account)
    others = UserSession.objects.filter(user=account).exclude(session_key=current)
    over = list(others.order_by("-created_at", "-id")[max(most - 1, 0) :])
    for session in over:
        session.end()
    return len(over)


def forget_expired(now: datetime) -> int:
    """How many sessions had run out before ``now`` and are gone, with what was noted of them.

    No event: nobody did anything, and the log says when the holder came in.
    """
    over = Session.objects.filter(expire_date__lt=now)
    noted = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    # Mostly there are none, and looking waits for nobody who writes.
    forgotten = over.delete()[0] if over.exists() else 0
    if noted.exists():
        noted.delete()
    return forgotten
