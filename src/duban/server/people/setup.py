"""The first start: no account exists, and whoever can read the server's output makes the first one.

The code proves that. It is made from the office's key, so that every process of the office has the same one without
keeping it anywhere, and it is worth nothing once there is an account.
"""

from __future__ import annotations

from base64 import b32encode
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from duban.server.audit.models import Chain
from duban.server.people.access import Actor
from duban.server.people.actions.accounts import create_account
from duban.server.people.actions.posts import give_post
from duban.server.people.actions.units import UnitFields, create_unit
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Account, Level, Role
from duban.server.people.queries import is_set_up

if TYPE_CHECKING:
    from datetime import date

#: Whoever sets the office up, as the log writes it.
BEGINNER = Actor(None, "初始设置", ())


def code() -> str:
    """The set-up code; nothing where the office is set up."""
    return "" if is_set_up() else _code()


def set_up(given: str, unit: str, username: str, name: str, *, password: str, today: date) -> Account:
    """The top unit and the first administrator, in an office without accounts; refused without the code."""
    if not compare_digest(_plain(given).encode(), _plain(_code()).encode()):
        raise RefusedError("code", _("初始设置码不对，请看服务器启动时的输出"), field="code")
    with one_act(BEGINNER):
        Chain.objects.select_for_update().get(
            id=1
        )  # of two who set up at once, the second one waits and is refused
        if is_set_up():
            raise RefusedError("set up", _("已经设置过了，请登录"))
        try:
            validate_password(password, Account(username=username, name=name))
        except ValidationError as error:
            raise RefusedError("password", " ".join(error.messages), field="password") from error
        try:
            top = create_unit(BEGINNER, unit, UnitFields(level=Level.DISTRICT))
        except RefusedError as refused:  # the form has two names
            raise RefusedError(refused.code, str(refused), field="unit") from refused
        account = create_account(BEGINNER, username, name)
        account.set_password(password)
        account.save(update_fields=["password"])
        give_post(BEGINNER, account, top, Role.ADMINISTRATOR, since=today)
    return account


def _code() -> str:
    made = b32encode(salted_hmac("duban.people.setup", "code", algorithm="sha256").digest()).decode()
    return f"{made[:4]}-{made[4:8]}-{made[8:12]}"


def _plain(given: str) -> str:
    return "".join(given.split()).replace("-", "").upper()
