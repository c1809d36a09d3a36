"""Posts: who is what in which unit, since when. Who runs the system, guards it and watches it are three persons."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from duban.server.audit.actions import Happening
from duban.server.people import events
from duban.server.people.access import KEPT_APART
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Account, Post, Role, Unit

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from duban.server.people.access import Actor


def give_post(
    actor: Actor, account: Account, unit: Unit, role: Role, *, since: date, until: date | None = None
) -> Post:
    """The account is ``role`` of the unit from a day until a day, both included.

    Refused where the person holds another of administrator, security and auditor on any of these days, or this very
    post already; where the unit has ended; and where it would end before it begins.
    """
    with one_act(actor) as happened:
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if until and until < since:
            raise RefusedError("life", _("卸任日期早于任职日期"), field="until")
        if unit.until and (until is None or until > unit.until):
            raise RefusedError("unit ended", _("“%(unit)s”已撤销") % {"unit": unit.name}, field="unit")
        meanwhile = _overlapping(account, since, until)
        if meanwhile.filter(unit=unit, role=role).exists():
            raise RefusedError(
                "post already",
                _("%(name)s在这段时间已是“%(unit)s”%(role)s")
                % {"name": account.name, "unit": unit.name, "role": role.label},
                field="role",
            )
        if role in KEPT_APART:
            other = meanwhile.filter(role__in=KEPT_APART - {role}).first()
            if other:
                raise RefusedError(
                    "kept apart",
                    _("%(name)s在这段时间是%(other)s，系统管理、安全管理和审计须由三人分任")
                    % {"name": account.name, "other": Role(other.role).label},
                    field="role",
                )
        post = Post.objects.create(account=account, unit=unit, role=role, since=since, until=until)
        after = {**held(post, unit.name), "since": since.isoformat(), "until": _day(until)}
        happened.append(Happening(events.POST_GIVEN, str(account.pk), {}, after))
    return post


def end_post(actor: Actor, post: Post, until: date, today: date) -> Post:
    """The post's last day: yesterday at the earliest, for one that is to end at once; what was done stays done."""
    with one_act(actor) as happened:
        Account.objects.select_for_update(no_key=True).get(pk=post.account_id)
        post = Post.objects.select_related("unit").get(pk=post.pk)
        if until < post.since:
            raise RefusedError("life", _("卸任日期早于任职日期"), field="until")
        if until < today - timedelta(days=1):
            raise RefusedError("past", _("卸任日期不能早于昨天"), field="until")
        if post.until is not None and post.until < today:
            raise RefusedError("over", _("这一职务已经卸任"), field="until")
        if post.role == Role.ADMINISTRATOR:
            keep_an_administrator(until + timedelta(days=1), without_post=post)
        before, post.until = post.until, until
        post.save(update_fields=["until"])
        after = {**held(post, post.unit.name), "until": until.isoformat()}
        happened.append(Happening(events.POST_ENDED, str(post.account_id), {"until": _day(before)}, after))
    return post


def keep_an_administrator(
    day: date, *, without: Account | None = None, without_post: Post | None = None
) -> None:
    """Refuse what would leave nobody who can manage units and accounts on ``day``."""
    on = Post.objects.filter(Q(until=None) | Q(until__gte=day), role=Role.ADMINISTRATOR, since__lte=day)
    held = on.filter(account__is_active=True)
    left = held.exclude(account=without) if without else held
    left = left.exclude(pk=without_post.pk) if without_post else left
    lost = held.count() - left.count()
    if lost and not left.exists():
        raise RefusedError("last administrator", _("这样就没有系统管理员了"))


def held(post: Post, unit: str) -> dict[str, str]:
    """Which post it is, as the log's sentences say it: the roles' names in the log are Chinese and English ones."""
    with override("zh-hans"):
        return {"unit": unit, "role": str(post.role), "role_name": str(Role(post.role).label)}


def _overlapping(account: Account, since: date, until: date | None) -> QuerySet[Post]:
    posts = Post.objects.filter(Q(until=None) | Q(until__gte=since), account=account)
    return posts.filter(since__lte=until) if until else posts


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
