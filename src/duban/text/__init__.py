"""Source text, spans and offset maps: the only place that does offset arithmetic."""

from duban.text.places import places_of
from duban.text.span import Span
from duban.text.view import Edit, View

__all__ = ["Edit", "Span", "View", "places_of"]
