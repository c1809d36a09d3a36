"""What happens to each request before a page sees it: who is asking, in which language, and what must be done first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from duban.server.people.access import NOBODY, Actor, actor_of
from duban.server.people.arrivals import BEGAN, FACTOR
from duban.server.people.models import Account
from duban.server.people.queries import has_second_factor, is_set_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

SET_UP = "set_up"
CHANGE_PASSWORD = "account_change_password"  # noqa: S105 - the name of an address
ENROL = "mfa_activate_totp"

#: What is open to everybody at any time.
OPEN = frozenset(
    {"alive", "ready", "set_language", "letters", "help", "account_login", "account_logout", SET_UP}
)
#: What somebody may do before a second factor is there: everything that leads to one.
ENROLLING = frozenset({ENROL, CHANGE_PASSWORD, "account_reauthenticate"})
API = "/api/"


class ActorMiddleware:
    """``request.actor``: who is asking, with the posts that hold today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor and go on."""
        request.actor = SimpleLazyObject(lambda: find(request))  # type: ignore[attr-defined] # Django's way of adding
        return self.get_response(request)


def find(request: HttpRequest) -> Actor:
    """The actor of this session; nobody where nobody is logged in."""
    account = request.user
    return actor_of(account, timezone.localdate()) if isinstance(account, Account) else NOBODY


class LanguageMiddleware:
    """The language this browser was told, else the account's, else the office's; a browser's own is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Switch and go on."""
        told = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        wishes = (told, getattr(request.user, "language", ""), settings.LANGUAGE_CODE)
        language = next(wish for wish in wishes if wish in dict(settings.LANGUAGES))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # The API may have answered in another one, as its caller asked.
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response


class GateMiddleware:
    """What comes before everything else, in this order.

    Without any account: set the office up. After a working day: log in again. With a temporary password: change it.
    In a role for which the office wants it: enrol a second factor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the gate stands where the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],  # noqa: ARG002 - Django passes it
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponse | None:
        """Where this request has to go first; None where nowhere."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not isinstance(request.user, Account):
            set_up_first = name not in OPEN - {"account_login"} and not request.path.startswith(API)
            return redirect(SET_UP) if set_up_first and not is_set_up() else None
        if name in OPEN:
            return None
        if _is_over(request):
            logout(request)
            return _elsewhere(request, settings.LOGIN_URL)
        if request.user.must_change_password:
            return None if name == CHANGE_PASSWORD else _elsewhere(request, CHANGE_PASSWORD)
        if name not in ENROLLING and _needs_factor(request, request.user):
            return _elsewhere(request, ENROL)
        return None


def _is_over(request: HttpRequest) -> bool:
    began = request.session.get(BEGAN)
    return began is not None and timezone.now().timestamp() - began > settings.SESSION_COOKIE_AGE


def _needs_factor(request: HttpRequest, account: Account) -> bool:
    wanted = settings.REQUIRE_SECOND_FACTOR
    if not wanted or request.session.get(FACTOR):
        return False
    if not any(standing.role in wanted for standing in request.actor.standings):  # type: ignore[attr-defined] # above
        return False
    if has_second_factor(account):
        request.session[FACTOR] = True
        return False
    return True


def _elsewhere(request: HttpRequest, name: str) -> HttpResponse:
    """To a page; a program that calls the API with a session is told why not."""
    if request.path.startswith(API):
        message = _("请先在网页上登录，改掉临时密码并启用动态口令")
        error = {"code": "log_in_first", "message": message, "fields": [], "refusals": []}
        return JsonResponse({"error": error}, status=403)
    if request.headers.get("HX-Request"):  # a fragment would be put into the page; the whole page has to go
        return HttpResponse(headers={"HX-Redirect": reverse(name)})
    return redirect(name)
