"""Nil returns (零报告): nothing happened in the period, and that is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from duban.server.audit.actions import Happening, record
from duban.server.ledger import events
from duban.server.ledger.access import own_units
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.actions.refusals import NO_SUCH_DUTY
from duban.server.ledger.models import Duty

if TYPE_CHECKING:
    from datetime import date, datetime

    from duban.server.people.access import Actor


def file_nil(actor: Actor, duty_id: int, *, today: date, at: datetime) -> Duty:
    """File a nil return for a duty of an own unit; one that was filed already is refused, whoever filed it."""
    with transaction.atomic():
        duty = (
            Duty.objects.select_for_update(no_key=True)
            .filter(pk=duty_id, unit__in=own_units(actor), start__lte=today, filed_at=None)
            .first()
        )
        if duty is None:
            raise RefusedError((NO_SUCH_DUTY,))
        duty.filed_at, duty.nil, duty.late = at, True, today > duty.grace_until
        duty.save(update_fields=["filed_at", "nil", "late"])
        after = {"duty": duty.pk, "period": duty.period, "unit": duty.unit_id, "late": duty.late}
        record(actor.who, Happening(events.NIL_FILED, str(duty.item_id), {}, after), at=at)
    return duty
