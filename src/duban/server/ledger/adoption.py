"""Mechanisms in use: which the office has adopted, and the loop and the plans of a ledger as it was adopted.

A ledger keeps its own copy, so that neither a later version of the file nor other answers change what runs already.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import transaction

from duban.mechanisms import Adopted, adopt, load_all
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.ledger import events
from duban.server.ledger.models import Adoption
from duban.server.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from duban.governing.lifecycle import Lifecycle
    from duban.server.ledger.models import Ledger
    from duban.server.people.access import Actor


def take_into_use(actor: Actor, mechanism: str, answers: Mapping[str, object], *, at: datetime) -> Adopted:
    """Adopt a shipped mechanism for ledgers yet to be made.

    Raises KeyError for an id that is none, MechanismError with every answer that is missing or wrong.
    """
    actor.require(Right.MANAGE_MECHANISMS)
    adopted = adopt(load_all()[mechanism], answers)
    with transaction.atomic():
        Adoption.objects.create(mechanism=mechanism, adopted=kept(adopted), by_id=account_of(actor), at=at)
        name = adopted.mechanism.name
        after = {
            "zh": name.zh,
            "en": name.en,
            "given": kept(adopted)["given"],
            "fingerprint": adopted.fingerprint,
        }
        record(actor.who, Happening(events.ADOPTED, mechanism, {}, after), at=at)
    return adopted


def in_use(mechanism: str) -> Adopted | None:
    """The mechanism as the office adopted it last; None where it never did."""
    found = Adoption.objects.filter(mechanism=mechanism).first()
    return revived(found.adopted) if found else None


def kept(adopted: Adopted) -> dict[str, Any]:
    """An adopted mechanism as plain JSON values."""
    return dict(json.loads(adopted.model_dump_json(exclude_unset=True)))


def revived(stored: Mapping[str, Any]) -> Adopted:
    """What :func:`kept` kept; the fingerprint and the answers tell one from another, so each is built once."""
    return _revived(_Stored(stored))


def adopted_by(ledger: Ledger) -> Adopted:
    """The mechanism that runs this ledger."""
    return revived(ledger.adopted)


def lifecycle_of(ledger: Ledger) -> Lifecycle:
    """The loop of this ledger."""
    return adopted_by(ledger).lifecycle


class _Stored:
    """A stored adoption as a key of the cache, without hashing all of it."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.stored = stored
        self.key = (stored["fingerprint"], json.dumps(stored["given"], sort_keys=True))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stored) and self.key == other.key


@lru_cache(maxsize=256)
def _revived(stored: _Stored) -> Adopted:
    return Adopted.model_validate_json(json.dumps(stored.stored))
