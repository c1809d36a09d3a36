"""An item that a reviewer found in the document and the program did not, made of words of the source.

A later version of the document leaves it alone, because nothing was read that could be read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from duban.governing.lifecycle import Refusal
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.ledger import events
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.holding import settled
from duban.server.ledger.models import Correction, Item, Ledger, LedgerState
from duban.server.people.access import Right

if TYPE_CHECKING:
    from datetime import datetime

    from duban.server.documents.models import Version
    from duban.server.people.access import Actor

NOT_THERE = Refusal("no_such_span", "选中的文字不在原文之内", "the selection is not in the source")
ENDED = Refusal("ended", "台账已结束，不能新增事项", "the ledger has ended and takes no more items")
THERE_ALREADY = Refusal("there_already", "这段文字已经新增过一项", "an item was made of these words already")
#: How much of the words becomes the title.
TITLE = 40
_STOPS = "。；;\n"


def add_item(actor: Actor, ledger: Ledger, version: Version, span: tuple[int, int], *, at: datetime) -> Item:
    """Make an item of a stretch of the source; it stands behind the item that begins before it, in its section."""
    actor.require(Right.IMPORT)
    start, end = span
    if version.document_id != ledger.document_id or not 0 <= start < end <= len(version.source):
        raise RefusedError((NOT_THERE,))
    key = f"added:{version.pk}:{start}-{end}"
    with transaction.atomic():
        held = Ledger.objects.select_for_update(no_key=True).get(pk=ledger.pk)
        if held.state == LedgerState.ENDED:
            raise RefusedError((ENDED,))
        if held.items.filter(key=key).exists():
            raise RefusedError((THERE_ALREADY,))
        before = held.items.filter(version=version, start__lte=start).order_by("-start", "-ordinal").first()
        text = version.source[start:end]
        item = Item.objects.create(
            ledger=held,
            key=key,
            ordinal=before.ordinal if before else 0,
            title=_title(text),
            text=text,
            section=before.section if before else "",
            kind=before.kind if before else "task",
            version=version,
            start=start,
            end=end,
            state=lifecycle_of(held).start,
        )
        Correction.objects.create(
            item=item,
            field="added",
            read=None,
            decided={"title": item.title},
            start=start,
            end=end,
            by_id=account_of(actor),
            at=at,
        )
        settled([item], at)
        after = {"title": item.title, "number": "", "start": start, "end": end}
        record(actor.who, Happening(events.ADDED, str(item.pk), {}, after), at=at)
    return Item.objects.select_related("ledger", "version").get(pk=item.pk)


def _title(text: str) -> str:
    """The first sentence, as far as a title goes."""
    stripped = text.strip(" \t\r\n\u3000" + _STOPS)
    ends = [place for stop in _STOPS if (place := stripped.find(stop)) > 0]
    return stripped[: min([*ends, TITLE])].strip() or "（无标题）"
