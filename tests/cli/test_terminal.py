"""The table in the terminal: columns that stand under one another, whatever is written in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.cli.columns import shared_out, wrapped
from duban.cli.terminal import draw
from duban.formats.papers.characters import width_of
from duban.formats.wording import EN, ZH
from factories import item, ledger_reading, reading

SHOWN = """云溪区2024年重点任务分工
任务.txt  发文字号 云政办发〔2024〕7号  发文机关 云溪区人民政府办公室  成文日期 2024-02-01
文种 任务分工  涉及时段 2024-01-01至2024-12-31
3 项事项，2 个牵头单位，2 个时限，3 个目标，2 处需核对

编号  事项                    牵头单位      配合单位        时限            目标
──────────────────────────────────────────────────────────────────────────────────────────────────
一、产业提升
1     建设云上园区            区发展改革局  区科技局、青石  6月底前         企业 3–5家
                                            街道            （2024-06-30）  （2024-06-30）
                                                                            规上企业研发覆盖率
                                                                            ≥85%（2024-12-31）
2     优化营商环境，长期坚持  区行政审批局                  长期坚持
二、民生实事
1     改造老旧管网，年内完成                                                投资 15亿元
      投资15亿元                                                            （2024-12-31）

核对清单（2）
! 注意 [14–18] 自述4项，列出3项：请核对是否漏项。
! 注意 1 [154–174] 没有责任单位：请在交办前明确牵头单位。

"""


def test_it_works() -> None:
    shown = draw(ledger_reading(), name="任务.txt", words=ZH, width=100, colour=False)
    assert shown == SHOWN


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(words: type(ZH), width: int) -> None:  # type: ignore[valid-type]
    shown = draw(ledger_reading(), name="任务.txt", words=words, width=width, colour=False)
    assert max(map(width_of, shown.splitlines())) <= width


def test_colours_only_where_asked_for() -> None:
    plain = draw(ledger_reading(), name="a", words=ZH, width=90, colour=False)
    coloured = draw(ledger_reading(), name="a", words=ZH, width=90, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1m" in coloured


def test_what_a_document_holds_never_drives_the_terminal() -> None:
    text = "\x1b[2J\x07一"
    read = reading(text, items=(item(text, text, number=text, path=(text,)),))
    assert "\x1b" not in draw(read, name=text, words=ZH, width=90, colour=False)


def test_an_empty_reading() -> None:
    shown = draw(reading(""), name="空.txt", words=ZH, width=80, colour=False)
    assert shown.startswith("空.txt\n")
    assert ZH.no_items in shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("建设口袋公园", 8, ["建设口袋", "公园"]),
        ("建设公园，修路", 8, ["建设公", "园，修路"]),
        ("到2024-06-30止", 12, ["到2024-06-30", "止"]),
        ("abc def", 5, ["abc", "def"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("", 5, [""]),
        ("1234567890", 4, ["1234", "5678", "90"]),
    ],
)
def test_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(alphabet="一二，。（a1- ", max_size=60), st.integers(2, 30))
def test_wrapping_loses_nothing_but_space(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width_of, lines)) <= width


@given(st.integers(20, 200), st.lists(st.integers(0, 100), min_size=6, max_size=6))
def test_columns_share_the_width(total: int, wanted: list[int]) -> None:
    widths = shared_out(total, wanted, (2, 6, 4, 4, 4, 6))
    assert sum(widths) <= max(total, sum(min(2, want) for want in wanted)) + 6
    assert all(width <= max(2, want) for width, want in zip(widths, wanted, strict=True))
