"""What a start does with the second factors: all are sealed with the key of today, however they were kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction

from duban.server.people.access import Actor
from duban.server.people.actions.guarding import reset_second_factor
from duban.server.people.models import Account
from duban.server.people.sealing import UnreadableError, is_current, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A start with a new key, as the log writes who took away what nobody can read any more.
STARTER = Actor(None, "更换密钥", ())
#: Where the login library keeps what must not be read: the secret of a device, the seed of recovery codes.
SECRETS = ("secret", "seed")


def unreadable() -> list[int]:
    """The accounts whose second factor was sealed with a key that the office does not have."""
    return sorted({row.user_id for row in Authenticator.objects.all() if not _is_readable(row)})


def reseal() -> int:
    """Seal with the key of today whatever can be read and is not; how many. Looks without waiting for writers."""
    stale = [row.pk for row in Authenticator.objects.all() if _is_readable(row) and not _is_current(row)]
    if not stale:
        return 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().filter(pk__in=stale).order_by("pk"):
            row.data = row.data | {key: seal(unseal(kept)) for key, kept in _kept(row)}
            row.save(update_fields=["data"])
    return len(stale)


def forget_unreadable() -> int:
    """Take away what nobody can read: these accounts log in by password and enrol again. How many accounts."""
    accounts = Account.objects.filter(pk__in=unreadable()).order_by("pk")
    return sum(reset_second_factor(STARTER, account) > 0 for account in accounts)


def _kept(row: Authenticator) -> Iterator[tuple[str, str]]:
    yield from ((key, row.data[key]) for key in SECRETS if key in row.data)


def _is_current(row: Authenticator) -> bool:
    return all(is_current(kept) for _, kept in _kept(row))


def _is_readable(row: Authenticator) -> bool:
    try:
        for _, kept in _kept(row):
            unseal(kept)
    except UnreadableError:
        return False
    return True
