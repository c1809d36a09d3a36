"""Secrets at rest: what a second factor is made of is kept sealed with a key that is derived from the office's key.

So are the secrets that sign what a webhook is sent. Whoever reads the database, or a backup without its key, can make
no code and sign nothing. A value without the mark was kept before there was sealing; it is read as it is, and the next
start seals it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

#: A secret of the login library is base32 or hexadecimal and never begins like this.
MARK = "sealed:"


class UnreadableError(ValidationError):
    """Sealed with a key that this office does not have; a form shows it to whoever typed a code."""


def seal(secret: str) -> str:
    """``secret`` as it is kept."""
    return MARK + _box(settings.SECRET_KEY).encrypt(secret.encode()).decode("ascii")


def unseal(kept: str) -> str:
    """The secret of what is kept, sealed with this key or an earlier one; raises :class:`UnreadableError`."""
    if not kept.startswith(MARK):
        return kept
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        found = _opened(kept, key)
        if found is not None:
            return found
    raise UnreadableError(_("服务器的密钥已更换，动态口令无法核对，请联系安全管理员"), code="key_changed")


def is_current(kept: str) -> bool:
    """Whether it is sealed, and with the key of today."""
    return kept.startswith(MARK) and _opened(kept, settings.SECRET_KEY) is not None


def _opened(kept: str, key: str) -> str | None:
    try:
        return _box(key).decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken:
        return None


def _box(key: str) -> Fernet:
    """A key of its own for this purpose: what is sealed says nothing about signatures, nor the other way round."""
    derived = salted_hmac("duban.people.sealing", "second factor", secret=key, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(derived))
