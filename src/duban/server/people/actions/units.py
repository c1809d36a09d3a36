"""The tree of units: made, renamed, moved, ended. Paths are kept right for the whole subtree in the same transaction.

Whoever changes the tree locks its roots first, so that two moves at once cannot hang two branches under each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.actions.naming import claim, clean
from duban.server.people.actions.posts import held, keep_an_administrator
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, CollectiveMember, Level, Post, Role, Unit

if TYPE_CHECKING:
    from datetime import date

    from duban.server.people.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFields:
    """What an administrator says about a unit, apart from its name, its place in the tree and its end."""

    level: str
    short: str = ""
    code: str = ""
    position: int = 0
    since: date | None = None


def create_unit(actor: Actor, name: str, fields: UnitFields, *, parent: Unit | None = None) -> Unit:
    """A new unit under ``parent``; without one it is the top of a tree."""
    with one_act(actor) as happened:
        lock_tree()
        name, fields = clean(name, field="name"), _checked(fields)
        claim(name, field="name")
        if fields.short != name:
            claim(fields.short, field="short")
        _free_code(fields.code)
        if parent is not None:
            parent = Unit.objects.get(pk=parent.pk)  # its path as it is under the lock
            _alive(parent)
        unit = Unit.objects.create(name=name, parent=parent, path="/", **_columns(fields))
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        after = {"name": name, "parent": parent.name if parent else None, **_plain(fields)}
        happened.append(Happening(events.UNIT_CREATED, str(unit.pk), {}, after))
    return unit


def rename_unit(actor: Actor, unit: Unit, name: str, *, keep_old: bool = True) -> Unit:
    """Another name from now on; the old one stays as an alias, so that old documents are still understood."""
    with one_act(actor) as happened:
        lock_tree()
        unit = Unit.objects.get(pk=unit.pk)
        name, old = clean(name, field="name"), unit.name
        if name == old:
            return unit
        if name != unit.short:
            claim(name, field="name", unit=unit)
        Alias.objects.filter(unit=unit, written=name).delete()
        unit.name = name
        unit.save(update_fields=["name"])
        if keep_old and old != unit.short:
            Alias.objects.create(unit=unit, written=old)
        happened.append(
            Happening(events.UNIT_RENAMED, str(unit.pk), {"name": old}, {"name": name, "kept": keep_old})
        )
    return unit


def change_unit(actor: Actor, unit: Unit, fields: UnitFields) -> Unit:
    """Other details; only what differs is recorded, and nothing where nothing differs."""
    with one_act(actor) as happened:
        lock_tree()
        unit = Unit.objects.get(pk=unit.pk)
        fields = _checked(fields)
        before, after = _plain(fields_of(unit)), _plain(fields)
        changed = [key for key in after if before[key] != after[key]]
        if not changed:
            return unit
        if "short" in changed and fields.short != unit.name:
            claim(fields.short, field="short", unit=unit)
            Alias.objects.filter(unit=unit, written=fields.short).delete()
        if "code" in changed:
            _free_code(fields.code)
        if fields.since and unit.until and fields.since > unit.until:
            raise RefusedError("life", _("撤销日期早于设立日期"), field="since")
        for column, value in _columns(fields).items():
            setattr(unit, column, value)
        unit.save()
        happened.append(
            Happening(
                events.UNIT_CHANGED,
                str(unit.pk),
                {key: before[key] for key in changed},
                {key: after[key] for key in changed},
            )
        )
    return unit


def move_unit(actor: Actor, unit: Unit, parent: Unit | None) -> Unit:
    """Hang a unit, with everything under it, below another one; refused below itself."""
    with one_act(actor) as happened:
        lock_tree()
        unit = Unit.objects.select_related("parent").get(pk=unit.pk)
        parent = Unit.objects.get(pk=parent.pk) if parent else None
        if unit.parent_id == (parent.pk if parent else None):
            return unit
        if parent is not None:
            _alive(parent)
            if parent.path.startswith(unit.path):
                raise RefusedError(
                    "under itself",
                    _("不能把“%(unit)s”调整到它自己的下级“%(parent)s”之下")
                    % {"unit": unit.name, "parent": parent.name},
                    field="parent",
                )
        old_parent, old = unit.parent, unit.path
        new = f"{parent.path if parent else '/'}{unit.pk}/"
        Unit.objects.filter(path__startswith=old).update(
            path=Concat(Value(new), Substr("path", len(old) + 1))
        )
        Unit.objects.filter(pk=unit.pk).update(parent=parent)
        unit.refresh_from_db()
        happened.append(
            Happening(
                events.UNIT_MOVED,
                str(unit.pk),
                {"parent": old_parent.name if old_parent else None},
                {"parent": parent.name if parent else None},
            )
        )
    return unit


def end_unit(actor: Actor, unit: Unit, until: date) -> Unit:
    """The unit's last day; its posts and memberships end with it. Refused while units under it go on."""
    with one_act(actor) as happened:
        lock_tree()
        unit = Unit.objects.get(pk=unit.pk)
        if unit.until == until:
            return unit
        if unit.since and until < unit.since:
            raise RefusedError("life", _("撤销日期早于设立日期"), field="until")
        going_on = Unit.objects.filter(Q(until=None) | Q(until__gt=until), parent=unit)
        names = list(going_on.values_list("name", flat=True)[:5])
        if names:
            raise RefusedError(
                "has units", _("下级机构尚未撤销：%(names)s") % {"names": "、".join(names)}, field="until"
            )
        before, unit.until = unit.until, until
        unit.save(update_fields=["until"])
        posts = _end_posts(unit, until)
        CollectiveMember.objects.filter(Q(since=None) | Q(since__lte=until), unit=unit).filter(
            Q(until=None) | Q(until__gt=until)
        ).update(until=until)
        happened.append(
            Happening(
                events.UNIT_ENDED,
                str(unit.pk),
                {"until": _day(before)},
                {"until": _day(until), "posts": len(posts)},
            )
        )
        happened.extend(posts)
    return unit


