"""Which figures are targets, and which only look like one.

Not targets: criteria that define what is counted (投资5000万元以上的项目), specifications (20万吨级码头), rosters that only
describe (发挥…等16家企业作用), numbers that close a list named in full (甲、乙、丙3个园区), ordinals, ages, spans of time
that nothing is shortened to, and numbers in words that belong to a name (两个维护).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.clauses import Clause, Part

_HANZI: Final = re.compile(r"[一-龥“《\"「（(]")
_JOINT: Final = re.compile(r"[和及与并且或、]")
# A condition ends its clause with 的: 年营业收入首次达到2000万元且增速10%以上的，给予…
_CONDITION: Final = re.compile(
    r"的$|的(?:企业|单位|个人|项目|机构|园区|基地|平台|高校|院所|社区|村|团队|人才|家庭)$"
)
_EACH: Final = re.compile(r"每(?:新增|增加|超过?|满|达到?|完成|引进|新建|隔|间隔)?$")
_TOGETHER: Final = re.compile(r"联合|会同|协同|会商|牵头")
_FROM: Final = re.compile(r"[从由]")
_TO: Final = re.compile(r"[至到为]")
_LISTING: Final = re.compile(r"[、]|(?:以及|[和及与])")
_GRADES: Final = frozenset("国省市区县镇乡村")
_SPECIFIED: Final = frozenset({"physical", "money", "extent", "person", "score", "time", "times"})
_AMOUNT_BEFORE: Final = re.compile(
    r"(?:新增|增加|完成|实现|生产|收储|腾出|处置|供应|减少|减排|节约|储备|建成|建设|新建|修建|改造|提升|整治|清理|疏浚|拆除|治理|修复|种植|栽植|铺设|打通|贯通"
    r"|敷设|绿化|造林|盘活|收回|消纳|筹措|筹集|投资|投入|安排|设立|争取|争取到|落实|拨付|发放|兑现|撬动|拉动|带动|募集|获得|下达|到位|整合|补贴|补助|奖励|给予|贷款|支持"
    r"|总投资|总规模|总面积|总额|规模|合计|共计|累计|达|达到|超|突破|资金|贴息|资助|推出|首期|利用|引进|使用|培训|吸引|带动|惠及|覆盖|服务|救助|接待)$"
)
_TOTAL_BEFORE: Final = re.compile(
    r"(?:总投资|总规模|总面积|总额|总量|总里程|总长|总产值|总金额|总建筑面积)(?:约|达|超过?|为|共)?$"
)


class Setting(NamedTuple):
    """What deciding needs beside the part: its neighbours' wording in the clause and the sentence."""

    head: str
    rest: str
    through: str
    first: bool


@lru_cache(maxsize=4)
def _describing(measures: Measures) -> re.Pattern[str]:
    words = sorted(measures.verbs["descriptive"], key=len, reverse=True)
    return re.compile("(?:其中|并|要|同时|将|重点|主要)?(?:" + "|".join(map(re.escape, words)) + ")")


@lru_cache(maxsize=4)
def _governing(measures: Measures) -> re.Pattern[str]:
    words = sorted({*measures.verbs["words_need"], *measures.verbs["increase"]}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")了?$")


def is_target(text: str, clause: Clause, index: int, measures: Measures) -> bool:
    """Whether the figure ``clause.parts[index]`` is one that a supervisor would check."""
    part = clause.parts[index]
    head, rest = part.head(text), part.rest(text)
    through = text[part.beside.tail : clause.end]
    first = clause.parts[0].head(text) if index else head
    setting = Setting(head, rest, through, first is head)
    return not (
        _is_ordinal(part, setting, measures)
        or _is_criterion(text, clause, index, setting, measures)
        or _describes(text, clause, part, setting, measures)
        or _closes_list(part, setting)
        or (part.quantity.worded and _is_name(text, clause, index, setting, measures))
        or (part.quantity.kind == "time" and not _is_limit(text, clause, part, measures))
        or (part.quantity.kind == "none" and not _is_figure(part, setting, measures))
        or (
            part.quantity.kind == "score"
            and part.beside.before in (None, "link")
            and part.beside.after is None
        )
        or _is_baseline(text, clause, index)
    )


