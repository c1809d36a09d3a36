"""The first lines of a document, told apart: table row, number, letterhead, addressee, title candidate, body.

What stands above the first numbered heading or the first paragraph of prose is the front; nothing below it is
read as a title or a table row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duban.lexicon import Lexicon

LineKind: TypeAlias = Literal[
    "row",  # 成文日期 | 2024-03-01 |
    "number",  # 云政办发〔2024〕3号
    "letterhead",  # 云溪区人民政府办公室文件
    "organ",  # 云溪区人民政府办公室
    "dated",  # 2024年3月1日, （2024年1月8日在云溪区第三届人民代表大会第三次会议上）
    "signed",  # 云溪区人民政府办公室 2024年3月1日
    "addressee",  # 各镇人民政府，区直各部门：
    "forwarding",  # 现印发给你们，请认真组织实施。
    "closing",  # （此件公开发布）, 附件：…, 联系电话：…
    "website",  # 2024-03-01 10:20 来源：区政府办 浏览次数：12, 首页 > 政务公开 > 通知
    "candidate",  # may be (part of) a title
    "heading",  # 一、总体要求: the front is over
    "prose",  # the front is over, unless a signature follows
]

FRONT_LINES = 90
FRONT_CHARS = 9000
TAIL_CHARS = 2500
_LONGEST_LABEL, _LONGEST_VALUE, _SHORTEST_TITLE = 8, 12, 4
_GAP = r"[ \u3000\xa0]{0,2}"
_YEAR = r"[12１２][09０９][0-9０-９]{2}"
DATE = (
    rf"(?:(?P<y>{_YEAR}|二[〇零○ＯO0][〇零○一二三四五六七八九]{{2}}){_GAP}(?:年|[-./／．]){_GAP}"
    rf"(?P<m>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,2}}){_GAP}(?:月|[-./／．]){_GAP}"
    rf"(?P<d>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_GAP}日?)"
)
_OPEN, _CLOSE = r"[〔\[［(（【﹝]", r"[〕\]］)）】﹞]"
NUMBER = rf"[\u4e00-\u9fff]{{1,14}}{_GAP}{_OPEN} ?{_YEAR} ?{_CLOSE}{_GAP}第? ?[0-9０-９]{{1,5}} ?号"
EDGES = " \t\r\u3000\xa0\u200b\ufeff|｜#*"


class Line(NamedTuple):
    """A line that is not blank.

    ``span`` has its characters without the white space around them; ``text`` is the same with words that are spaced
    out for looks put together (通　　知).
    """

    span: Span
    text: str
    kind: LineKind
    spaced: bool  # a blank line stands above it


@dataclass(frozen=True)
class LinePatterns:
    """What tells lines apart, tried on one short line at a time."""

    row: re.Pattern[str]
    organ: re.Pattern[str]
    speaker: re.Pattern[str]
    genre: re.Pattern[str]
    website: re.Pattern[str]
    closing: re.Pattern[str]
    forwarding: re.Pattern[str]
    addressee: re.Pattern[str]
    letterhead: re.Pattern[str]
    contact: re.Pattern[str]


BLANK = r"[ \t\u3000\xa0]{1,6}(?=[^\s:：|｜])"
BULLET = r"[-–—▪◦●■◆\s|｜【\[•·*]{0,6}"
LABEL_END = r"[ \t\u3000\xa0]{0,6}[】\]]?[ \t\u3000\xa0]{0,3}[:：|｜]"
HEADING = re.compile(
    r"[#*\s]{0,6}(?:[一二三四五六七八九十]{1,3}[、.．,，]|第[一二三四五六七八九十百0-9]{1,4}[章条节编部]"
    r"|[(（][一二三四五六七八九十0-9０-９]{1,3}[)）]|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[一二三四五六七八九十]是"
    r"|首先|问题[一二三四五六七八九十0-9]|目[ \u3000]*[录次]$|序号)"
)
_BRACKETED_DATE = re.compile(rf"[(（【]{DATE}[^()（）【】]{{0,60}}[)）】]")
_DATE_OF_SPEECH = re.compile(rf"([-—－–]{{1,3}})? ?{DATE}在.{{4,60}}(?(1)|上)")
_ONLY_DATE = re.compile(DATE)
_ONLY_NUMBER = re.compile(NUMBER)
_TRAIL = re.compile(r"[\u4e00-\u9fff] ?[>＞›»][>＞›» ]{0,3}[\u4e00-\u9fff]")
# What scanning and page templates leave behind a date or a title: 2024年3月1日????, 任务分解表.docx.
_LEAVINGS = "?？�。."
_EXTENSION = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|html?|txt)$", re.IGNORECASE)
_CLOCK = re.compile(r"[0-9]{1,2}[:：][0-9]{2}")


def either(words: Iterable[str]) -> str:
    """The words as alternatives, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def spaced(words: Iterable[str]) -> str:
    """The words as alternatives, each with room for white space between its characters (索 引 号).

    For single lines. Any white space will do: a set of its own at each place takes ten times as long to compile.
    """
    return "|".join(
        r"\s{0,12}".join(re.escape(character) for character in word)
        for word in sorted(words, key=len, reverse=True)
    )


