"""Coming in and going out, written into the log as the login library tells of it. Nothing is counted for anybody.

A name that nobody has is not written down: people type their password into the wrong field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import signals as auth_signals
from django.utils import timezone

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.access import Actor
from duban.server.people.actions.accounts import password_was_changed
from duban.server.people.actions.sessions import purge_and_keep_newest
from duban.server.people.acts import one_act
from duban.server.people.models import Account

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Where a session keeps when it began (seconds), and that its account has a second factor.
BEGAN, FACTOR = "began", "factor"
#: The login page, as the log writes who noticed a failure.
DOOR = Actor(None, "登录", ())
UNKNOWN = "unknown"


def listen() -> None:
    """Connect everything here; once, when the program starts."""
    account_signals.user_logged_in.connect(_came_in)
    auth_signals.user_logged_out.connect(_went_out)
    auth_signals.user_login_failed.connect(_failed)
    user_locked_out.connect(_locked)
    account_signals.password_changed.connect(_password_changed)
    account_signals.password_set.connect(_password_changed)
    mfa_signals.authentication_failed.connect(_code_failed)
    mfa_signals.authenticator_removed.connect(_factor_removed)


def _came_in(request: HttpRequest, user: Account, **_more: Any) -> None:
    request.session[BEGAN] = timezone.now().timestamp()
    with one_act(_oneself(user)) as happened:
        purge_and_keep_newest(user, settings.SESSIONS_EACH, current=request.session.session_key or "")
        happened.append(Happening(events.LOGIN, str(user.pk), {}, _where(request)))


def _went_out(request: HttpRequest, user: Account | None, **_more: Any) -> None:
    if user is not None:
        _note(_oneself(user), Happening(events.LOGOUT, str(user.pk), {}, _where(request)))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    refused_unheard = getattr(request, "axes_locked_out", False) and request.axes_failures_since_start is None  # type: ignore[union-attr]
    if not refused_unheard:  # locked already: the password was not even looked at
        subject = _subject(credentials.get("username"))
        _note(DOOR, Happening(events.LOGIN_FAILED, subject, {}, {**_where(request), "step": "password"}))


def _locked(request: HttpRequest, username: str | None, **_more: Any) -> None:
    if request.axes_failures_since_start is not None:  # type: ignore[attr-defined] # axes says so at the first time only
        _note(DOOR, Happening(events.LOCKED, _subject(username), {}, _where(request)))


def _code_failed(request: HttpRequest, user: Account, **_more: Any) -> None:
    _note(DOOR, Happening(events.LOGIN_FAILED, str(user.pk), {}, {**_where(request), "step": "code"}))


def _password_changed(user: Account, **_more: Any) -> None:
    password_was_changed(_oneself(user), user)


def enrolled(request: HttpRequest, user: Account) -> None:
    """The library tells of a new second factor after its transaction; the view calls this inside of it."""
    _note(_oneself(user), Happening(events.SECOND_FACTOR_ADDED, str(user.pk), {}, _where(request)))


def _factor_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(FACTOR, None)
        _note(_oneself(user), Happening(events.SECOND_FACTOR_REMOVED, str(user.pk), {}, _where(request)))


def _note(actor: Actor, happening: Happening) -> None:
    with one_act(actor) as happened:
        happened.append(happening)


def _oneself(user: Account) -> Actor:
    return Actor(user.pk, str(user), ())


def _subject(username: str | None) -> str:
    known = Account.objects.filter(username__iexact=username.strip()).first() if username else None
    return str(known.pk) if known else UNKNOWN


def _where(request: HttpRequest | None) -> dict[str, str]:
    return {"address": request.META.get("REMOTE_ADDR", "") if request else ""}
