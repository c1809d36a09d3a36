"""A document beside its ledger: its text with the items' stretches marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Q

from duban.server.ledger.models import Item, Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from duban.server.documents.models import Document, Version


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text; ``item`` is the innermost item that it belongs to, ``first`` says that it begins there."""

    text: str
    item: Item | None
    first: bool


def ledgers_of(document: Document) -> list[Ledger]:
    """The ledgers made of a document, without their mechanisms."""
    return list(Ledger.objects.filter(document=document).defer("adopted"))


def items_of(version: Version) -> list[Item]:
    """The items that quote this version, in the order of the text, an outer one before those inside it."""
    quoted = Item.objects.filter(version=version, start__isnull=False, withdrawn=False)
    return list(
        quoted.select_related("ledger")
        .defer("read", "text", "ledger__adopted")
        .order_by("start", "-end", "id")
    )


def marked(source: str, items: Sequence[Item]) -> list[Stretch]:
    """The whole text cut where items begin and end; put together again it is the text."""
    bounds = {0, len(source)}
    for item in items:
        bounds.update((min(item.start or 0, len(source)), min(item.end or 0, len(source))))
    cuts = sorted(bounds)
    begun: list[Item] = []
    waiting = list(items)
    seen: set[int] = set()
    stretches = []
    for start, end in pairwise(cuts):
        while waiting and (waiting[0].start or 0) <= start:
            begun.append(waiting.pop(0))
        begun = [item for item in begun if (item.end or 0) > start]
        inner = begun[-1] if begun else None
        stretches.append(Stretch(source[start:end], inner, inner is not None and inner.pk not in seen))
        seen.update(item.pk for item in begun[-1:])
    return stretches


def named_like(documents: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those whose title, number or issuer holds the text; documents are few, so the columns are looked through."""
    if not text:
        return documents
    return documents.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(issuer__icontains=text))
