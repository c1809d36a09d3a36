"""Accounts: made by an administrator, closed and never removed. A password set here lasts until the first login."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.actions.naming import clean
from duban.server.people.actions.posts import keep_an_administrator
from duban.server.people.actions.sessions import end_all_sessions
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Account

if TYPE_CHECKING:
    from datetime import date

    from duban.server.people.access import Actor

#: No 0 and O, no 1 and l: a temporary password is read out over the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def temporary_password() -> str:
    """Twelve letters and digits in three groups: 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))


def create_account(actor: Actor, username: str, name: str, *, email: str = "", password: str = "") -> Account:
    """A new account without any post; the password must be changed at the first login.

    Without ``password`` nobody can log in by one until it is reset: the caller makes one to hand over, or none.
    """
    with one_act(actor) as happened:
        username = _free_username(username)
        name = clean(name, field="name", maximum=64)
        account = Account(
            username=username, name=name, email=_checked_email(email), must_change_password=bool(password)
        )
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save()
        after = {"username": username, "name": name, "email": account.email}
        happened.append(Happening(events.ACCOUNT_CREATED, str(account.pk), {}, after))
    return account


def change_account(actor: Actor, account: Account, *, name: str, email: str) -> Account:
    """Another name or address."""
    with one_act(actor) as happened:
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        new = {"name": clean(name, field="name", maximum=64), "email": _checked_email(email)}
        before = {key: getattr(account, key) for key in new if getattr(account, key) != new[key]}
        if before:
            account.name, account.email = new["name"], new["email"]
            account.save(update_fields=["name", "email"])
            after = {key: new[key] for key in before}
            happened.append(Happening(events.ACCOUNT_CHANGED, str(account.pk), before, after))
    return account


def close_account(actor: Actor, account: Account, today: date) -> Account:
    """Nobody logs in with it from this moment on; its posts stay as they were. Refused for oneself."""
    with one_act(actor) as happened:
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if account.pk == actor.account:
            raise RefusedError("oneself", _("不能停用自己的账号"))
        if not account.is_active:
            return account
        keep_an_administrator(today, without=account)
        account.is_active = False
        account.save(update_fields=["is_active"])
        ended = end_all_sessions(account)
        happened.append(Happening(events.ACCOUNT_CLOSED, str(account.pk), {}, {"sessions": ended}))
    return account


def open_account(actor: Actor, account: Account) -> Account:
    """A closed account may log in again."""
    with one_act(actor) as happened:
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if not account.is_active:
            account.is_active = True
            account.save(update_fields=["is_active"])
            happened.append(Happening(events.ACCOUNT_OPENED, str(account.pk)))
    return account


def reset_password(actor: Actor, account: Account) -> str:
    """A new temporary password, to be handed over once and changed at the next login; every session ends."""
    with one_act(actor) as happened:
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        password = temporary_password()
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        ended = end_all_sessions(account)
        happened.append(Happening(events.PASSWORD_RESET, str(account.pk), {}, {"sessions": ended}))
    return password


def password_was_changed(actor: Actor, account: Account) -> None:
    """The holder chose a password: the temporary one is over."""
    with one_act(actor) as happened:
        account.must_change_password = False
        account.save(update_fields=["must_change_password"])
        happened.append(Happening(events.PASSWORD_CHANGED, str(account.pk)))


def change_preferences(
    actor: Actor, account: Account, *, language: str, large_text: bool, mail_digest: bool
) -> Account:
    """The holder's own choices about language, letters and mail."""
    with one_act(actor) as happened:
        new = {"language": language, "large_text": large_text, "mail_digest": mail_digest}
        before = {key: getattr(account, key) for key in new if getattr(account, key) != new[key]}
        if before:
            for key, value in new.items():
                setattr(account, key, value)
            account.save(update_fields=list(new))
            after = {key: new[key] for key in before}
            happened.append(Happening(events.PREFERENCES, str(account.pk), before, after))
    return account


def _free_username(username: str) -> str:
    username = Account.normalize_username(username.strip())
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise RefusedError("username", _("用户名只能用文字、数字和 @ . + - _"), field="username") from error
    if len(username) > 150:
        raise RefusedError("username long", _("用户名不超过150个字符"), field="username")
    if Account.objects.filter(username__iexact=username).exists():
        raise RefusedError(
            "username taken", _("用户名“%(username)s”已有人使用") % {"username": username}, field="username"
        )
    return username


def _checked_email(email: str) -> str:
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise RefusedError(
                "email", _("“%(email)s”不是邮箱地址") % {"email": email}, field="email"
            ) from error
    return email
