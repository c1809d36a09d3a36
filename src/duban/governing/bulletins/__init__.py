"""Published content, frozen at a cut-off: the same records give the same bytes, and a correction is a new issue."""

from duban.governing.bulletins.correcting import Changed, Difference, Replaced, differences
from duban.governing.bulletins.errors import BulletinError, FrozenError, ShapeError
from duban.governing.bulletins.freezing import FORM, Frozen, freeze, thaw
from duban.governing.bulletins.model import (
    Bulletin,
    Cell,
    Column,
    Paragraph,
    Section,
    Shape,
    Share,
    Table,
)

__all__ = [
    "FORM",
    "Bulletin",
    "BulletinError",
    "Cell",
    "Changed",
    "Column",
    "Difference",
    "Frozen",
    "FrozenError",
    "Paragraph",
    "Replaced",
    "Section",
    "Shape",
    "ShapeError",
    "Share",
    "Table",
    "differences",
    "freeze",
    "thaw",
]