@lru_cache(maxsize=4)
def patterns_of(lexicon: Lexicon) -> LinePatterns:
    """The patterns of a lexicon."""
    papers = lexicon.papers
    labels = spaced(label for group in papers.labels.values() for label in group)
    organs = either({*papers.issuer_endings, *lexicon.organs.strong})
    organ = (
        rf"(?:中共|共青团)?[\u4e00-\u9fff()（）、 \u3000·“”]{{2,46}}?(?:{organs})"
        r"(?:[(（][^()（）]{1,24}[)）])?(?:等[0-9一二三四五六七八九十]{0,3}个?(?:部门|单位|机关))?"
    )
    return LinePatterns(
        row=re.compile(rf"{BULLET}(?:(?:{labels}){LABEL_END}|(?:{spaced(papers.sure_labels)})(?:{BLANK}|$))"),
        organ=re.compile(organ),
        speaker=re.compile(rf"(?P<organ>{organ}) ?(?:{either(papers.posts)})[ \u3000]{{0,4}}\S{{1,4}}"),
        genre=re.compile(
            rf"(?P<genre>{either(papers.genres)})[》”\"]?"
            rf"(?:[ \u3000]?[(（〔【](?:[^()（）〔〕【】]{{1,30}}|{NUMBER})[)）〕】]){{0,2}}$"
        ),
        website=re.compile(either((*papers.website_marks, *papers.weekdays)) + r"|[0-9]{2}版"),
        closing=re.compile(
            rf"[(（【]?(?:(?:{either(papers.closing)})"
            rf"|(?:{spaced(papers.closing_labels)})[0-9０-９一二三四五六]{{0,2}}(?:[:：]|$))"
        ),
        forwarding=re.compile(either(papers.forwarding)),
        addressee=re.compile(r"[^。；;！\n]{2,400}[:：]$"),
        letterhead=re.compile(rf"[\u4e00-\u9fff]{{4,30}}(?:{either(papers.letterheads)})$"),
        contact=re.compile(either(papers.contact)),
    )


@lru_cache(maxsize=4)
def sure_rows(lexicon: Lexicon) -> re.Pattern[str]:
    """A row of a metadata table, by a label that no line of a body begins with."""
    return re.compile(rf"{BULLET}(?:{spaced(lexicon.papers.sure_labels)})(?:{LABEL_END}|{BLANK}|$)")


def front_lines(text: str, lexicon: Lexicon) -> list[Line]:
    """The lines of the front, the first line of body included so that a reader sees where it ends."""
    patterns = patterns_of(lexicon)
    lines: list[Line] = []
    prose = 0
    for span, blank_above in _not_blank(text, 0, min(len(text), FRONT_CHARS)):
        line = _unspaced(span.of(text))
        kind = _kind(line, patterns, lexicon)
        if kind == "candidate" and lines and _answers(line, lines[-1], patterns):
            kind = "row"
        lines.append(Line(span, line, kind, blank_above))
        prose += kind == "prose"
        if kind == "heading" or len(lines) >= FRONT_LINES or prose > 1:
            break
    return lines


