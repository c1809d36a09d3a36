"""Who is scored: organisations, areas and assets, each within its class. A natural person cannot be said here.

Points about people were asked of offices before (信用积分); this project builds them for organisations only, and the
type has no word for anything else. A secretary's appraisal (述职评议) is that of the body the post belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from duban.governing.scores.errors import SubjectError

if TYPE_CHECKING:
    from duban.governing.names import Name


class SubjectKind(StrEnum):
    """What may be scored. There is no fourth kind."""

    ORGANISATION = "organisation"
    AREA = "area"
    ASSET = "asset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One that is scored: 云溪区水务局, 城西片区, 青石水库. It is compared with those of its ``unit_class`` only."""

    kind: SubjectKind
    key: str
    name: Name
    unit_class: str

    def __post_init__(self) -> None:
        if not isinstance(self.kind, SubjectKind):
            raise SubjectError(f"{self.kind!r} is not scored: only {', '.join(SubjectKind)}")
        if not self.key or not self.unit_class:
            raise SubjectError(f"a subject has a key and a class, not {self.key!r} and {self.unit_class!r}")
