"""Which figures are targets, and which only look like one.

Not targets: rosters that only describe (发挥…等16家企业作用), numbers that close a list named in full
(甲、乙、丙3个园区), ordinals, baselines (由20天缩短至5天 sets 5), spans of time that nothing is shortened to, numbers
in words that belong to a name (两个维护), and criteria, for which see
:mod:`duban.reading.commitments.targets.criteria`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.reading.commitments.targets.criteria import is_criterion
from duban.reading.commitments.targets.figures import GRANTED, Figure
from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.lexicon.measures import Measures, UnitKind
    from duban.reading.commitments.targets.clauses import Clause, Part

_EACH: Final = re.compile(r"每(?:隔|间隔)?$")
# 年底前5家: what comes before is a time, not a rank.
_BEFORE_A_DATE: Final = ("底前", "月前", "日前", "年前", "末前", "之前", "目前", "此前", "期前", "节前")
_MEMBERS: Final = re.compile(r"[、]|以及|[和及与]")
_GRADES: Final = frozenset("国省市区县镇乡村")
_FROM: Final = re.compile(r"[从由]")
_TO: Final = re.compile(r"[至到为]")
_TEN_THOUSAND: Final = 10_000
_SHORTEST_OBJECT: Final = 4
# 高于全省2.4个百分点, 欠目标进度8.3个百分点, 较一季度加快3个百分点: how far from something else.
_DISTANT: Final = re.compile(
    r"(?:高于|低于|高出|快于|慢于|好于|优于|多于|少于|落后|领先|超|欠|较|(?<![占同环年])比)(?![例重率值价])"
    r".{0,20}$"
)
# 4个督导组对…开展督查: who acts.
_ACTING: Final = re.compile(r"[一-龥]{0,6}(?:组|专班|小分队)(?:对|向|赴|分赴|深入|下沉|进驻|先后|分别|开展)")
_RISING: Final = re.compile(
    r"[^，,；;。]{0,40}?(?:提高|提升|增加|增长|上升|扩大|上调|缩短|压缩|压减|降低|下降|减少|调整|下调|降|升|增)"
    r"[至到为]"
)
_THAN: Final = re.compile(r"[较比](?:20|上|去|同|前|“?十.五)[^，,]{0,12}(?:增加|减少|多|少)$")
_ONWARD: Final = re.compile(r"[从由][^至到]*$")
_INTO: Final = ("为", "成")
_TREATING: Final = ("对", "针对", "就", "把", "将")
_COUNTED: Final = frozenset({"count", "person", "event"})


def is_target(text: str, clause: Clause, index: int, measures: Measures) -> bool:
    """Whether the figure ``clause.parts[index]`` is one that a supervisor would check."""
    quantity = clause.parts[index].quantity
    figure = Figure(text, clause, index)
    if quantity.worded and _is_name(figure, measures):
        return False
    special = _SPECIAL.get(quantity.kind)
    if special is not None and special(figure, measures):
        return False
    for rule in _RULES.get(quantity.kind, _COMMON):
        if rule(figure, measures):
            return False
    return figure.following is None or not _is_baseline(figure, figure.following)


@lru_cache(maxsize=4)
def _describing(measures: Measures) -> re.Pattern[str]:
    return re.compile("(?:其中|并|要|同时|将|重点|主要)?" + one_of(measures.verbs["descriptive"]))


@lru_cache(maxsize=4)
def _governing(measures: Measures) -> re.Pattern[str]:
    return re.compile(one_of((*measures.verbs["words_need"], *measures.verbs["increase"])) + "了?$")


@lru_cache(maxsize=4)
def _dividing(measures: Measures) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = measures.rules["dividing"]
    into = "|".join(map(re.escape, words))
    split = "|".join(re.escape(word) for word in words if len(word) > 1)
    return re.compile(f"(?:{into})(?:为|成)$"), re.compile(f"[^，,。；;]{{0,20}}?(?:{split})(?:为|成|到)")


@lru_cache(maxsize=4)
def _made(measures: Measures) -> re.Pattern[str]:
    return re.compile(".{0,20}" + one_of((*measures.verbs["content"], *measures.verbs["increase"])) + ".{2,}")


def _is_ordinal(figure: Figure, measures: Measures) -> bool:
    """前10名, 跃升5个位次, 每5天, 分3批, 8个方面工作."""
    head, rest, quantity = figure.head, figure.rest, figure.part.quantity
    direct = figure.part.beside.lead == quantity.start and quantity.end - quantity.start <= 6
    if direct and head.endswith(measures.nouns["ordinal_before"]) and not head.endswith(_BEFORE_A_DATE):
        return True
    if (quantity.kind == "time" and _EACH.search(head)) or head in ("分", "共分", "并分"):
        return True
    if rest.startswith(measures.rules["places"]) or rest.endswith("之一"):
        return True
    return rest.startswith(measures.rules["aspects"]) and (
        quantity.worded
        or len(rest) <= 2
        or rest[2:].removeprefix("的").startswith(measures.rules["aspects_end"])
    )


def _is_baseline(figure: Figure, following: Part) -> bool:
    """由20个工作日缩短至5个工作日, 从50%提高到60%: where it starts from."""
    if _ONWARD.search(figure.before) and _RISING.match(figure.through):
        return True
    if not figure.part.shared:
        return False
    between = figure.text[figure.part.beside.tail : following.quantity.start]
    return bool(_FROM.search(figure.before)) and bool(_TO.search(between))


def _acts(figure: Figure, measures: Measures) -> bool:
    """35个行业中, 4个督导组对…开展督查, 聚焦增长6%目标: a whole, an agent or an aim, and no figure of its own."""
    if figure.rest.startswith("目标"):
        return figure.front.startswith(measures.rules["aims"])
    if not figure.rest or figure.part.quantity.kind not in _COUNTED:
        return False
    return figure.rest.endswith("中") or _ACTING.match(figure.rest) is not None


def _describes(figure: Figure, measures: Measures) -> bool:
    """发挥…等16家企业作用, 围绕13条产业链, 联合公安等11个部门."""
    side = figure.part.beside
    if side.after is not None or side.before not in (None, "link"):
        return False
    if _acts(figure, measures):
        return True
    if figure.rest.startswith(measures.rules["partners"]) and any(
        word in figure.head for word in measures.rules["together"]
    ):
        return True
    front = figure.front.strip()
    match = _describing(measures).match(front)
    if match is None:
        return False
    governing = _governing(measures).search(front)
    if governing is not None and governing.start() > match.start():
        return False
    return not any(
        verb in front[match.end() :] for verb in ("新增", "新建", "建成", "培育", "引进", "开展", "完成")
    )


def _is_divided(figure: Figure, measures: Measures) -> bool:
    """将35项问题细化为55个事项; 对28个问题，…: numbers that only say what is being treated."""
    before, through = figure.before, figure.through
    if before.endswith(_INTO) and _dividing(measures)[0].search(before):
        return True
    if ("为" in through or "成" in through or "到" in through) and _dividing(measures)[1].match(through):
        return True
    return figure.head in _TREATING and through.strip() in measures.rules["treated"]


def _closes_list(figure: Figure, measures: Measures) -> bool:
    """Whether the number only counts the names before it: 甲、乙、丙3个园区, 甲、乙和丙等三个园区."""
    quantity, side = figure.part.quantity, figure.part.beside
    if quantity.kind not in ("count", "person") or quantity.over or not 2 <= quantity.low <= 20:
        return False
    head = figure.head.rstrip()
    listed = head.removesuffix("等")
    if side.after or side.before or not listed or (listed != head and not quantity.worded):
        return False
    if listed.endswith("”") and listed.count("”") == quantity.low:
        return True
    commas, members = listed.count("、") + 1, len(_MEMBERS.findall(listed)) + 1
    if listed.endswith(("、", "和", "及", "与", *measures.verbs["content"])) or (
        commas < 2 and len(listed) <= 8
    ):
        return False
    # 省、市级平台2家 has a list of grades, not of platforms.
    grades = listed[0] in _GRADES and "、" in listed[:3]
    return quantity.low in (commas, members) and not grades


def _is_name(figure: Figure, measures: Measures) -> bool:
    """A number in Chinese characters counts only with a comparator, behind a verb of making, or behind its noun."""
    part = figure.part
    quantity = part.quantity
    if quantity.kind in ("percent", "money", "extent", "physical"):
        return False
    if figure.rest.startswith(measures.nouns["never"]):
        return True
    if _is_compared(part) or (
        quantity.kind == "time" and figure.before.endswith(measures.rules["term_before"])
    ):
        return False
    # 查处违法案件三起: behind its noun, at the end of the clause.
    if not figure.through and len(figure.head) > _SHORTEST_OBJECT and _made(measures).match(figure.head):
        return False
    if part.joined and not figure.head:
        return False
    governing = _governing(measures)
    return not (governing.search(figure.before.rstrip()) or governing.search(figure.front.rstrip()))


def _is_compared(part: Part) -> bool:
    quantity, side = part.quantity, part.beside
    if quantity.over or quantity.high is not None or side.before not in (None, "link"):
        return True
    return side.after is not None and quantity.kind != "time"


def _is_no_limit(figure: Figure, measures: Measures) -> bool:
    """A span of time is a figure only where something shall take that long: 审批时限压缩至3个工作日以内."""
    quantity = figure.part.quantity
    if quantity.unit == "年":
        return not figure.before.endswith(measures.rules["term_before"])
    if figure.rest.startswith(GRANTED):
        return False
    if figure.rest.startswith(("的", "一", "制", "内")):
        return True
    window = figure.text[max(figure.clause.sentence, quantity.start - 30) : quantity.start]
    return not any(word in window for word in measures.nouns["time_with"])


def _is_no_figure(figure: Figure, measures: Measures) -> bool:
    """A number without a unit is a figure where it is compared: 容积率不低于2.0, 指数控制在103.5以内, 新增1.2万学位."""
    part = figure.part
    side = part.beside
    if part.quantity.kind == "score":
        return side.before in (None, "link") and side.after is None
    follows = figure.rest[:1]
    if follows and (follows.isalnum() or follows in "“《（(+＋-/%"):
        noun = part.quantity.low >= _TEN_THOUSAND and not follows.isascii()
        return not (noun and (not figure.head or _governing(measures).search(figure.head)))
    if side.after is not None or side.before in ("at_least", "over", "at_most", "under"):
        return False
    if not follows and part.quantity.low >= _TEN_THOUSAND and figure.head.endswith(measures.rules["sums"]):
        return figure.text[part.quantity.end - 1] not in "万亿"
    named = figure.head.endswith((*measures.nouns["unitless"], "提高", "提升", "增加", "降低"))
    return not (side.before in ("reach", "link") and named)


def _is_distance(figure: Figure, measures: Measures) -> bool:  # noqa: ARG001  (a rule among rules)
    """高于全省2.4个百分点, 较一季度加快17.5个百分点, 比上年增加3亿元: how far from something else."""
    quantity = figure.part.quantity
    if quantity.unit.endswith("百分点"):
        return _DISTANT.search(figure.front[-40:]) is not None
    return figure.head.startswith(("较", "比")) and _THAN.match(figure.head) is not None


# Rules for one kind of unit, and rules for all.
_SPECIAL: Final[dict[UnitKind, Callable[[Figure, Measures], bool]]] = {
    "time": _is_no_limit,
    "none": _is_no_figure,
    "score": _is_no_figure,
}
_Rules: TypeAlias = "tuple[Callable[[Figure, Measures], bool], ...]"
_COMMON: Final[_Rules] = (_is_ordinal, is_criterion, _is_divided)
_RULES: Final[dict[UnitKind, _Rules]] = {
    "count": (*_COMMON, _describes, _closes_list, _is_distance),
    "person": (*_COMMON, _describes, _closes_list),
    "event": (*_COMMON, _describes),
    "percent": (*_COMMON, _acts, _is_distance),
    "money": (*_COMMON, _acts, _is_distance),
}
