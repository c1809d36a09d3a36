"""Which figures are targets, and which only look like one.

Not targets: rosters that only describe (发挥…等16家企业作用), numbers that close a list named in full
(甲、乙、丙3个园区), ordinals, baselines (由20天缩短至5天 sets 5), spans of time that nothing is shortened to, numbers
in words that belong to a name (两个维护), and criteria, for which see
:mod:`duban.reading.commitments.targets.criteria`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.reading.commitments.targets.criteria import Criteria
from duban.reading.commitments.targets.figures import GRANTED, Candidate
from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.lexicon.measures import Measures, UnitKind
    from duban.reading.commitments.targets.figures import Clause, Figure

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
_PLAIN: Final = (None, "link")
_IN_PARTS: Final = ("分", "共分", "并分")
_PARTS: Final = re.compile("(?:具体|重点|工作|主要|目标)?(?:任务|举措|事项|措施|工作)$")
_CHARGED: Final = re.compile("(?:牵头|责任|配合|市直|区直|县直|成员)(?:单位|部门)$")
_PAPER_SAYS: Final = re.compile("》[^，,。；;《]{0,4}(?:明确|细化|分解|确定|列出|列明|梳理|部署)[了出为]?$")
_COMPARING: Final = ("较", "比")
_MEASURED: Final = frozenset({"percent", "money", "extent", "physical"})


class Rules:
    """What shows that a figure is no target, by the words of one table."""

    def __init__(self, measures: Measures) -> None:
        verbs, nouns, words = measures.verbs, measures.nouns, measures.rules
        self._criteria = Criteria(measures)
        self._describing = re.compile("(?:其中|并|要|同时|将|重点|主要)?" + one_of(verbs["descriptive"]))
        self._governing = re.compile(one_of((*verbs["words_need"], *verbs["increase"])) + "了?$")
        self._made = re.compile(".{0,20}" + one_of((*verbs["content"], *verbs["increase"])) + ".{2,}")
        into = "|".join(map(re.escape, words["dividing"]))
        split = "|".join(re.escape(word) for word in words["dividing"] if len(word) > 1)
        self._divided_before = re.compile(f"(?:{into})(?:为|成)$")
        self._divided_behind = re.compile(f"[^，,。；;]{{0,20}}?(?:{split})(?:为|成|到)")
        self._treated = frozenset(words["treated"])
        self._ordinal_before = nouns["ordinal_before"]
        self._places, self._aims = words["places"], words["aims"]
        self._aspects, self._aspects_end = words["aspects"], words["aspects_end"]
        self._partners, self._together = words["partners"], words["together"]
        self._no_list_ends = ("、", "和", "及", "与", *verbs["content"])
        self._never, self._terms = nouns["never"], words["term_before"]
        self._time_with = nouns["time_with"]
        self._sums = words["sums"]
        self._unitless = (*nouns["unitless"], "提高", "提升", "增加", "降低")
        common: _Rules = (self._is_ordinal, self._criteria.apply, self._is_divided)
        counted: _Rules = (*common, self._describes, self._closes_list)
        measured: _Rules = (*common, self._acts, self._is_distance)
        self._common = common
        self._by_kind: dict[UnitKind, _Rules] = {
            "count": (*counted, self._is_distance),
            "person": counted,
            "event": (*common, self._describes),
            "percent": measured,
            "money": measured,
            "time": (self._is_no_limit, *common),
            "none": (self._is_no_figure, *common),
            "score": (self._is_no_figure, *common),
        }

    def kept(self, text: str, clause: Clause) -> list[bool]:
        """Which figures of a clause are targets; one that only continues a list follows the one before."""
        figures = clause.figures
        if len(figures) == 1:
            return [self._is_target(text, clause, 0)]
        kept: list[bool] = []
        for index, figure in enumerate(figures):
            continues = figure.joined and not figure.head and index > 0
            kept.append((not continues or kept[-1]) and self._is_target(text, clause, index))
        return kept

    def _is_target(self, text: str, clause: Clause, index: int) -> bool:
        """Whether the figure ``clause.figures[index]`` is one that a supervisor would check."""
        candidate = Candidate(text, clause, index)
        figure = candidate.figure
        if figure.worded and self._is_name(candidate, figure):
            return False
        for rule in self._by_kind.get(figure.kind, self._common):
            if rule(candidate, figure):
                return False
        following = candidate.following
        return following is None or not _is_baseline(candidate, figure, following)

    def _is_ordinal(self, candidate: Candidate, figure: Figure) -> bool:  # noqa: ARG002  (a rule among rules)
        """前10名, 跃升5个位次, 每5天, 分3批, 8个方面工作."""
        head, rest = figure.head, figure.rest
        direct = figure.lead == figure.at and figure.stop - figure.at <= 6
        if direct and head.endswith(self._ordinal_before) and not head.endswith(_BEFORE_A_DATE):
            return True
        if (figure.kind == "time" and _EACH.search(head)) or head in _IN_PARTS:
            return True
        if not rest:
            return False
        if rest.startswith(self._places) or rest.endswith("之一"):
            return True
        return rest.startswith(self._aspects) and (
            figure.worded or len(rest) <= 2 or rest[2:].removeprefix("的").startswith(self._aspects_end)
        )

    def _acts(self, candidate: Candidate, figure: Figure) -> bool:
        """35个行业中, 4个督导组对…开展督查, 聚焦增长6%目标: a whole, an agent or an aim, and no figure of its own."""
        rest = figure.rest
        if not rest:
            return False
        if rest.startswith("目标"):
            return candidate.front.startswith(self._aims)
        if figure.kind not in _COUNTED:
            return False
        if rest.endswith("中"):
            return True
        return ("组" in rest or "班" in rest or "队" in rest) and _ACTING.match(rest) is not None

    def _describes(self, candidate: Candidate, figure: Figure) -> bool:
        """发挥…等16家企业作用, 围绕13条产业链, 联合公安等11个部门."""
        if figure.after is not None or figure.before not in _PLAIN:
            return False
        if self._acts(candidate, figure) or _of_the_paper(candidate, figure):
            return True
        if figure.rest.startswith(self._partners) and any(word in figure.head for word in self._together):
            return True
        front = candidate.front.strip()
        match = self._describing.match(front)
        if match is None:
            return False
        governing = self._governing.search(front)
        if governing is not None and governing.start() > match.start():
            return False
        return not any(
            verb in front[match.end() :] for verb in ("新增", "新建", "建成", "培育", "引进", "开展", "完成")
        )

    def _is_divided(self, candidate: Candidate, figure: Figure) -> bool:
        """将35项问题细化为55个事项; 对28个问题，…: numbers that only say what is being treated."""
        upto, through = candidate.upto, candidate.through
        if upto.endswith(_INTO) and self._divided_before.search(upto):
            return True
        if ("为" in through or "成" in through or "到" in through) and self._divided_behind.match(through):
            return True
        return figure.head in _TREATING and through.strip() in self._treated

    def _closes_list(self, candidate: Candidate, figure: Figure) -> bool:  # noqa: ARG002  (a rule among rules)
        """Whether the number only counts the names before it: 甲、乙、丙3个园区, 甲、乙和丙等三个园区."""
        if figure.after or figure.before or figure.over or not 2 <= figure.low <= 20:
            return False
        head = figure.head.rstrip()
        listed = head.removesuffix("等")
        if not listed or (listed != head and not figure.worded):
            return False
        if listed.endswith("”") and listed.count("”") == figure.low:
            return True
        commas = listed.count("、") + 1
        if (commas < 2 and len(listed) <= 8) or listed.endswith(self._no_list_ends):
            return False
        # 省、市级平台2家 has a list of grades, not of platforms.
        if listed[0] in _GRADES and "、" in listed[:3]:
            return False
        return figure.low == commas or figure.low == len(_MEMBERS.findall(listed)) + 1

    def _is_name(self, candidate: Candidate, figure: Figure) -> bool:
        """A number in Chinese characters counts only with a comparator, behind a verb of making, or behind its noun."""
        if figure.kind in _MEASURED:
            return False
        if figure.rest.startswith(self._never):
            return True
        if _is_compared(figure) or (figure.kind == "time" and candidate.upto.endswith(self._terms)):
            return False
        # 查处违法案件三起: behind its noun, at the end of the clause.
        head = figure.head
        if not candidate.through and len(head) > _SHORTEST_OBJECT and self._made.match(head):
            return False
        if figure.joined and not head:
            return False
        governing = self._governing
        return not (governing.search(candidate.upto.rstrip()) or governing.search(candidate.front.rstrip()))

    def _is_no_limit(self, candidate: Candidate, figure: Figure) -> bool:
        """A span of time is a figure only where something shall take that long: 审批时限压缩至3个工作日以内."""
        if figure.unit == "年":
            return not candidate.upto.endswith(self._terms)
        if figure.rest.startswith(GRANTED):
            return False
        if figure.rest.startswith(("的", "一", "制", "内")):
            return True
        window = candidate.text[max(candidate.clause.sentence, figure.at - 30) : figure.at]
        return not any(word in window for word in self._time_with)

    def _is_no_figure(self, candidate: Candidate, figure: Figure) -> bool:
        """A number without a unit is a figure where it is compared: 容积率不低于2.0, 指数控制在103.5以内."""
        if figure.kind == "score":
            return figure.before in _PLAIN and figure.after is None
        head, follows = figure.head, figure.rest[:1]
        if follows and (follows.isalnum() or follows in "“《（(+＋-/%"):
            noun = figure.low >= _TEN_THOUSAND and not follows.isascii()
            return not (noun and (not head or self._governing.search(head)))
        if figure.after is not None or figure.before in ("at_least", "over", "at_most", "under"):
            return False
        if not follows and figure.low >= _TEN_THOUSAND and head.endswith(self._sums):
            return candidate.text[figure.stop - 1] not in "万亿"
        return not (figure.before in ("reach", "link") and head.endswith(self._unitless))

    def _is_distance(self, candidate: Candidate, figure: Figure) -> bool:
        """高于全省2.4个百分点, 较一季度加快17.5个百分点, 比上年增加3亿元: how far from something else."""
        if figure.unit.endswith("百分点"):
            return _DISTANT.search(candidate.front[-40:]) is not None
        return figure.head.startswith(_COMPARING) and _THAN.match(figure.head) is not None


_Rules: TypeAlias = "tuple[Callable[[Candidate, Figure], bool], ...]"


def _of_the_paper(candidate: Candidate, figure: Figure) -> bool:
    """《任务分解方案》明确48项具体任务，涉及12个责任单位: how many parts a paper has, and for whom."""
    if _PARTS.match(figure.rest) is None:
        return figure.head == "涉及" and _CHARGED.match(figure.rest) is not None
    return _PAPER_SAYS.search(candidate.upto) is not None


def _is_baseline(candidate: Candidate, figure: Figure, following: Figure) -> bool:
    """由20个工作日缩短至5个工作日, 从50%提高到60%: where it starts from."""
    if _ONWARD.search(candidate.upto) and _RISING.match(candidate.through):
        return True
    if not figure.shared:
        return False
    between = candidate.text[figure.tail : following.at]
    return bool(_FROM.search(candidate.upto)) and bool(_TO.search(between))


def _is_compared(figure: Figure) -> bool:
    if figure.over or figure.high is not None or figure.before not in _PLAIN:
        return True
    return figure.after is not None and figure.kind != "time"