def _is_ordinal(part: Part, setting: Setting, measures: Measures) -> bool:
    """前10名, 跃升5个位次, 每5天, 8个方面工作."""
    if part.quantity.end - part.quantity.start <= 6 and setting.head.endswith(
        measures.nouns["ordinal_before"]
    ):
        return True
    if part.quantity.kind == "time" and _EACH.search(setting.head):
        return True
    if setting.rest.endswith("之一") or setting.head.endswith("分"):
        return True
    if setting.rest.startswith(("部门", "单位", "委办局")) and _TOGETHER.search(setting.head):
        return True
    if setting.rest.startswith(("位次", "名次", "身位", "席位")):
        return True
    return setting.rest.startswith(("方面", "层面", "维度", "环节", "阶段")) and (
        part.quantity.worded
        or len(setting.rest) <= 2
        or setting.rest[2:4] in ("问题", "工作", "任务", "内容", "的问", "的工")
    )


def _is_baseline(text: str, clause: Clause, index: int) -> bool:
    """由20个工作日缩短至5个工作日, 从50%提高到60%: where it starts from is no target."""
    part = clause.parts[index]
    if not part.shared or index + 1 >= len(clause.parts):
        return False
    between = text[part.beside.tail : clause.parts[index + 1].quantity.start]
    return bool(_FROM.search(text[part.start : part.quantity.start])) and bool(_TO.search(between))


def _is_criterion(text: str, clause: Clause, index: int, setting: Setting, measures: Measures) -> bool:
    """Whether the number defines what is counted instead of counting it."""
    part = clause.parts[index]
    kind = part.quantity.kind
    after = setting.rest
    if _EACH.search(setting.head) and not setting.head.endswith(("每年", "每月")):
        return True
    if after.startswith("的") and not _HANZI.match(after[1:2]) and not part.shared:
        return True
    if (
        _CONDITION.search(setting.through)
        and part.beside.after is not None
        and not after.startswith("的项目")
    ):
        return True
    if _qualifies(clause, index):
        return True
    if kind not in _SPECIFIED or not after or not _HANZI.match(after) or _JOINT.match(after):
        return False
    if part.beside.after is not None and part.beside.after != "about":
        return not after.startswith(_content(measures))
    if after.startswith("的"):
        return not _TOTAL_BEFORE.search(setting.head)
    if after.startswith(("级", "型", "档", "版")):
        return True
    governed = _AMOUNT_BEFORE.search(setting.head) or (index > 0 and part.joined and not setting.head)
    if kind in ("physical", "extent"):
        return not governed and not after.startswith(_content(measures))
    if kind == "money":
        following = clause.parts[index + 1] if index + 1 < len(clause.parts) else None
        counted = part.shared and following is not None and following.quantity.kind == "count"
        return not governed and (counted or not setting.head)
    return False


def _qualifies(clause: Clause, index: int) -> bool:
    """Whether a count only says whose rate follows: 3个片区平均容积率提高至2.0以上."""
    part = clause.parts[index]
    if not part.shared or part.quantity.kind not in ("count", "person") or index + 1 >= len(clause.parts):
        return False
    following = clause.parts[index + 1]
    return following.quantity.kind in ("none", "percent") and following.beside.before is not None


@lru_cache(maxsize=4)
def _content(measures: Measures) -> tuple[str, ...]:
    return tuple(measures.verbs["content"])


