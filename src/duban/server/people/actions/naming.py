"""One way of writing means one unit or one collective: every name, short name and alias is claimed here."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, Collective, Unit

MAXIMUM = 128
#: What parts names in a cell of a workbook.
SEPARATORS = str.maketrans("", "", ";；")


def clean(written: str, *, field: str, maximum: int = MAXIMUM) -> str:
    """The writing without blanks and control characters around and inside it; refused when empty or too long."""
    kept = " ".join("".join(" " if not char.isprintable() else char for char in written).split())
    if not kept:
        raise RefusedError("empty", _("名称不能为空"), field=field)
    if kept.translate(SEPARATORS) != kept:
        raise RefusedError("separator", _("名称里不能有分号"), field=field)
    if len(kept) > maximum:
        raise RefusedError("long", _("名称不超过%(maximum)s个字符") % {"maximum": maximum}, field=field)
    return kept


def claim(written: str, *, field: str, unit: Unit | None = None) -> None:
    """Refuse a writing that means something else already; what ``unit`` itself goes by is no obstacle."""
    if not written:
        return
    holder = _holder(written, unit)
    if holder:
        raise RefusedError(
            "name taken",
            _("“%(written)s”已指“%(holder)s”") % {"written": written, "holder": holder},
            field=field,
        )


def _holder(written: str, unit: Unit | None) -> str:
    own = unit.pk if unit else 0
    units = Unit.objects.filter(Q(name=written) | Q(short=written)).exclude(pk=own).values_list("name")
    aliases = Alias.objects.filter(written=written).exclude(unit=own).values_list("unit__name")
    collectives = Collective.objects.filter(written=written).values_list("written")
    holders = list(units.order_by().union(aliases.order_by(), collectives.order_by()))
    return str(holders[0][0]) if holders else ""
