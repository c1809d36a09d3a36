"""The title among the lines of the front, put together again where it is broken over several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.metadata.lines import EDGES, NUMBER, patterns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.metadata.lines import Line

_TITLE_LINES = frozenset({"candidate", "organ"})
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_NUMBERED = re.compile(rf"^{NUMBER}[ \u3000]*|[ \u3000]*[(（]{NUMBER}[)）]$")
_BROKEN = re.compile(
    r"(?<=[\u4e00-\u9fff《》“”、0-9]) (?=[\u4e00-\u9fff《》“”、])|(?<=[\u4e00-\u9fff《》“”、]) (?=[0-9])"
)
_MOST_LINES = 6


class Title(NamedTuple):
    """The title and the lines (by index) that it stands on."""

    text: str
    lines: range


def find_title(lines: Sequence[Line], lexicon: Lexicon) -> Title | None:
    """The first title of the front: the outer one of a notice that passes something on."""
    for end, line in enumerate(lines):
        if line.kind == "candidate" and _ends_title(lines, end, lexicon):
            start = _start(lines, end, lexicon)
            text = _joined(lines[start : end + 1])
            if _is_title(text, line, lexicon):
                return Title(bare_title(text, lexicon), range(start, end + 1))
    return _headline(lines)


def _ends_title(lines: Sequence[Line], end: int, lexicon: Lexicon) -> bool:
    """Whether the title is complete with this line: it ends with a genre, and nothing below goes on with it."""
    if not patterns_of(lexicon).genre.search(lines[end].text):
        return False
    following = lines[end + 1] if end + 1 < len(lines) else None
    if (
        following is None
        or following.kind != "candidate"
        or following.text.startswith(lexicon.papers.openers)
    ):
        return True
    # 关于印发2024年重点工作 / 任务分工方案的通知: the line below only ends what this one began.
    ended = patterns_of(lexicon).genre.search(following.text)
    if ended is None or not following.spaced:
        return ended is None
    return ended["genre"] in lexicon.papers.weak_genres or not _breaks_off(lines[end], lexicon)


def _start(lines: Sequence[Line], end: int, lexicon: Lexicon) -> int:
    """The first line of the title that ends on ``end``: broken lines above it, and the organs that issue it."""
    start = end
    while start > 0 and end - start < _MOST_LINES:
        above, first = lines[start - 1], lines[start]
        opens = first.text.startswith(lexicon.papers.openers)
        if above.kind not in _TITLE_LINES or "".join(above.text.split()) in _joined(lines[start : end + 1]):
            break
        if above.kind == "organ":
            if not (opens or first.kind == "organ" or not first.spaced):
                break
        elif opens or first.kind == "organ" or (first.spaced and not _breaks_off(above, lexicon)):
            break
        start -= 1
    return start


def _breaks_off(line: Line, lexicon: Lexicon) -> bool:
    """关于印发2024年重点任务 / (blank) / 完成情况的通报: what has begun and not ended goes on below the blank line."""
    begun = any(opener in line.text for opener in lexicon.papers.openers)
    ended = patterns_of(lexicon).genre.search(line.text)
    return begun and (ended is None or ended["genre"] in lexicon.papers.weak_genres)


def _joined(lines: Sequence[Line]) -> str:
    """The lines as one: without the breaks, but with a space between two organs that issue together."""
    text = ""
    for above, line in zip([None, *lines], lines, strict=False):
        if above is not None and above.kind == line.kind == "organ":
            text += " "
        text += line.text.strip(EDGES)
    return _BLANKS.sub(" ", text)


def bare_title(title: str, lexicon: Lexicon) -> str:
    """A title without the number before or after it, the 《》 around it, and the blanks where a page broke its lines.

    Blanks between its organs stay: 中共云溪区委 云溪区人民政府关于印发 《云溪区2024年 工作要点》的通知.
    """
    title = _NUMBERED.sub("", title)
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    organ = patterns_of(lexicon).organ

    def between(blank: re.Match[str]) -> str:
        before, after = title[: blank.start()].rpartition(" ")[2], title[blank.end() :]
        return blank[0] if organ.fullmatch(before) and organ.match(after) else ""

    return _BROKEN.sub(between, title)


def _is_title(text: str, last: Line, lexicon: Lexicon) -> bool:
    """A line that ends with 工作 or 情况 is a title only where it says what it is about."""
    found = patterns_of(lexicon).genre.search(last.text)
    if found is None or len(text) < 5:
        return False
    if found["genre"] not in lexicon.papers.weak_genres:
        return True
    return "关于" in text or bool(re.search("20[0-9]{2}|[0-9]{4}年|年", text)) or len(text) >= 16


def _headline(lines: Sequence[Line]) -> Title | None:
    """A newspaper's headline: the first line that is no prose, where prose follows below it."""
    if not any(line.kind == "prose" for line in lines):
        return None
    for index, line in enumerate(lines):
        if line.kind in {"prose", "heading", "forwarding"}:
            return None
        if (
            line.kind == "candidate"
            and len(line.text) >= 10
            and not line.text.startswith(("•", "·", "-", "打开", "点击"))
        ):
            below = lines[index + 1] if index + 1 < len(lines) else None
            if below is not None and not below.spaced and below.text.startswith(("—", "－", "-")):
                return Title(_joined([line, below]), range(index, index + 2))
            return Title(_joined([line]), range(index, index + 1))
    return None
