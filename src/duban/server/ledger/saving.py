"""A person's saved views: bookmarks of the person's own. They say nothing about the ledger, so the log has no event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from duban.server.ledger.models import SavedView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from duban.server.people.access import Actor


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """The actor's views, by name."""
    return SavedView.objects.filter(account=actor.account)


def save_view(actor: Actor, name: str, query: str) -> SavedView:
    """Keep a list's query under a name, in place of what the name meant before."""
    if actor.account is None:
        raise PermissionDenied
    view, _ = SavedView.objects.update_or_create(
        account_id=actor.account, name=name, defaults={"query": query}
    )
    return view


def drop_view(actor: Actor, view: int) -> None:
    """Forget a view; Http404 where it is not the actor's."""
    if not views_of(actor).filter(pk=view).delete()[0]:
        raise Http404