def _answers(line: str, above: Line, patterns: LinePatterns) -> bool:
    """Whether a short line is the value of the label that ends the row above (有效性 / 有效), and no title."""
    asked = above.kind == "row" and (above.text.endswith((":", "：")) or len(above.text) <= _LONGEST_LABEL)
    short = len(line) <= _SHORTEST_TITLE or (
        len(line) <= _LONGEST_VALUE and patterns.genre.search(line) is None
    )
    return asked and short


def tail_lines(text: str, front: list[Line], lexicon: Lexicon) -> list[Line]:
    """The last lines of the document, below the front."""
    patterns = patterns_of(lexicon)
    above = front[-1].span.end if front else 0
    start = max(len(text) - TAIL_CHARS, above)
    if start > 0:
        start = text.find("\n", start) + 1 or len(text)
    return [
        Line(span, line, _kind(line, patterns, lexicon), blank_above)
        for span, blank_above in _not_blank(text, start, len(text))
        if (line := _unspaced(span.of(text)))
    ]


def _unspaced(line: str) -> str:
    line = _EXTENSION.sub("", line)
    if any(mark in line for mark in ":：|｜"):
        return line  # a row, whose labels are read with their spaces
    words = line.split()
    alone = next((i for i, word in enumerate(reversed(words)) if len(word) > 1), len(words))
    if alone < 2:
        return line
    return " ".join(words[: len(words) - alone]) + "".join(words[len(words) - alone :])


def _not_blank(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    at, blank_above = start, False
    while at < end:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at : min(stop, at + 2000)]
        bare = line.strip(EDGES)
        if bare:
            begin = at + line.index(bare)
            yield Span(begin, begin + len(bare)), blank_above
        blank_above = not bare
        at = stop + 1


def _kind(line: str, patterns: LinePatterns, lexicon: Lexicon) -> LineKind:
    """The first of these that fits, the surest first."""
    if patterns.row.match(line):
        return "row"
    if _ONLY_NUMBER.fullmatch(line):
        return "number"
    if HEADING.match(line):
        return "heading"
    return _kind_of_date(line, patterns) or _kind_of_words(line, patterns, lexicon)


def is_date(line: str) -> bool:
    """A date and nothing else but what was left behind it."""
    found = _ONLY_DATE.match(line)
    return found is not None and not line[found.end() :].strip(EDGES + _LEAVINGS)


def _kind_of_date(line: str, patterns: LinePatterns) -> LineKind | None:
    found = _ONLY_DATE.search(line, 0, 200)
    if found is None or len(line) > 120:
        return None
    if is_date(line) or _BRACKETED_DATE.fullmatch(line) or _DATE_OF_SPEECH.fullmatch(line):
        return "dated"
    before, after = line[: found.start()].strip(EDGES), line[found.end() :].strip(EDGES)
    organ = before.removesuffix("编").removesuffix("编印")
    if after in {"", "印发", "印"} and patterns.organ.fullmatch(organ):
        return "closing" if after else "signed"
    if _CLOCK.match(after) or patterns.website.search(before) or patterns.website.search(after):
        return "website" if not line.endswith(("。", "；")) else None
    if before.endswith("报") and len(before) < 12:
        return "website"
    return None


def _kind_of_words(line: str, patterns: LinePatterns, lexicon: Lexicon) -> LineKind:
    if line in lexicon.papers.menus or (len(line) < 120 and "<" not in line and _TRAIL.search(line)):
        return "website"
    if len(line) < 400 and patterns.forwarding.search(line):
        return "forwarding"
    if patterns.closing.match(line) and len(line) < 300:
        return "closing"
    if patterns.addressee.fullmatch(line) and _names_addressees(line, patterns, lexicon):
        return "addressee"
    if line.endswith(("。", "；", ";", "：", ":", "，", ",", "、")) or len(line) > 110 or "。" in line:
        return "prose"
    return _kind_of_name(line, patterns)


def _kind_of_name(line: str, patterns: LinePatterns) -> LineKind:
    if patterns.letterhead.fullmatch(line):
        return "letterhead"
    return "organ" if len(line) <= 60 and patterns.organ.fullmatch(line) else "candidate"


def _names_addressees(line: str, patterns: LinePatterns, lexicon: Lexicon) -> bool:
    """各镇人民政府，区直各部门： but not 现将有关事项通知如下：."""
    return line.startswith(lexicon.papers.addressees) or bool(patterns.organ.match(line))
