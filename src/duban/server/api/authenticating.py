"""Who is calling: the holder of a token, or somebody who is logged in. ``request.actor`` is set by whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from duban.server.api.access import actor_by, token_of
from duban.server.api.errors import ApiError, not_logged_in
from duban.server.people.models import Account

if TYPE_CHECKING:
    from duban.server.api.models import Token
    from duban.server.people.access import Actor

SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and with which token; None is a session."""

    account: Account
    token: Token | None


class ApiRequest(HttpRequest):
    """For annotations: a request whose caller is known."""

    actor: Actor
    auth: Caller


class ByToken(HttpBearer):
    """``Authorization: Bearer duban_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The token's holder in the token's roles; a read-only token lets nobody write."""
        today = timezone.localdate()
        found = token_of(token.strip(), today)
        if found is None:
            raise not_logged_in()
        if found.account.must_change_password:
            raise ApiError(403, "log_in_first", _("令牌的主人须先登录并改掉临时密码"))
        if found.read_only and request.method not in SAFE:
            raise ApiError(403, "read_only_token", _("这个令牌只能读取"))
        request.actor = actor_by(found, today)  # type: ignore[attr-defined] # the middleware's, narrowed
        return Caller(found.account, found)


class BySession(APIKeyCookie):
    """The session of somebody who is logged in; writes prove by ``X-CSRFToken`` that a page of ours sent them."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        key = request.COOKIES.get(self.param_name)
        if key and request.method not in SAFE and check_csrf(request) is not None:
            message = _("缺少或不符的 X-CSRFToken；程序请用令牌")
            raise ApiError(403, "csrf", message)
        return key

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:  # noqa: ARG002 - ninja passes it
        """Whoever the middleware found."""
        user = request.user
        return Caller(user, None) if isinstance(user, Account) and user.is_active else None