def revive_unit(actor: Actor, unit: Unit) -> Unit:
    """Take an end back; posts and memberships that ended with it stay ended."""
    with one_act(actor) as happened:
        lock_tree()
        unit = Unit.objects.select_related("parent").get(pk=unit.pk)
        if unit.until is None:
            return unit
        if unit.parent is not None:
            _alive(unit.parent)
        before, unit.until = unit.until, None
        unit.save(update_fields=["until"])
        happened.append(
            Happening(events.UNIT_REVIVED, str(unit.pk), {"until": _day(before)}, {"until": None})
        )
    return unit


def _end_posts(unit: Unit, until: date) -> list[Happening]:
    """Whoever is something in a unit that ends is so until its last day; refused where somebody is to begin later."""
    posts = list(Post.objects.filter(Q(until=None) | Q(until__gt=until), unit=unit).select_related("account"))
    later = [post.account.name for post in posts if post.since > until]
    if later:
        raise RefusedError(
            "has posts", _("在此之后还有任职：%(names)s") % {"names": "、".join(later)}, field="until"
        )
    happened = []
    for post in posts:
        if post.role == Role.ADMINISTRATOR:
            keep_an_administrator(until + timedelta(days=1), without_post=post)
        before, post.until = post.until, until
        post.save(update_fields=["until"])
        after = {**held(post, unit.name), "until": until.isoformat()}
        happened.append(Happening(events.POST_ENDED, str(post.account_id), {"until": _day(before)}, after))
    return happened


def fields_of(unit: Unit) -> UnitFields:
    """What is said about a unit now."""
    return UnitFields(
        level=unit.level, short=unit.short, code=unit.code, position=unit.position, since=unit.since
    )


def lock_tree() -> None:
    """Wait for whoever else is changing the tree. SQLite's writers wait at the start of their transaction anyway."""
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk").values_list("pk"))


def _alive(parent: Unit) -> None:
    if parent.until is not None:
        raise RefusedError(
            "parent ended", _("上级机构“%(name)s”已撤销") % {"name": parent.name}, field="parent"
        )


def _free_code(code: str) -> None:
    taken = Unit.objects.filter(code=code).first() if code else None
    if taken is not None:
        raise RefusedError(
            "code taken",
            _("编码“%(code)s”已由“%(name)s”使用") % {"code": code, "name": taken.name},
            field="code",
        )


def _checked(fields: UnitFields) -> UnitFields:
    if fields.level not in Level.values:
        raise RefusedError("level", _("没有“%(level)s”这一层级") % {"level": fields.level}, field="level")
    if len(fields.code) > 32:
        raise RefusedError("code long", _("编码不超过32个字符"), field="code")
    short = clean(fields.short, field="short", maximum=64) if fields.short.strip() else ""
    return UnitFields(
        level=fields.level,
        short=short,
        code=fields.code.strip(),
        position=fields.position,
        since=fields.since,
    )


def _columns(fields: UnitFields) -> dict[str, Any]:
    return {
        "level": fields.level,
        "short": fields.short,
        "code": fields.code,
        "position": fields.position,
        "since": fields.since,
    }


def _plain(fields: UnitFields) -> dict[str, Any]:
    return {**_columns(fields), "since": _day(fields.since)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
