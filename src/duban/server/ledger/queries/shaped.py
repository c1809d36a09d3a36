"""Queries of one fixed shape for one id, whose SQL is made once: making it costs more than asking the database.

A page about one thing asks a dozen of them each time. What varies in more than an id is an ordinary queryset.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.query import ModelIterable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

#: Stands for the id while the SQL is made; no row has it.
_STAND_IN = -(2**40)


@dataclass(slots=True)
class _Made(Generic[M]):
    """A queryset with its SQL; ``values`` are the SQL's, the stand-in among them."""

    rows: QuerySet[M]
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]


class Shaped(Generic[M]):
    """Rows by one id: ``Shaped(lambda pk: Pause.objects.filter(item=pk))(7)`` is the list of the pauses of item 7.

    The shape is asked for its queryset once in each thread (a compiler holds the thread's connection) and must not
    look at the id otherwise than to filter by it. Prefetched rows are not supported, joined ones are.
    """

    def __init__(self, shape: Callable[[int], QuerySet[M]]) -> None:
        self._shape = shape
        self._kept = threading.local()

    def __call__(self, pk: int) -> list[M]:
        """The rows of this id; one query."""
        made: _Made[M] | None = getattr(self._kept, "made", None)
        if made is None or made.compiler.connection is not connections[DEFAULT_DB_ALIAS]:
            made = self._kept.made = self._make()
        values = tuple(pk if value == _STAND_IN else value for value in made.values)
        made.compiler.as_sql = lambda *_, **__: (made.sql, values)  # type: ignore[method-assign] # this one's own
        return list(ModelIterable(made.rows))

    def _make(self) -> _Made[M]:
        rows = self._shape(_STAND_IN)
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign] # as above
        return _Made(rows, compiler, sql, tuple(values))
