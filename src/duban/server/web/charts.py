"""Charts as SVG, drawn here and served from their own address. A chart never stands without its table beside it.

No script, no outside address: the library's own script and its links are off, and a test looks at what comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

import pygal
from pygal.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 760
#: Half a letter of a label, in pixels.
HALF_LETTER = 8
FONTS = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif'
)
#: The lamps' colours, then the accent: the same as in ``static/web/base.css``.
RED, YELLOW, GREEN, GREY, ACCENT = "#b3261e", "#d99a00", "#17713c", "#848f99", "#155e7d"


def style(*colors: str) -> Style:
    """Ours, in these colours."""
    return Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#1d2329",
        foreground_strong="#1d2329",
        foreground_subtle="#848f99",
        opacity="1",
        opacity_hover="1",
        transition="0s",
        stroke_width="2",
        colors=colors,
        font_family=FONTS,
        label_font_family=FONTS,
        major_label_font_family=FONTS,
        legend_font_family=FONTS,
        value_font_family=FONTS,
        no_data_font_family=FONTS,
        title_font_family=FONTS,
        label_font_size=15,
        major_label_font_size=15,
        legend_font_size=16,
        value_font_size=14,
        no_data_font_size=18,
    )


def _settings(height: int, *colors: str) -> dict[str, object]:
    return {
        "js": (),
        "style": style(*colors),
        "height": height,
        "width": WIDTH,
        "explicit_size": True,
        "pretty_print": False,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 4,
        "margin": 12,
        "margin_bottom": 28,  # the library takes the legend for one line of Latin letters and cuts it
    }


def stacked(
    rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[tuple[str, str]], *, empty: str
) -> bytes:
    """Horizontal bars, the first row on top; each series has its name and colour."""
    longest = max((len(label) for label, _ in rows), default=0)
    chart = pygal.HorizontalStackedBar(
        **_settings(130 + 34 * max(len(rows), 3), *(color for _, color in series)),
        # Chinese letters are twice as wide as the library believes
        margin_left=12 + longest * HALF_LETTER,
        no_data_text=empty,
    )
    chart.x_labels = [label for label, _ in reversed(rows)]
    chart.y_labels = ticks(max((sum(values) for _, values in rows), default=0))
    for number, (name, _) in enumerate(series):
        chart.add(name, [values[number] for _, values in reversed(rows)])
    return _drawn(chart)


def line(
    labels: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[int | None]]],
    *,
    empty: str,
    top: int | None = None,
) -> bytes:
    """Lines over time, from nought; ``top`` fixes the scale's end."""
    highest = max((value for _, _, values in series for value in values if value is not None), default=0)
    chart = pygal.Line(
        **_settings(340, *(color for _, color, _ in series)),
        no_data_text=empty,
        dots_size=4,
    )
    chart.x_labels = labels
    chart.y_labels = ticks(top or highest)
    for name, _, values in series:
        chart.add(name, list(values), allow_interruptions=True)
    return _drawn(chart)


def _drawn(chart: pygal.graph.graph.Graph) -> bytes:
    """The chart without the script elements and remarks that the library leaves in it."""
    tree = chart.render_tree()
    for parent in list(tree.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] == "script":
                parent.remove(child)
    return bytes(tostring(tree, encoding="utf-8", xml_declaration=True))


def ticks(highest: int) -> list[int]:
    """Whole numbers from nought to ``highest`` or just above it, about five of them: 0, 20, 40, 60, 80, 100."""
    step = next(
        step
        for power in range(12)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if highest <= step * 5
    )
    return list(range(0, max(highest + step - 1, step) // step * step + 1, step))
