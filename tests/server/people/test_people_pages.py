"""The pages of administration, of security and of one's own settings: who may open them, and what their forms do."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from duban.server.audit.models import Event
from duban.server.people.actions import accounts, units
from duban.server.people.models import Account, Alias, Collective, CollectiveMember, Level, Post, Role, Unit
from duban.server.people.resolving import resolve
from server.cast import MAKER, TODAY, log_in, make_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

ADMINISTRATION = "/administration"
DAY = timedelta(days=1)
#: Each page to be looked at, and who of the cast may.
PAGES: dict[str, Callable[[Cast], str]] = {
    "units": lambda _cast: f"{ADMINISTRATION}/units/",
    "unit_new": lambda _cast: f"{ADMINISTRATION}/units/new/",
    "unit_manage": lambda cast: f"{ADMINISTRATION}/units/{cast.units['区水务局'].pk}/",
    "units_import": lambda _cast: f"{ADMINISTRATION}/units/import/",
    "units_export": lambda _cast: f"{ADMINISTRATION}/units/export/",
    "collectives": lambda _cast: f"{ADMINISTRATION}/collectives/",
    "collective": lambda cast: f"{ADMINISTRATION}/collectives/{cast.collectives['各街道'].pk}/",
    "accounts": lambda _cast: f"{ADMINISTRATION}/accounts/",
    "account_new": lambda _cast: f"{ADMINISTRATION}/accounts/new/",
    "account": lambda cast: f"{ADMINISTRATION}/accounts/{cast.leader.pk}/",
    "security": lambda _cast: "/security/",
    "own_settings": lambda _cast: "/settings/",
}
OPEN_TO = {"security": "anquan", "own_settings": None}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_to_its_own_and_to_nobody_else(cast: Cast, name: str) -> None:
    url, owner = PAGES[name](cast), OPEN_TO.get(name, "guanli")
    assert Client().get(url)["Location"].startswith("/account/login/")
    for username, account in cast.accounts.items():
        expected = 200 if owner in (None, username) else 403
        assert log_in(account).get(url).status_code == expected, username


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return log_in(cast.administrator)


def wrong(response: Any) -> str:
    """What a page that came back says is wrong."""
    assert response.status_code == 422
    return "".join(re.findall(r'<p class="error"[^>]*>([^<]*)</p>', response.content.decode()))


def test_a_unit_is_made_found_changed_and_ended(administrator: Client, cast: Cast) -> None:
    town = cast.units["柳湾镇"]
    given = {"name": "柳湾镇荷塘村", "short": "荷塘村", "parent": town.pk, "level": Level.COMMUNITY}
    response = administrator.post(f"{ADMINISTRATION}/units/new/", given)
    unit = Unit.objects.get(short="荷塘村")
    page = f"{ADMINISTRATION}/units/{unit.pk}/"
    assert (response["Location"], unit.parent) == (page, town)
    assert "荷塘村" in administrator.get(f"{ADMINISTRATION}/units/", {"q": "荷塘"}).content.decode()
    administrator.post(f"{page}alias/", {"alias-alias": "荷塘"})
    administrator.post(f"{page}name/", {"name-name": "柳湾镇荷塘社区", "name-keep_old": "on"})
    administrator.post(f"{page}parent/", {"parent-parent": cast.units["云岭镇"].pk})
    details = {
        "details-short": "荷塘社区",
        "details-level": "community",
        "details-position": 3,
        "details-code": "H",
    }
    administrator.post(f"{page}details/", details)
    administrator.post(f"{page}end/", {"end-until": "2025-12-31"})
    unit.refresh_from_db()
    assert (unit.name, unit.short, unit.code, unit.parent) == (
        "柳湾镇荷塘社区",
        "荷塘社区",
        "H",
        cast.units["云岭镇"],
    )
    assert str(unit.until) == "2025-12-31"
    assert resolve("荷塘", TODAY).units == resolve("柳湾镇荷塘村", TODAY).units
    administrator.post(f"{page}revive/")
    alias = Alias.objects.get(written="荷塘")
    administrator.post(f"{ADMINISTRATION}/aliases/{alias.pk}/remove/")
    assert not Alias.objects.filter(written="荷塘").exists()
    assert "新设" not in administrator.get(page).content.decode().split("<h1>")[0]
    actors = set(
        Event.objects.filter(subject_kind="unit", subject=str(unit.pk)).values_list("actor", flat=True)
    )
    assert actors == {cast.administrator.pk}


@pytest.mark.parametrize(
    ("what", "given", "why"),
    [
        ("alias", {"alias-alias": "区发改局"}, "已指"),
        ("name", {"name-name": "云溪区财政局"}, "已指"),
        ("end", {"end-until": "去年"}, "日期"),
        ("details", {"details-level": "village", "details-position": 1}, "village"),
    ],
)
def test_what_is_refused_comes_back_with_what_was_typed(
    administrator: Client, cast: Cast, what: str, given: dict[str, str], why: str
) -> None:
    response = administrator.post(f"{ADMINISTRATION}/units/{cast.units['区水务局'].pk}/{what}/", given)
    assert why in wrong(response)
    assert all(str(value) in response.content.decode() for value in given.values())


def test_a_change_that_is_none_is_not_there(administrator: Client, cast: Cast) -> None:
    assert administrator.post(f"{ADMINISTRATION}/units/{cast.district.pk}/destroy/").status_code == 404
    assert administrator.post(f"{ADMINISTRATION}/units/999999/alias/").status_code == 404


def test_a_unit_cannot_be_moved_below_itself_from_the_page(administrator: Client, cast: Cast) -> None:
    url = f"{ADMINISTRATION}/units/{cast.district.pk}/"
    choices = re.findall(
        r'<select name="parent-parent".*?</select>', administrator.get(url).content.decode(), re.DOTALL
    )
    assert "柳湾镇" not in choices[0]
    assert administrator.post(f"{url}parent/", {"parent-parent": cast.units["柳湾镇"].pk}).status_code == 422


def test_a_collective_is_made_filled_and_emptied(administrator: Client, cast: Cast) -> None:
    administrator.post(f"{ADMINISTRATION}/collectives/", {"written": "沿江镇街"})
    collective = Collective.objects.get(written="沿江镇街")
    page = f"{ADMINISTRATION}/collectives/{collective.pk}/"
    given = {"unit": cast.units["柳湾镇"].pk, "since": "2025-01-01"}
    administrator.post(page, given)
    assert "已列入" in wrong(administrator.post(page, given))
    member = CollectiveMember.objects.get(collective=collective)
    administrator.post(f"{ADMINISTRATION}/members/{member.pk}/end/", {"until": "2025-12-31"})
    assert [unit.shown for unit in resolve("沿江镇街", TODAY).units] == ["柳湾镇"]
    administrator.post(f"{ADMINISTRATION}/members/{member.pk}/remove/")
    assert resolve("沿江镇街", TODAY).units == ()
    assert "已指" in wrong(administrator.post(f"{ADMINISTRATION}/collectives/", {"written": "各街道"}))
    administrator.post(f"{page}remove/")
    assert not Collective.objects.filter(pk=collective.pk).exists()


def test_somebody_new_gets_a_password_that_is_shown_once(administrator: Client, cast: Cast) -> None:
    given = {"username": "xinren", "name": "新人", "email": "xinren@yunxi.example"}
    response = administrator.post(f"{ADMINISTRATION}/accounts/new/", given)
    password = re.findall(r"<code>([^<]+)</code>", response.content.decode())[0]
    account = Account.objects.get(username="xinren")
    assert account.check_password(password)
    assert account.must_change_password
    assert "no-store" in response["Cache-Control"]
    page = f"{ADMINISTRATION}/accounts/{account.pk}/"
    assert password not in administrator.get(page).content.decode()
    assert "已有人使用" in wrong(administrator.post(f"{ADMINISTRATION}/accounts/new/", given))
    today = timezone.localdate()
    post = {"post-unit": cast.units["区水务局"].pk, "post-role": "liaison", "post-since": today.isoformat()}
    administrator.post(f"{page}post/", post)
    assert "这段时间已是" in wrong(administrator.post(f"{page}post/", post))
    held = Post.objects.get(account=account)
    administrator.post(f"{ADMINISTRATION}/posts/{held.pk}/end/", {"until": today.isoformat()})
    held.refresh_from_db()
    assert held.until == today
    administrator.post(page, {"person-name": "新人乙", "person-email": ""})
    administrator.post(f"{page}close/")
    account.refresh_from_db()
    assert (account.name, account.email, account.is_active) == ("新人乙", "", False)
    assert "xinren" not in administrator.get(f"{ADMINISTRATION}/accounts/").content.decode()
    listed = administrator.get(f"{ADMINISTRATION}/accounts/", {"closed": "1", "q": "xinren"}).content.decode()
    assert "已停用" in listed
    administrator.post(f"{page}open/")
    account.refresh_from_db()
    assert account.is_active


def test_the_three_are_kept_apart_on_the_page_too(administrator: Client, cast: Cast) -> None:
    given = {
        "post-unit": cast.district.pk,
        "post-role": "security",
        "post-since": timezone.localdate().isoformat(),
    }
    response = administrator.post(f"{ADMINISTRATION}/accounts/{cast.auditor.pk}/post/", given)
    assert "须由三人分任" in wrong(response)


def test_what_a_button_may_not_do_is_said_on_the_next_page(administrator: Client, cast: Cast) -> None:
    url = f"{ADMINISTRATION}/accounts/{cast.administrator.pk}/"
    assert "不能停用自己" in administrator.post(f"{url}close/", follow=True).content.decode()
    post = cast.administrator.posts.get()
    ended = administrator.post(
        f"{ADMINISTRATION}/posts/{post.pk}/end/", {"until": timezone.localdate().isoformat()}, follow=True
    )
    assert "没有系统管理员" in ended.content.decode()


def test_whose_password_is_reset_where(administrator: Client, cast: Cast) -> None:
    officer = log_in(cast.security)
    leader, auditor = (
        f"{ADMINISTRATION}/accounts/{account.pk}/password/" for account in (cast.leader, cast.auditor)
    )
    assert administrator.post(leader).status_code == 200
    assert administrator.post(auditor).status_code == 403
    assert officer.post(leader).status_code == 403
    assert officer.post(auditor).status_code == 200
    assert "重置密码" in officer.get("/security/", {"q": "shenji"}).content.decode()


def test_accounts_are_paged_and_filtered_in_the_address(administrator: Client) -> None:
    for _number in range(60):
        make_account()
    first = administrator.get(f"{ADMINISTRATION}/accounts/").content.decode()
    assert 'rel="next"' in first
    assert 'rel="prev"' in administrator.get(f"{ADMINISTRATION}/accounts/", {"page": "2"}).content.decode()
    found = administrator.get(f"{ADMINISTRATION}/accounts/", {"role": "verifier"}).content.decode()
    assert ("许正" in found, "高文" in found) == (True, False)


def test_the_number_of_queries_does_not_grow_with_accounts(
    administrator: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _number in range(40):
        make_account(cast.units["区水务局"], Role.LIAISON)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context manager
        administrator.get(f"{ADMINISTRATION}/accounts/")


def upload(client: Client, content: bytes) -> Any:
    return client.post(f"{ADMINISTRATION}/units/import/", {"file": SimpleUploadedFile("units.xlsx", content)})


def changed(content: bytes, **cells: str) -> bytes:
    """The exported book with some cells written over."""
    book = load_workbook(BytesIO(content))
    for place, text in cells.items():
        book.active[place] = text
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_units_go_out_are_changed_looked_at_and_come_in(administrator: Client) -> None:
    exported = administrator.get(f"{ADMINISTRATION}/units/export/").content
    assert "完全一致" in upload(administrator, exported).content.decode()
    preview = upload(administrator, changed(exported, C2="云溪"))
    assert "简称：— → 云溪" in preview.content.decode()
    assert not Unit.objects.filter(short="云溪").exists()
    digest = preview.context["digest"]
    done = administrator.post(f"{ADMINISTRATION}/units/import/apply/", {"digest": digest}, follow=True)
    assert "共改动1处" in done.content.decode()
    assert Unit.objects.get(short="云溪").name == "云溪区"
    again = administrator.post(f"{ADMINISTRATION}/units/import/apply/", {"digest": digest}, follow=True)
    assert "请重新选择工作簿" in again.content.decode()


def test_a_preview_that_is_no_longer_true_is_shown_anew(administrator: Client, cast: Cast) -> None:
    exported = administrator.get(f"{ADMINISTRATION}/units/export/").content
    preview = upload(administrator, changed(exported, C2="云溪"))
    unit = cast.units["区水务局"]
    units.change_unit(MAKER, unit, units.UnitFields(level=Level.DEPARTMENT, short="云溪水务"))
    url = f"{ADMINISTRATION}/units/import/apply/"
    response = administrator.post(url, {"digest": preview.context["digest"]})
    assert response.status_code == 200
    assert len(response.context["changes"]) > 1
    assert Unit.objects.get(pk=unit.pk).short == "云溪水务"


def test_errors_of_a_book_are_shown_by_row_and_column(administrator: Client) -> None:
    book = Workbook()
    for row in (["名称", "层级"], ["某局", "厅"], ["", "部门"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    response = upload(administrator, out.getvalue())
    page = response.content.decode()
    assert (response.status_code, "有2处问题" in page) == (422, True)
    assert "没有“厅”这一层级" in page
    assert "不是 .xlsx" in wrong(upload(administrator, b"nothing"))


def test_ones_own_choices_hold(cast: Cast) -> None:
    client = log_in(cast.leader)
    client.cookies["letters"] = "usual"
    response = client.post("/settings/", {"language": "zh-hans", "large_text": "on"})
    assert response.cookies["letters"]["max-age"] == 0  # what this browser was told before no longer counts
    del client.cookies["letters"], client.cookies["django_language"]
    cast.leader.refresh_from_db()
    assert (cast.leader.large_text, cast.leader.mail_digest, cast.leader.language) == (True, False, "zh-hans")
    assert 'class="large"' in client.get("/settings/").content.decode()


def test_whoever_has_no_password_here_is_not_offered_to_change_it(cast: Cast) -> None:
    account = accounts.create_account(MAKER, "tongyi", "统一")
    page = log_in(account).get("/settings/").content.decode()
    assert "统一身份登录" in page
    assert "/account/password/change/" not in page
    assert cast.leader.has_usable_password()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_carries_a_style_or_a_script_of_its_own(cast: Cast, name: str) -> None:
    if name != "units_export":
        account = cast.accounts[OPEN_TO.get(name, "guanli") or "lingdao"]
        page = log_in(account).get(PAGES[name](cast)).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src=)", page)
        assert len(re.findall(r"<h1>", page)) == 1


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_english_for_who_wants_it(cast: Cast, name: str) -> None:
    if name == "units_export":
        return
    account = cast.accounts[OPEN_TO.get(name, "guanli") or "lingdao"]
    client = log_in(account)
    client.cookies["django_language"] = "en"
    page = re.sub(
        r'(?s)<table.*?</table>|<select.*?</select>|<ul class="plain-list">.*?</ul>|value="[^"]*"',
        "",
        client.get(PAGES[name](cast)).content.decode(),
    )
    heads = re.findall(r"<(h2|label|legend|button|th)[^>]*>\s*([^<]+)", page)
    assert not [
        text
        for _tag, text in heads
        if re.search("[一-鿿]", text) and text.strip() != "中文" and account.name not in text
    ]
