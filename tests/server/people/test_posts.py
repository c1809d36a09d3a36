"""Accounts and posts: who may be what, and what keeps an office from locking itself out or being run by one person."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from duban.server.audit.models import Event
from duban.server.people import access, queries
from duban.server.people.access import KEPT_APART, Right, actor_of
from duban.server.people.actions import accounts, posts, units
from duban.server.people.errors import RefusedError
from duban.server.people.models import Account, Role
from server.cast import MAKER, TODAY, actor, make_account, make_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(("held", "asked"), list(permutations(sorted(KEPT_APART), 2)))
def test_administration_security_and_audit_are_three_persons(held: Role, asked: Role) -> None:
    unit = make_unit()
    account = make_account(unit, held)
    with pytest.raises(RefusedError, match="须由三人分任") as refused:
        posts.give_post(MAKER, account, make_unit(), asked, since=TODAY)
    assert refused.value.code == "kept apart"


def test_one_of_the_three_may_follow_another_once_it_has_ended() -> None:
    unit = make_unit()
    account = make_account(unit, Role.AUDITOR)
    posts.end_post(MAKER, account.posts.get(), TODAY, TODAY)
    with pytest.raises(RefusedError):
        posts.give_post(MAKER, account, unit, Role.SECURITY, since=TODAY)
    posts.give_post(MAKER, account, unit, Role.SECURITY, since=TODAY + DAY)
    assert [standing.role for standing in actor_of(account, TODAY).standings] == [Role.AUDITOR]
    assert [standing.role for standing in actor_of(account, TODAY + DAY).standings] == [Role.SECURITY]


def test_the_same_post_may_be_held_again_later() -> None:
    unit = make_unit()
    account = make_account(unit, Role.LIAISON)
    posts.end_post(MAKER, account.posts.get(), TODAY, TODAY)
    posts.give_post(MAKER, account, unit, Role.LIAISON, since=TODAY + DAY)
    told = Event.objects.filter(kind="people.post_given").last()
    assert told is not None
    assert told.after["role_name"] == "单位联络员"


def ended(cast: Cast) -> object:
    unit = make_unit()
    units.end_unit(MAKER, unit, TODAY)
    unit.refresh_from_db()
    return posts.give_post(MAKER, cast.leader, unit, Role.LEADER, since=TODAY)


REFUSALS: dict[str, Callable[[Cast], object]] = {
    "life": lambda cast: posts.give_post(
        MAKER, cast.leader, cast.district, Role.VERIFIER, since=TODAY, until=TODAY - DAY
    ),
    "life, at its end": lambda cast: posts.end_post(MAKER, cast.leader.posts.get(), date(2000, 1, 1), TODAY),
    "post already": lambda cast: posts.give_post(MAKER, cast.leader, cast.district, Role.LEADER, since=TODAY),
    "unit ended": ended,
    "past": lambda cast: posts.end_post(MAKER, cast.leader.posts.get(), TODAY - 2 * DAY, TODAY),
    "over": lambda cast: (
        posts.end_post(MAKER, cast.leader.posts.get(), TODAY, TODAY),
        posts.end_post(MAKER, cast.leader.posts.get(), TODAY + 2 * DAY, TODAY + 2 * DAY),
    ),
    "last administrator": lambda cast: posts.end_post(MAKER, cast.administrator.posts.get(), TODAY, TODAY),
    "last administrator, closed": lambda cast: accounts.close_account(MAKER, cast.administrator, TODAY),
    "oneself": lambda cast: accounts.close_account(actor(cast.administrator), cast.administrator, TODAY),
    "username": lambda _cast: accounts.create_account(MAKER, "有 空格", "某人"),
    "username, empty": lambda _cast: accounts.create_account(MAKER, "", "某人"),
    "username long": lambda _cast: accounts.create_account(MAKER, "u" * 151, "某人"),
    "username taken": lambda _cast: accounts.create_account(MAKER, "DUCHA", "某人"),
    "email": lambda _cast: accounts.create_account(MAKER, "somebody", "某人", email="somewhere"),
    "empty": lambda _cast: accounts.create_account(MAKER, "somebody", " "),
}


@pytest.mark.parametrize("rule", REFUSALS)
def test_what_is_against_a_rule_is_refused(cast: Cast, rule: str) -> None:
    known = Account.objects.count()
    with pytest.raises(RefusedError) as refused:
        REFUSALS[rule](cast)
    assert rule.split(",", maxsplit=1)[0] == refused.value.code
    assert Account.objects.count() == known


def test_the_last_administrator_may_go_once_there_is_another(cast: Cast) -> None:
    make_account(cast.district, Role.ADMINISTRATOR)
    posts.end_post(MAKER, cast.administrator.posts.get(), TODAY, TODAY)
    accounts.close_account(MAKER, cast.administrator, TODAY + DAY)
    assert not Account.objects.get(pk=cast.administrator.pk).is_active


def test_a_new_account_changes_its_password_first() -> None:
    account = accounts.create_account(MAKER, "xinren", "新人", password=accounts.temporary_password())
    assert account.must_change_password
    assert not accounts.create_account(MAKER, "tongyi", "统一").has_usable_password()


def test_temporary_passwords_differ_and_pass_the_rules() -> None:
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415 - the one place

    made = {accounts.temporary_password() for _number in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password)


def test_nothing_is_recorded_where_nothing_changes(cast: Cast) -> None:
    events = Event.objects.count()
    accounts.change_account(MAKER, cast.leader, name=cast.leader.name, email="")
    accounts.open_account(MAKER, cast.leader)
    accounts.change_preferences(MAKER, cast.leader, language="", large_text=False, mail_digest=True)
    assert Event.objects.count() == events


def test_whose_password_is_reset_by_whom(cast: Cast) -> None:
    administrator, security = actor(cast.administrator), actor(cast.security)
    assert access.account_to_reset(administrator, cast.leader.pk, TODAY) == cast.leader
    assert access.account_to_reset(administrator, cast.security.pk, TODAY) == cast.security
    assert access.account_to_reset(security, cast.auditor.pk, TODAY) == cast.auditor
    for who, whose in (
        (administrator, cast.auditor),
        (administrator, cast.administrator),
        (security, cast.leader),
        (actor(cast.leader), cast.leader),
    ):
        with pytest.raises(PermissionDenied):
            access.account_to_reset(who, whose.pk, TODAY)


@pytest.mark.parametrize(
    "door", [access.unit, access.alias, access.collective, access.member, access.account, access.post]
)
def test_the_doors_of_administration(cast: Cast, door: Callable[..., object]) -> None:
    with pytest.raises(PermissionDenied):
        door(actor(cast.supervisor), 1)
    with pytest.raises(Http404):
        door(actor(cast.administrator), 10**9)


def test_holders_of_a_right_in_a_unit_and_anywhere(cast: Cast) -> None:
    unit = cast.units["区水务局"]
    assert [account.username for account in queries.holders(Right.REPORT, TODAY, unit=unit)] == ["shuiwu"]
    assert [account.username for account in queries.holders(Right.VERIFY, TODAY)] == ["hecha"]
    assert not queries.holders(Right.VERIFY, date(2000, 1, 1))
