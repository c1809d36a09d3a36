"""A form that does not fit is answered 422 on every page, with the form and what is wrong in it; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.server.audit.models import Event
from server.web.doors import things

if TYPE_CHECKING:
    from server.web.office import Office

pytestmark = pytest.mark.django_db

WRONG: list[tuple[str, str, dict[str, object]]] = [
    ("guanli", "/administration/units/new/", {}),
    ("guanli", "/administration/units/new/", {"name": "新局", "level": "没有这一级"}),
    ("guanli", "/administration/units/{unit}/alias/", {"alias-alias": ""}),
    ("guanli", "/administration/units/{unit}/name/", {"name-name": ""}),
    ("guanli", "/administration/units/{unit}/details/", {"details-since": "昨天"}),
    ("guanli", "/administration/units/{unit}/parent/", {"parent-parent": "{unit}"}),
    ("guanli", "/administration/units/{unit}/end/", {"end-until": "昨天"}),
    ("guanli", "/administration/units/import/", {}),
    ("guanli", "/administration/units/import/", {"file": SimpleUploadedFile("a.xlsx", b"x")}),
    ("guanli", "/administration/collectives/", {"written": ""}),
    ("guanli", "/administration/collectives/{collective}/", {}),
    ("guanli", "/administration/accounts/new/", {"username": ""}),
    ("guanli", "/administration/accounts/{account}/", {"person-name": ""}),
    ("guanli", "/administration/accounts/{account}/post/", {}),
    ("guanli", "/office/webhooks/", {"url": "没有地址"}),
    ("ducha", "/settings/", {"language": "没有这种语言"}),
    ("ducha", "/settings/tokens/", {"name": ""}),
    ("ducha", "/imports/", {}),
    ("ducha", "/imports/mechanisms/D1/", {"due": "没有这一天"}),
    ("ducha", "/imports/review/{ledger}/items/{fresh}/correct/", {"field": "title", "value": ""}),
    ("gongxin", "/items/{item}/moves/report/", {}),
    ("gongxin", "/items/bulk/", {"item": "{item}", "move": "report", "confirm": "1"}),
    ("gongxin", "/items/workbook/", {"file": SimpleUploadedFile("a.xlsx", b"x")}),
]


def test_what_does_not_fit_is_answered_422_everywhere(office: Office) -> None:
    named = {name: str(thing) for name, thing in things(office).items()}
    found = {}
    for who, address, sent in WRONG:
        given = {
            name: value.format_map(named) if isinstance(value, str) else value for name, value in sent.items()
        }
        browser, before = office.browser(who), Event.objects.count()
        response = browser.post(address.format_map(named), given)
        found[address, str(sent)] = (response.status_code, Event.objects.count() - before)
    assert {where: answer for where, answer in found.items() if answer != (422, 0)} == {}
