"""Hears of moves as soon as they are committed. What is missed (a process that died) the next round makes up for."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils import timezone

from duban.server.ledger.signals import moved
from duban.server.notices.actions import tell_of_moves


@receiver(moved, dispatch_uid="notices.moves")
def hear(**_: object) -> None:
    """Tell whoever is to know."""
    now = timezone.now()
    tell_of_moves(timezone.localdate(now), now)
