"""The words in which checks explain themselves, one table for each language; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.checks import findings
from duban.governing.checks.findings import Distance, Method, Verdict
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final[Mapping[Method | Verdict | Distance, Name]] = {
    Method.ARCHIVE: Name("查阅档案", "files read"),
    Method.ON_SITE: Name("实地核验", "seen on site"),
    Method.INTERVIEW: Name("随机访谈", "random interview"),
    Method.WEB: Name("网络检索", "searched on the web"),
    Method.VIDEO: Name("视频核查", "seen on video"),
    Method.INSTRUMENT: Name("仪器监测", "measured"),
    Method.SITE_VIEWING: Name("现场观摩", "joint site viewing"),
    Method.DATA: Name("数据比对", "compared with data"),
    Verdict.CONFIRMED: Name("属实", "confirmed"),
    Verdict.CORRECTED: Name("核减核增", "corrected"),
    Verdict.REFUTED: Name("不属实", "refuted"),
    Verdict.NOT_SEEN: Name("未能核实", "could not be seen"),
    Distance.SELF: Name("本单位", "own unit"),
    Distance.SUPERIOR: Name("上级单位", "superior unit"),
    Distance.OTHER_UNIT: Name("其他单位", "another unit"),
    Distance.OUTSIDE: Name("第三方", "outside body"),
}
REASONS: Final[Mapping[type, Name]] = {
    findings.TooNear: Name(
        "{checker}属{distance}，须由{wanted}以外围单位核查，不计入",
        "{checker} is of the {distance}; a check from {wanted} or farther is wanted, so it does not count",
    ),
    findings.SameChecker: Name(
        "{checker}（{unit}）已核查过，以最近一次为准", "{checker} ({unit}) checked before: the latest counts"
    ),
    findings.TooFew: Name(
        "有效核查{counted}次，须{wanted}次", "checks that count: {counted}, wanted: {wanted}"
    ),
    findings.TooLittleEvidence: Name(
        "佐证材料{bound}件，须{wanted}件", "pieces of evidence: {bound}, wanted: {wanted}"
    ),
    findings.Disagreement: Name(
        "核查结论不一致：{verdicts}，由人裁定", "the checks disagree ({verdicts}): a person decides"
    ),
    findings.Refuted: Name("核查不属实：{checkers}", "refuted by {checkers}"),
    findings.NotSeen: Name("{checker}未能核实", "{checker} could not see it"),
}
COMMA: Final = Name("、", ", ")
