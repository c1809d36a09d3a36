"""Reading the ledgers: lists, one item's whole file, what waits for whom, and figures. Nothing here writes.

Every function costs a number of database queries that does not grow with the data.
"""

from duban.server.ledger.queries.dossier import Aim, Dossier, Quote, Step, dossier, last_reported
from duban.server.ledger.queries.filters import Scope, Wanted, wanted_items
from duban.server.ledger.queries.heads import Head, Shown, head, shown
from duban.server.ledger.queries.listing import (
    CAP,
    ORDERS,
    Count,
    Found,
    Grouping,
    Held,
    Listed,
    Order,
    Page,
    count,
    counted,
    found_items,
    page,
    sections_of,
    unit_names,
    with_row,
)
from duban.server.ledger.queries.sources import named_like
from duban.server.ledger.queries.vocabulary import Vocabulary, vocabulary

__all__ = [
    "CAP",
    "ORDERS",
    "Aim",
    "Count",
    "Dossier",
    "Found",
    "Grouping",
    "Head",
    "Held",
    "Listed",
    "Order",
    "Page",
    "Quote",
    "Scope",
    "Shown",
    "Step",
    "Vocabulary",
    "Wanted",
    "count",
    "counted",
    "dossier",
    "found_items",
    "head",
    "last_reported",
    "named_like",
    "page",
    "sections_of",
    "shown",
    "unit_names",
    "vocabulary",
    "wanted_items",
    "with_row",
]