def _describes(text: str, clause: Clause, part: Part, setting: Setting, measures: Measures) -> bool:
    """发挥…等16家企业作用, 围绕13条产业链, 梳理分解为13个事项."""
    if part.beside.before not in (None, "link") or part.beside.after is not None:
        return False
    front = text[clause.start : part.beside.lead].strip()
    if front.endswith(
        (
            "分解为",
            "细化为",
            "归纳为",
            "梳理为",
            "划分为",
            "分为",
            "分成",
            "分解成",
            "拆解为",
            "整合为",
            "概括为",
        )
    ):
        return True
    lead = text[part.beside.lead : part.quantity.start]
    if lead.startswith("为") and front.endswith(
        ("分解", "细化", "归纳", "梳理", "划分", "分", "拆解", "整合", "概括")
    ):
        return True
    match = _describing(measures).match(front)
    if match is None:
        return False
    governing = _governing(measures).search(front)
    if governing is not None and governing.start() > match.start():
        return False
    # 聚焦…，提升 names what for; a figure of its own kind (rates, sums) is still one.
    return part.quantity.kind in ("count", "person", "event") and not any(
        verb in front[match.end() :] for verb in ("新增", "新建", "建成", "培育", "引进", "开展", "完成")
    )


def _closes_list(part: Part, setting: Setting) -> bool:
    """Whether the number only counts the names before it: 甲、乙、丙3个园区, 甲、乙和丙等三大工程."""
    value = part.quantity.low
    if part.quantity.kind not in ("count", "person") or part.quantity.over or part.beside.after is not None:
        return False
    if not 2 <= value <= 20 or part.beside.before not in (None,):
        return False
    head = setting.head.rstrip()
    listed = head[:-1] if head.endswith("等") else head
    if not listed or _JOINT.match(listed[-1]):
        return False
    with_joints = len(_LISTING.findall(listed)) + 1
    commas = listed.count("、") + 1
    quotes = listed.count("”")
    if quotes >= 2 and listed.endswith("”") and quotes == value:
        return True
    if commas < 2 and not (value == 2 and with_joints == 2 and len(listed) > 8):
        return False
    if listed[0] in _GRADES and "、" in listed[:3]:
        return False
    if head.endswith("等"):
        return value in (with_joints, commas) and value <= 4 and part.quantity.worded
    return value in (with_joints, commas)


def _is_name(text: str, clause: Clause, index: int, setting: Setting, measures: Measures) -> bool:
    """A number in Chinese characters counts only right behind a verb of making or a comparator."""
    quantity = clause.parts[index].quantity
    if quantity.kind in ("percent", "money", "extent", "physical"):
        return False
    if setting.rest.startswith(measures.nouns["never"]):
        return True
    if quantity.over or quantity.high is not None or clause.parts[index].beside.before not in (None, "link"):
        return False
    before = clause.parts[index].beside.lead
    head = text[clause.start : before].rstrip()
    if _governing(measures).search(text[clause.start : quantity.start].rstrip()) or _governing(
        measures
    ).search(head):
        return False
    return not (clause.parts[index].joined and not setting.head and index > 0)


def _is_limit(text: str, clause: Clause, part: Part, measures: Measures) -> bool:
    """Whether a span of time is the figure itself: 审批时限压缩至3个工作日以内, 优良天数达到310天."""
    if part.rest(text).startswith(("的", "一", "制", "内")) or part.quantity.unit == "年":
        return part.quantity.unit == "年" and bool(
            re.search(r"(?:为期|期限|不超过|最长|最长不超过)$", text[clause.start : part.quantity.start])
        )
    front = text[max(clause.sentence, part.quantity.start - 30) : part.quantity.start]
    return any(word in front for word in measures.nouns["time_with"])


def _is_figure(part: Part, setting: Setting, measures: Measures) -> bool:
    """Whether a number without a unit is a figure: 容积率不低于2.0, 满意度指数达到95以上, 新增1.2万学位."""
    side = part.beside
    follows = setting.rest[:1]
    if follows and (_HANZI.match(follows) or follows.isalnum() or follows in "+＋-/%"):
        return (
            part.quantity.low >= 10_000
            and not follows.isascii()
            and bool(_governing(measures).search(setting.head))
        )
    if side.after in ("at_least", "at_most", "about") or side.before in (
        "at_least",
        "over",
        "at_most",
        "under",
    ):
        return True
    named = setting.head.endswith(measures.nouns["unitless"]) or setting.head.endswith(
        ("提高", "提升", "增加", "降低")
    )
    return side.before in ("reach", "link") and named
