"""The words in which scores explain themselves, one table for each language; braces are places that are filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duban.governing.scores import reasons
from duban.governing.scores.results import Standing
from duban.governing.scores.schemes import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.names import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    reasons: Mapping[type, str]
    heads: Mapping[Standing, str]
    nothing_yet: str
    unscored: str
    scored: str
    rescaled: str
    treated: Mapping[Missing, str]
    because: str
    award: str
    deduction: str
    veto: str
    held: str
    sum: str


ZH: Final = Words(
    reasons={
        reasons.WasEntered: "录入{points}分，最高{maximum}分",
        reasons.WasMet: "达到标准",
        reasons.WasNotMet: "未达到标准",
        reasons.InProportion: "实测{value}，从{floor}（不得分）到{full}（满分）按比例计",
        reasons.AtFull: "实测{value}，达到满分值{full}",
        reasons.AtFloor: "实测{value}，未好于起分值{floor}",
        reasons.ReachesBracket: "实测{value}，达到{at}一档，得{points}分，最高{maximum}分",
        reasons.ReachesNone: "实测{value}，未达到任何一档，得{points}分，最高{maximum}分",
        reasons.Ranked: "排名第{rank}，得{points}分，最高{maximum}分",
        reasons.Counted: "{count}次，每次{each}分，最高{maximum}分",
        reasons.CountedToCap: "{count}次，每次{each}分，以{cap}分封顶，最高{maximum}分",
        reasons.Voted: "{ballots}票共{sum}分，取平均，最高{maximum}分",
        reasons.Rated: (
            "{raters}家评分，去掉最高{highest}个、最低{lowest}个，其余{kept}个共{sum}分，取平均，最高{maximum}分"
        ),
        reasons.TakenOver: "并入{scheme}结果{total}分，从{floor}到{full}按比例计，来源指纹{fingerprint:.12}",
        reasons.MeanTakenOver: "并入{scheme}的{count}个结果共{sum}分，取平均，从{floor}到{full}按比例计",
        reasons.Summed: "{leaves}项合计",
        reasons.SummedSoFar: "{leaves}项中已评{scored}项，合计",
        reasons.NotEntered: "尚未录入",
        reasons.Unknown: "无法评分：{why}",
        reasons.TooFewVotes: "有效票{ballots}张，不足{fewest}张",
        reasons.TooFewRaters: "评分单位{raters}家，不足{fewest}家",
        reasons.SourceUnfinished: "{subject}的{scheme}结果尚未确定",
        reasons.Occurred: "发生{times}次，每次扣{each}分",
        reasons.OccurredToCap: "发生{times}次，每次扣{each}分，此项最多扣{cap}分",
        reasons.OccurredToListCap: "发生{times}次，每次扣{each}分，各项合计最多扣{cap}分",
        reasons.Honoured: "{level}",
        reasons.Surpassed: "{level}，同一事项已按{by}计分，不重复计",
        reasons.HonouredToCap: "{level}，此方面最多加{cap}分",
        reasons.HonouredToListCap: "{level}，各方面合计最多加{cap}分",
        reasons.HeldUp: "总分最低{lowest}分",
        reasons.HeldDown: "总分最高{highest}分",
        reasons.Reaches: "总分{total}，此等次从{low}起",
        reasons.Below: "总分{total}，此等次到{high}为止",
        reasons.InAnyCase: "总分{total}，只设一个等次",
        reasons.WithinQuota: "排名第{rank}，在{units}个单位的前{places}名以内",
        reasons.Remaining: "排名第{rank}，{units}个单位中位于各比例之后",
        reasons.Vetoed: "因“{circumstance}”一票否决",
        reasons.Withheld: "没有总分，{leaves}项中已评{scored}项",
        reasons.SoFar: "总分为暂计，{leaves}项中已评{scored}项",
        reasons.NoResult: "没有参加评分",
        reasons.Rose: "比上期第{before}上升{places}位",
        reasons.Fell: "比上期第{before}下降{places}位",
        reasons.Stayed: "与上期相同，第{before}",
        reasons.Newcomer: "上期没有名次",
    },
    heads={
        Standing.FINAL: "{name}（{version}），{subject}，{period}：总分{total}分。",
        Standing.PROVISIONAL: (
            "{name}（{version}），{subject}，{period}：暂计{total}分，{leaves}项中已评{scored}项。"
        ),
        Standing.WITHHELD: "{name}（{version}），{subject}，{period}：暂无总分，{leaves}项中已评{scored}项。",
    },
    nothing_yet="{name}（{version}），{subject}，{period}：尚无得分，{leaves}项中已评{scored}项。",
    unscored="{name}：尚无得分（满分{worth}分）。",
    scored="{name}：{points}分（满分{worth}分）。",
    rescaled="{name}：{points}分（满分{worth}分，本期按{counted}分计）。",
    treated={
        Missing.PROVISIONAL: "{name}：尚无得分（满分{worth}分）。",
        Missing.NOUGHT: "{name}：没有得分，按0分计（满分{worth}分）。",
        Missing.LEFT_OUT: "{name}：没有得分，不计入，{worth}分由同级各项按比例承接。",
        Missing.WITHHELD: "{name}：尚无得分（满分{worth}分），总分暂缓。",
    },
    because="{reason}。",
    award="加分，{angle}（{matter}）：{points}分。",
    deduction="扣分，{name}：{points}分。",
    veto="等次一票否决。",
    held="总分调整{points}分。",
    sum="基础分{base}，加分{awarded}，扣分{deducted}，合计{total}分。",
)

EN: Final = Words(
    reasons={
        reasons.WasEntered: "{points} entered, of at most {maximum}",
        reasons.WasMet: "the standard is met",
        reasons.WasNotMet: "the standard is not met",
        reasons.InProportion: "measured {value}, in proportion from {floor} (nothing) to {full} (all)",
        reasons.AtFull: "measured {value}, as good as {full}, which brings all",
        reasons.AtFloor: "measured {value}, no better than {floor}, which brings nothing",
        reasons.ReachesBracket: "measured {value}, reaches {at}: {points}, of at most {maximum}",
        reasons.ReachesNone: "measured {value}, reaches no threshold: {points}, of at most {maximum}",
        reasons.Ranked: "rank {rank}: {points}, of at most {maximum}",
        reasons.Counted: "times: {count}, {each} each, of at most {maximum}",
        reasons.CountedToCap: "times: {count}, {each} each, capped at {cap}, of at most {maximum}",
        reasons.Voted: "mean of ballots: {ballots} with a sum of {sum}, of at most {maximum}",
        reasons.Rated: (
            "raters: {raters}, dropped: {highest} highest and {lowest} lowest; mean of the other {kept} "
            "with a sum of {sum}, of at most {maximum}"
        ),
        reasons.TakenOver: (
            "result {total} of {scheme}, in proportion from {floor} to {full}, source fingerprint {fingerprint:.12}"
        ),
        reasons.MeanTakenOver: (
            "mean of results of {scheme}: {count} with a sum of {sum}, in proportion from {floor} to {full}"
        ),
        reasons.Summed: "sum of leaves: {leaves}",
        reasons.SummedSoFar: "sum so far, leaves scored: {scored} of {leaves}",
        reasons.NotEntered: "nothing entered yet",
        reasons.Unknown: "cannot be scored: {why}",
        reasons.TooFewVotes: "ballots: {ballots}, fewer than {fewest}",
        reasons.TooFewRaters: "raters: {raters}, fewer than {fewest}",
        reasons.SourceUnfinished: "the result of {subject} by {scheme} is not final",
        reasons.Occurred: "occurred: {times}, {each} each",
        reasons.OccurredToCap: "occurred: {times}, {each} each, at most {cap} for this",
        reasons.OccurredToListCap: "occurred: {times}, {each} each, at most {cap} for all together",
        reasons.Honoured: "{level}",
        reasons.Surpassed: "{level}, not counted again: the same matter counts at {by}",
        reasons.HonouredToCap: "{level}, at most {cap} from this angle",
        reasons.HonouredToListCap: "{level}, at most {cap} from all angles together",
        reasons.HeldUp: "the total is never below {lowest}",
        reasons.HeldDown: "the total is never above {highest}",
        reasons.Reaches: "total {total}, the grade begins at {low}",
        reasons.Below: "total {total}, the grade ends at {high}",
        reasons.InAnyCase: "total {total}, there is only one grade",
        reasons.WithinQuota: "rank {rank}, within the first {places} of {units}",
        reasons.Remaining: "rank {rank} of {units}, behind all quotas",
        reasons.Vetoed: "vetoed by: {circumstance}",
        reasons.Withheld: "no total, leaves scored: {scored} of {leaves}",
        reasons.SoFar: "the total is provisional, leaves scored: {scored} of {leaves}",
        reasons.NoResult: "not scored",
        reasons.Rose: "places up from rank {before}: {places}",
        reasons.Fell: "places down from rank {before}: {places}",
        reasons.Stayed: "rank {before} as before",
        reasons.Newcomer: "had no rank before",
    },
    heads={
        Standing.FINAL: "{name} ({version}), {subject}, {period}: total {total}.",
        Standing.PROVISIONAL: (
            "{name} ({version}), {subject}, {period}: {total} so far, provisional, "
            "{scored} of {leaves} leaves scored."
        ),
        Standing.WITHHELD: (
            "{name} ({version}), {subject}, {period}: total withheld, {scored} of {leaves} leaves scored."
        ),
    },
    nothing_yet="{name} ({version}), {subject}, {period}: no score yet, {scored} of {leaves} leaves scored.",
    unscored="{name}: no score yet, of {worth}.",
    scored="{name}: {points} of {worth}.",
    rescaled="{name}: {points} of {worth}, counted here as {counted}.",
    treated={
        Missing.PROVISIONAL: "{name}: no score yet, of {worth}.",
        Missing.NOUGHT: "{name}: no score, counted as 0 of {worth}.",
        Missing.LEFT_OUT: "{name}: no score, left out; its {worth} go to the parts beside it in proportion.",
        Missing.WITHHELD: "{name}: no score yet, of {worth}; the total is withheld.",
    },
    because=" {reason}.",
    award="Award, {angle} ({matter}): {points}.",
    deduction="Deduction, {name}: {points}.",
    veto=" It is a veto on the grade.",
    held="Adjustment of the total: {points}.",
    sum="Base {base}, awards {awarded}, deductions {deducted}, together {total}.",
)

TABLES: Final[Mapping[Language, Words]] = {"zh": ZH, "en": EN}
