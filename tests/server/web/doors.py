"""The table of doors as rows, and the things of an office that its addresses name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from django.utils import timezone

from duban.server.api.actions import TokenFields, make_token
from duban.server.documents.models import ImportJob
from duban.server.ledger.actions import Handed, Upload
from duban.server.ledger.importing import receive
from duban.server.ledger.models import Evidence
from duban.server.ledger.saving import save_view
from duban.server.notices.settling import make_feed
from duban.server.people.models import Role
from server.cast import actor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.urls.resolvers import URLResolver

    from server.web.office import Office

TABLE = Path(__file__).with_name("doors.txt")
#: Who asks, in the order of the table's columns: nobody, then one person of each role.
ASKING = ("", "ducha", "gongxin", "hecha", "lingdao", "guanli", "anquan", "shenji")
NOTHING = ("application/x-www-form-urlencoded", b"")
#: What is sent where nothing would be refused before the door is reached.
BODIES: Mapping[str, tuple[str, bytes]] = {
    "/api/v1/documents": (
        "multipart/form-data; boundary=door",
        b'--door\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n1\r\n--door--\r\n',
    ),
    "/api/v1/items/{item}/corrections": ("application/json", b'{"field": "title", "value": "x"}'),
    "/api/v1/items/{item}/findings": ("application/json", b'{"key": "x", "answer": "no_defect"}'),
    "/api/v1/ledgers/{ledger}/findings": ("application/json", b'{"key": "x", "answer": "no_defect"}'),
    "/api/v1/moves": ("application/json", b'{"items": [999999999], "move": "report"}'),
}


@dataclass(frozen=True, slots=True)
class Door:
    """One row: an address with the names of things in it, and the answer that each who asks gets."""

    method: str
    address: str
    answers: tuple[str, ...]


def doors() -> list[Door]:
    """The rows of the table."""
    lines = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    rows = [line for line in lines if line and not line[0].startswith("#")]
    return [Door(method, address, tuple(answers)) for method, address, *answers in rows]


def routes() -> set[str]:
    """Every address of the server, as patterns."""
    return set(_routes(get_resolver(), ""))


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)


def things(office: Office) -> Mapping[str, object]:
    """What the table's addresses name, each made as the office makes it."""
    now = timezone.now()
    supervisor = actor(office.account("ducha"), office.today)
    item = office.working("本单位在办的事项", target="引进企业")
    other = office.item("别单位的事项", lead="区水务局", target="治理河道")
    office.move("ducha", other, "dispatch")
    office.move("shuiwu", other, "accept")
    for one, who in ((item, "gongxin"), (other, "shuiwu")):
        proof = (Upload("台账.txt", f"现场记录 {one.pk}".encode()),)
        office.move(who, one, "report", Handed(done="已开工", evidence=proof))
    batch = receive(
        supervisor, [Upload("新增.txt", "1.建设公园3处。（牵头单位：区水务局）".encode())], at=now
    )
    fields = TokenFields(name="平台", roles=(Role.SUPERVISOR,), read_only=True, expires_on=office.today)
    token, _ = make_token(supervisor, fields, today=office.today, at=now)
    session = UserSession.objects.create(
        user=office.account("ducha"), session_key="door", ip="127.0.0.1", user_agent="door"
    )
    street = office.cast.collectives["各街道"]
    gongxin = office.account("gongxin")
    return {
        "item": item.pk,
        "other": other.pk,
        "fresh": office.item("还没有交办的事项", target="新建公园").pk,
        "duty": office.duty(item, due=3).pk,
        "evidence": Evidence.objects.get(item=item).pk,
        "other_evidence": Evidence.objects.get(item=other).pk,
        "view": save_view(supervisor, "我的视图", "scope=open").pk,
        "unit": office.unit("区工业和信息化局").pk,
        "other_unit": office.unit("区水务局").pk,
        "document": office.version.document_id,
        "ledger": office.ledger.pk,
        "batch": batch,
        "job": ImportJob.objects.get(batch=batch).pk,
        "feed": make_feed(supervisor, None, at=now)[1],
        "token": token.pk,
        "session": session.pk,
        "alias": office.unit("区水务局").aliases.create(written="区水利局").pk,
        "collective": street.pk,
        "member": street.members.order_by("pk")[0].pk,
        "account": gongxin.pk,
        "auditor": office.account("shenji").pk,
        "post": gongxin.posts.get().pk,
        "nothing": UUID(int=0),
    }
