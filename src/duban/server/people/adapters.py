"""How accounts come to be: an administrator makes them. Nobody signs up by oneself, here or by single sign-on.

And how the secrets of their second factors are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from duban.server.people.models import Account
from duban.server.people.sealing import seal, unseal

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest


class OfficeAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sign-up is closed, and a new password is a new one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth passes it
        """Never."""
        return False

    def clean_password(self, password: str, user: Account | None = None) -> str:
        """The password rules of the settings, and not the password that is to be replaced."""
        password = str(super().clean_password(password, user=user))
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("新密码不能与原密码相同"))
        return password


class OfficeMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """What a second factor is made of is kept sealed."""

    def encrypt(self, text: str) -> str:
        """As it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it is used; raises UnreadableError, which a form shows."""
        return unseal(encrypted_text)


class OfficeSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The identity provider's user must already have an account of the same user name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Never: somebody who has no account here is told to ask the administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """On the first login, tie the provider's user to the account of the same name; later its id alone counts."""
        if sociallogin.state.get("process", "login") != "login":
            raise PermissionDenied  # a login is not for tying further identities to the account that is logged in
        username = (sociallogin.user.username or "").strip()
        if sociallogin.is_existing or not username:
            return
        account = Account.objects.filter(username__iexact=username).first()
        if account is not None:
            sociallogin.connect(request, account)
