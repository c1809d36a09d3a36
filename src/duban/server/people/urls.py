"""The login library's addresses that this office wants, and no others.

Signing up, addresses of mail, resetting by mail, login by mailed codes and connecting other logins are not there: an
administrator makes accounts and hands out temporary passwords. What changes an account is one transaction with its
event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.db.transaction import atomic
from django.http import Http404
from django.urls import path
from django.views.generic import RedirectView

from duban.server.people.arrivals import enrolled
from duban.server.people.models import Account
from duban.server.people.queries import has_second_factor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def absent(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """An address that the library names and this office does not have."""
    raise Http404


@atomic
def enrol(request: HttpRequest) -> HttpResponse:
    """The library's view, and the event of what it did."""
    account = request.user if isinstance(request.user, Account) else None
    had = account is not None and has_second_factor(account)
    response: HttpResponse = totp.activate_totp(request)
    if account is not None and not had and has_second_factor(account):
        enrolled(request, account)
    return response


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", atomic(account.password_change), name="account_change_password"),
    path("password/set/", absent, name="account_set_password"),
    path("2fa/", RedirectView.as_view(pattern_name="own_settings"), name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", enrol, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", atomic(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        atomic(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
