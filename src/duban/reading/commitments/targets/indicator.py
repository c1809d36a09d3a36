"""What a figure measures: the counted noun with the subject that the sentence gave last.

新增2家市级以上工程中心 → 市级以上工程中心 · 力争存款余额增速达到9%以上 → 存款余额增速 · in results the verb
stays: 引进8个文化项目 → 引进文化项目.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.figures import Clause, Figure
    from duban.reading.model import Tense

_LONGEST: Final = 40
_LONGEST_SUBJECT: Final = 8
_LIGHT: Final = re.compile(r"进行了?|开展了?")
_OPENING_EDGE: Final = " \t\n\r\u00a0\u3000、，,；;：:的了）)”"
_CLOSING_EDGE: Final = " \t\n\r\u00a0\u3000、，,；;：:了的（(“"
_NOTE: Final = re.compile(r"[\[［〔]\d{1,3}[\]］〕]")
_FROM: Final = re.compile(r"[从由][^从由]{0,30}$")
_ROSE: Final = re.compile(r"[从由][^从由]{0,12}[0-9][^从由]*$")
_TAIL: Final = re.compile(
    r"(?:分别|均|都|各|同比|环比|较上年|比上年|年均|累计|共|达|已|将|要|可|也|力争|确保|实现|占|为|在|约|再|总计|合计|(?:下降|降低|提高|提升)?至目标值|[下升]?降?至)+$"
)
# The last characters of those: what ends otherwise need not be searched.
_TAIL_ENDS: Final = tuple("别均都各比年计共达已将要可也争保现占为在约再值至")
# With these behind it a word is part of a noun: 完成率, 保障性住房; and with those a verb: 服务中心, 检查组.
_SUFFIX: Final = "[率度量额数值比性]"
_NOUN: Final = (
    "[组者站点业带]|公司|中心|机构|基地|平台|体系|人员|队伍|用地|工程|项目|设施|标准|资金|条件|能力|经费"
)
# 新（改、扩）建, 新改扩建, 改（新）建: one verb.
_JOINTLY: Final = "新?[（(]?[改扩迁新续][、和/]?[改扩迁新续]?[）)]?建"
_JOIN: Final = "[、和并及了]?"
_AHEAD: Final = "同比|环比|年均|平均|累计|比上年|较上年|比去年|较去年|分别|再|又|其中"
_NUMBERED: Final = re.compile(r"第[一二三四五六七八九十\d]+(?:批|轮|期)")
# What is said of a counted noun at length is no part of it: 46项服务事项下放到村, 13项成果被省级部门采纳.
_SAID: Final = re.compile(
    r"(?<=[一-龥”]{2})(?:实现“|全部|由(?!来)|被|因(?!素)|下放|纳入|至[0-9]|[0-9]{1,2}(?:[-—至][0-9]{1,2})?月"
    r"|保障(?!性|房|体系|机制|中心|能力|水平)|抓早)[^，,]*$"
)
# （县数据局负责）, (牵头单位：…): who answers for it.
_OWNED: Final = re.compile(
    r"[（(][^（）()]{0,60}(?:负责|牵头|配合|落实|单位[:：])[^（）()]{0,60}[)）]?|[（(](?:主要是|不?含|包括|即|市下达|省下达)[^（）()]{0,40}[)）]"
)
# The first characters of those: without one of them nothing is searched.
_SAID_BEGINS: Final = re.compile("[实全由被因下纳至保抓0-9]")
_DUTY: Final = re.compile("[要应须责头]")
_OWNER: Final = re.compile(
    r"^[^，,。；;0-9]{0,20}?(?:局|委|办|部门|单位|街道|镇|乡|中心|公司|政府|机构|集团|领导小组)(?:等)?(?:要|应|须|负责|牵头)"
)
# 惠及居民 and 带动就业 say more than the noun alone.
_REACHING: Final = frozenset({"惠及", "带动", "覆盖", "受益"})
# 面向预算单位举办培训, 分三批投放消费券, 由市财政安排资金.
_AIMED: Final = re.compile(
    r"^(?:面向[^，,]{2,12}?(?=举办|开展|组织)|分[一-龥0-9]批次?|由[^，,]{2,10}?(?=安排|统筹|给予))"
)
_GRANTING: Final = re.compile(r"(?:按[^，,]*|每[一-龥]|一次性|最高|再|直接)*给予")
_GRANTS: Final = frozenset({"奖励", "奖补", "补贴", "补助", "资助", "一次性奖励", "一次性奖补", "一次性补助"})
# 通报8人, 开工7项: these name what is counted.
_EVENTS: Final = frozenset({"投资", "开工", "竣工", "完工", "通报", "整改"})
# 完工新建、改扩建学校: what was finished is no plain 学校.
_SHORT: Final = 2
_SHARE: Final = re.compile("占(?![地比用]).*$")
_DIGITS_OR_BRACKET: Final = frozenset("0123456789０１２３４５６７８９（(")
_MARKER: Final = re.compile(r"^[（(]?[0-9０-９]{1,2}(?:[）)]|[.．、](?![0-9０-９]))")
_CONSEQUENCE: Final = re.compile(
    r"(?:并|同时)?(?:投入使用|完工并投入使用|建成投用|竣工投用|开工建设|建成投产)$"
)
_CONSEQUENCE_ENDS: Final = ("投入使用", "建成投用", "竣工投用", "开工建设", "建成投产")


class Openings:
    """Patterns of one table for what an indicator begins and ends with."""

    def __init__(self, measures: Measures) -> None:
        verbs = measures.verbs
        # Atomic: where 新开工 is part of a noun (新开工项目), 新开 is not tried.
        opening = f"(?>{one_of(set(verbs['opening']) - set(verbs['keep']))})(?!{_SUFFIX}|农田|厂房)"
        # 累计 belongs to a result.
        told = f"(?>{one_of(set(verbs['opening']) - {*verbs['keep'], '累计'})})(?!{_SUFFIX})"
        making = _JOINTLY + "|" + one_of({*verbs["content"], *verbs["increase"]} - _REACHING)
        changes = one_of([*verbs["growth"], *verbs["rise"], *verbs["decrease"]])
        self.opening = re.compile(f"(?:{told}{_JOIN}){{0,8}}")
        self.making = re.compile(f"(?:(?:{opening}|(?>{making})(?!{_SUFFIX}|{_NOUN})){_JOIN}){{0,8}}")
        self.verb = re.compile(f"(?:{making})了?$")
        self.first_verb = re.compile(making)
        self.verbs = {*verbs["content"], *verbs["increase"]} - _EVENTS - _GRANTS
        self.bare = re.compile(f"(?:{making}|{_AHEAD}|一次性|最高|投资|总投资|主体|了|按|的)+")
        self.changing = re.compile(f"(?:{_AHEAD}|{changes})+$")
        self.grows = re.compile(
            f"(?:{_AHEAD}|{changes}|[较比](?:上|去|同|前|20)[^率值额]{{0,10}}?(?=增|减|下|上升|提))+"
        )
        self.leaning = re.compile(
            f"(?:{_AHEAD}){{0,3}}(?:{changes})(?:{_AHEAD}){{0,3}}|(?:{_AHEAD}){{1,3}}"
            "|(?:占(?![地用比])|高于|低于|快于|好于|是|较|比|每人每)[^率值额]*"
        )
        self.generic = frozenset(measures.nouns["generic"])
        self.measure_end = measures.nouns["measure_end"]


class Wording(NamedTuple):
    """The words around a number.

    Before it (time words left out), after it, what an earlier part of its list lends, what the whole list is
    subject to, the indicator that the sentence gave last, and what a table row is about.
    """

    head: str
    rest: str
    lends: str
    predicate: str
    last: str
    row: str


def indicator_of(
    text: str, clause: Clause, figure: Figure, wording: Wording, tense: Tense, openings: Openings
) -> str:
    """What the figure measures."""
    rest = _following(wording.rest) if wording.rest else ""
    stated = _stated(wording.head)
    head, kind = stated, figure.kind
    if "从" in head or "由" in head:
        head = (_FROM if kind in ("percent", "time") else _ROSE).sub("", head)
    measured = kind in ("percent", "none") or (not rest and head.endswith(openings.measure_end))
    before = _subject(head.replace("至少", "") if "至" in head else head, tense, openings, measured=measured)
    named = (
        _counted(before, rest + wording.predicate, tense, openings)
        if rest
        else _sufficient(before, head, openings)
    )
    if not stated and (not rest or tense == "achieved") and wording.lends not in named:
        named = wording.lends + named
    if not rest:
        named = _with_subject(text, clause, figure, named, wording, openings)
    elif rest in _GRANTS and not head.removesuffix("给予"):
        named = _context(text, clause, openings).removeprefix("对") + rest
    return _finished(named.replace("分别", ""), tense, figure) or _worded(text, clause, figure)


def _stated(head: str) -> str:
    """The wording before the number without the ordinal of its part and notes on who answers for it."""
    if "（" in head or "(" in head:
        head = _OWNED.sub("", head)
    return _MARKER.sub("", head) if head[:1] in _DIGITS_OR_BRACKET else head


def _sufficient(before: str, head: str, openings: Openings) -> str:
    """``before``, or all of ``head`` where so little is left that it names nothing: 整改 of 已完成整改."""
    short = len(before) < _SHORT or before in openings.generic or openings.bare.fullmatch(before)
    if short or (len(before) == _SHORT and ("完工" in head or "竣工" in head)):
        return _opened(_listed(head, openings), openings) or before
    return before


def _with_subject(
    text: str, clause: Clause, figure: Figure, named: str, wording: Wording, openings: Openings
) -> str:
    """``named`` behind the subject that the sentence gave before, where it says nothing without one."""
    # 完成投资3亿元, 新增80家: a verb or a sum of what the sentence, or the row, is about, where that is a short name.
    acting = named in openings.verbs or (
        named == "投资" and text.endswith("完成投资", clause.start, figure.at)
    )
    lean = leans(named, openings)
    if not (acting or lean):
        return named
    subject = openings.changing.sub("", wording.last) or _context(text, clause, openings) or wording.row
    if not lean and len(subject) > _LONGEST_SUBJECT:
        return named
    if subject and openings.grows.fullmatch(named):
        return _SHARE.sub("", subject)
    return subject if subject.endswith(named) else subject + _tidy(named.removeprefix("是"))


def _finished(named: str, tense: Tense, figure: Figure) -> str:
    if tense == "planned" and len(named) > _SHORT:
        named = named.removeprefix("给予")
    if tense == "achieved" and figure.kind == "event" and not named.endswith("数"):
        named += "次数"
    return (_NOTE.sub("", named) if "[" in named else named)[-_LONGEST:]


def _worded(text: str, clause: Clause, figure: Figure) -> str:
    """The words right before a number that nothing else is said of: 完成65%."""
    return _tidy(text[max(clause.start, figure.at - 6) : figure.at]) or figure.unit


def leans(named: str, openings: Openings) -> bool:
    """Whether ``named`` says nothing without the subject before it: 总数, 同比增长, 占全省."""
    return named in openings.generic or len(named) <= 1 or bool(openings.leaning.fullmatch(named))


def lent(figure: Figure, head: str, openings: Openings) -> str:
    """The wording that later parts of the same list may lack: the verb where a noun follows, else all of it."""
    if figure.rest:
        match = openings.verb.search(head)
        return match.group() if match else ""
    return openings.changing.sub("", _opened(_ROSE.sub("", head), openings))


def _opened(head: str, openings: Openings) -> str:
    """The wording without its adverbs, verbs kept."""
    match = openings.opening.match(head)
    return _tailless(head[match.end() :] if match else head)


def _following(rest: str) -> str:
    """The words behind the number without what is only said of the noun."""
    rest = rest.lstrip("的")
    if "（" in rest or "(" in rest:
        rest = _OWNED.sub("", rest)
    if rest.endswith(_CONSEQUENCE_ENDS):
        rest = _CONSEQUENCE.sub("", rest) or rest
    rest = _tidy(rest)
    return (_SAID.sub("", rest) or rest) if _SAID_BEGINS.search(rest, 2) else rest


def _subject(head: str, tense: Tense, openings: Openings, *, measured: bool) -> str:
    """The wording before the number without what only opens or carries it.

    What is ``measured`` keeps its verbs: 研发经费占比, 新建项目容积率.
    """
    head = _tidy(_listed(_NUMBERED.sub("", head) if "第" in head else head, openings))
    if tense == "planned" and head:
        head = _OWNER.sub("", head) if _DUTY.search(head) else head
        head = _AIMED.sub("", head) if head[0] in "面分由" else head
    pattern = openings.making if tense == "planned" and not measured else openings.opening
    match = pattern.match(head)
    return _tailless(head[match.end() :] if match else head)


def _listed(head: str, openings: Openings) -> str:
    """推荐甲、乙等 → 推荐, 引进甲、乙等高校 → 引进高校: a list of names goes, its verb and its class noun stay."""
    before, etc, after = head.rpartition("等")
    if not etc or not ("、" in before or not after) or len(after) == 1:
        return head
    first = before.partition("、")[0]
    verb = openings.first_verb.search(first)
    return (first[: verb.end()] if verb else "") + after


def _counted(before: str, rest: str, tense: Tense, openings: Openings) -> str:
    """The counted noun with what stands before the number."""
    if tense == "planned":
        verb = openings.verb.search(before)
        before = "" if (verb and not verb.start()) or _GRANTING.fullmatch(before) else before
    named = before + rest
    return (_LIGHT.sub("", named) or rest) if "进行" in named or "开展" in named else named


def _tailless(wording: str) -> str:
    wording = _tidy(wording)
    return _tidy(_TAIL.sub("", wording)) if wording.endswith(_TAIL_ENDS) else wording


def _tidy(wording: str) -> str:
    return wording.lstrip(_OPENING_EDGE).rstrip(_CLOSING_EDGE)


def _context(text: str, clause: Clause, openings: Openings) -> str:
    """The object of the clause before, for an indicator that is too general alone (总数, 入库)."""
    if clause.before is None:
        return ""
    before = text[clause.before[0] : clause.before[1]].strip()
    match = openings.making.match(before)
    return _tidy(before[match.end() :] if match else before)[-20:]
