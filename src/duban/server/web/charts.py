"""Charts as SVG, drawn here and served from their own address. A chart never stands without its table beside it.

No script, no outside address: the library's own script and its links are off, and a test looks at what comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygal
from pygal.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        "width": 760,
        "explicit_size": True,
        "disable_xml_declaration": False,
        "show_minor_x_labels": True,
        "pretty_print": False,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 4,
        "margin": 12,
    }


def stacked(
    rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[tuple[str, str]], *, empty: str
) -> bytes:
    """Horizontal bars, the first row on top; each series has its name and colour."""
    chart = pygal.HorizontalStackedBar(
        **_settings(110 + 34 * max(len(rows), 3), *(color for _, color in series)), no_data_text=empty
    )
    chart.x_labels = [label for label, _ in reversed(rows)]
    for number, (name, _) in enumerate(series):
        chart.add(name, [values[number] for _, values in reversed(rows)])
    return bytes(chart.render())


def line(
    labels: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[int | None]]],
    *,
    empty: str,
    top: int | None = None,
) -> bytes:
    """Lines over time, from nought; ``top`` fixes the scale's end."""
    chart = pygal.Line(
        **_settings(340, *(color for _, color, _ in series)),
        no_data_text=empty,
        x_label_rotation=0,
        range=(0, top) if top else None,
        min_scale=4,
        dots_size=4,
        stroke_style={"width": 3},
    )
    chart.x_labels = labels
    for name, _, values in series:
        chart.add(name, list(values), allow_interruptions=True)
    return bytes(chart.render())
