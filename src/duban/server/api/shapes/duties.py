"""Returns that units owe."""

from datetime import date, datetime

from duban.server.api.shapes.common import Reference, Shape, unit_named
from duban.server.ledger.models import Duty


class DutyShape(Shape):
    """A return that falls due in a period; ``filed_at`` is null while it is owed."""

    id: int
    item: int
    unit: Reference | None
    kind: str
    period: str
    start: date
    end: date
    due: date
    grace_until: date
    filed_at: datetime | None
    nil: bool
    late: bool


def duty(found: Duty) -> DutyShape:
    """A return."""
    plain = set(DutyShape.model_fields) - {"id", "item", "unit"}
    return DutyShape(
        id=found.pk,
        item=found.item_id,
        unit=unit_named(found.unit),
        **{name: getattr(found, name) for name in plain},
    )
