"""Aliases of units, and collective names with members that come and go on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.actions.naming import claim, clean
from duban.server.people.actions.units import lock_tree
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, Collective, CollectiveMember, Unit

if TYPE_CHECKING:
    from datetime import date

    from duban.server.people.access import Actor


def add_alias(actor: Actor, unit: Unit, written: str) -> Alias:
    """Another way of writing the unit, from now on and for every document; the same one again is no change."""
    with one_act(actor) as happened:
        lock_tree()
        written = clean(written, field="alias")
        kept = Alias.objects.filter(unit=unit, written=written).first()
        if kept:
            return kept
        if written in (unit.name, unit.short):
            raise RefusedError(
                "own name", _("“%(written)s”就是它的名称") % {"written": written}, field="alias"
            )
        claim(written, field="alias", unit=unit)
        alias = Alias.objects.create(unit=unit, written=written)
        happened.append(Happening(events.ALIAS_ADDED, str(unit.pk), {}, {"alias": written}))
    return alias


def remove_alias(actor: Actor, alias: Alias) -> None:
    """The writing means nothing any more; what was resolved by it stays as it was."""
    with one_act(actor) as happened:
        subject, written = str(alias.unit_id), alias.written
        if Alias.objects.filter(pk=alias.pk).delete()[0]:
            happened.append(Happening(events.ALIAS_REMOVED, subject, {"alias": written}))


def create_collective(actor: Actor, written: str) -> Collective:
    """A name for several units; without members it expands to nobody."""
    with one_act(actor) as happened:
        lock_tree()
        written = clean(written, field="written")
        claim(written, field="written")
        collective = Collective.objects.create(written=written)
        happened.append(Happening(events.COLLECTIVE_CREATED, str(collective.pk), {}, {"written": written}))
    return collective


def remove_collective(actor: Actor, collective: Collective) -> None:
    """The name, with the list of its members over time; for one that was made by mistake."""
    with one_act(actor) as happened:
        members = [
            [member.unit.name, _day(member.since), _day(member.until)]
            for member in collective.members.select_related("unit").order_by("id")
        ]
        before = {"written": collective.written, "members": members}
        subject = str(collective.pk)
        collective.members.all().delete()
        if Collective.objects.filter(pk=collective.pk).delete()[0]:
            happened.append(Happening(events.COLLECTIVE_REMOVED, subject, before))


def add_member(
    actor: Actor,
    collective: Collective,
    unit: Unit,
    *,
    since: date | None = None,
    until: date | None = None,
) -> CollectiveMember:
    """The unit belongs to the name from a day until a day; refused where it already does on some of these days."""
    with one_act(actor) as happened:
        lock_tree()
        if since and until and until < since:
            raise RefusedError("life", _("截止日期早于起始日期"), field="until")
        others = CollectiveMember.objects.filter(collective=collective, unit=unit)
        if since:
            others = others.filter(Q(until=None) | Q(until__gte=since))
        if until:
            others = others.filter(Q(since=None) | Q(since__lte=until))
        if others.exists():
            raise RefusedError(
                "member already",
                _("“%(unit)s”在这段时间已列入“%(written)s”")
                % {"unit": unit.name, "written": collective.written},
                field="unit",
            )
        member = CollectiveMember.objects.create(collective=collective, unit=unit, since=since, until=until)
        after = {"unit": unit.name, "since": _day(since), "until": _day(until)}
        happened.append(Happening(events.MEMBER_ADDED, str(collective.pk), {}, after))
    return member


def end_member(actor: Actor, member: CollectiveMember, until: date) -> CollectiveMember:
    """The unit's last day under the name."""
    with one_act(actor) as happened:
        lock_tree()
        member = CollectiveMember.objects.select_related("unit").get(pk=member.pk)
        if member.since and until < member.since:
            raise RefusedError("life", _("截止日期早于起始日期"), field="until")
        before, member.until = member.until, until
        member.save(update_fields=["until"])
        happened.append(
            Happening(
                events.MEMBER_ENDED,
                str(member.collective_id),
                {"until": _day(before)},
                {"unit": member.unit.name, "until": _day(until)},
            )
        )
    return member


def remove_member(actor: Actor, member: CollectiveMember) -> None:
    """Take a membership back as if it had never been; for one that was entered by mistake."""
    with one_act(actor) as happened:
        before = {"unit": member.unit.name, "since": _day(member.since), "until": _day(member.until)}
        if CollectiveMember.objects.filter(pk=member.pk).delete()[0]:
            happened.append(Happening(events.MEMBER_REMOVED, str(member.collective_id), before))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
