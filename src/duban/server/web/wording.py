"""Chinese words for what the ledger keeps as codes; each is translated where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy

if TYPE_CHECKING:
    from typing import Protocol

    class Bilingual(Protocol):
        """What the lifecycle, its refusals and the kinds of events have: both languages."""

        @property
        def zh(self) -> str:
            """Chinese."""

        @property
        def en(self) -> str:
            """English."""


LAMPS = {
    "red": gettext_lazy("逾期"),
    "yellow": gettext_lazy("临期"),
    "green": gettext_lazy("正常"),
    "grey": gettext_lazy("不计时"),
}
PARTS = {
    "lead": gettext_lazy("牵头单位"),
    "supporting": gettext_lazy("配合单位"),
    "oversight": gettext_lazy("督导单位"),
}
SCOPES = {"open": gettext_lazy("在办"), "closed": gettext_lazy("已销号"), "all": gettext_lazy("全部")}
ORDERS = {
    "document": gettext_lazy("按文件顺序"),
    "due": gettext_lazy("时限近的在前"),
    "-due": gettext_lazy("时限远的在前"),
    "-changed": gettext_lazy("最近变动在前"),
}
GROUPINGS = {
    "": gettext_lazy("不分组"),
    "section": gettext_lazy("按章节"),
    "state": gettext_lazy("按状态"),
    "month": gettext_lazy("按月份"),
    "unit": gettext_lazy("按牵头单位"),
}
COLUMNS = {
    "lamp": gettext_lazy("亮灯"),
    "number": gettext_lazy("编号"),
    "section": gettext_lazy("章节"),
    "ledger": gettext_lazy("台账"),
    "units": gettext_lazy("牵头单位"),
    "supporting": gettext_lazy("配合单位"),
    "targets": gettext_lazy("目标"),
    "due": gettext_lazy("时限"),
    "first_due": gettext_lazy("最初时限"),
    "state": gettext_lazy("状态"),
    "stage": gettext_lazy("阶段"),
    "changed": gettext_lazy("最近变动"),
}
COMPARATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "~": "≈", "range": ""}
KINDS = {
    "task": gettext_lazy("任务"),
    "problem": gettext_lazy("问题"),
    "requirement": gettext_lazy("整改要求"),
    "measure": gettext_lazy("措施"),
    "achievement": gettext_lazy("成效"),
    "plan": gettext_lazy("计划"),
}
CHANGES = {
    "level": gettext_lazy("达到"),
    "increase": gettext_lazy("增加"),
    "decrease": gettext_lazy("减少"),
    "growth_rate": gettext_lazy("增速"),
    "share": gettext_lazy("占比"),
}
MARKS = {
    "before_due": gettext_lazy("已过时限"),
    "waived": gettext_lazy("无法量化仍交办"),
    "late": gettext_lazy("逾期"),
    "undone": gettext_lazy("已撤回"),
}
ORIGINS = {
    "document": gettext_lazy("文件规定"),
    "extension": gettext_lazy("同意延期"),
    "review": gettext_lazy("审核时确定"),
    "correction": gettext_lazy("审核时确定"),
    "pause": gettext_lazy("暂停后顺延"),
}
FIELDS = {
    "title": gettext_lazy("标题"),
    "number": gettext_lazy("编号"),
    "kind": gettext_lazy("类别"),
    "parent": gettext_lazy("上级事项"),
    "lead": gettext_lazy("牵头单位"),
    "supporting": gettext_lazy("配合单位"),
    "due": gettext_lazy("时限"),
    "ongoing": gettext_lazy("长期坚持"),
    "add_target": gettext_lazy("增加目标"),
    "remove_target": gettext_lazy("去掉目标"),
}
LEDGER_STATES = {
    "review": gettext_lazy("审核中"),
    "running": gettext_lazy("运行中"),
    "ended": gettext_lazy("已结束"),
}

#: What may be decided about a finding.
ANSWERS = {
    "corrected": gettext_lazy("已更正"),
    "no_defect": gettext_lazy("不是问题"),
    "later": gettext_lazy("另行解决"),
    "reopened": gettext_lazy("重新打开"),
}


def said(words: Bilingual | None) -> str:
    """A bilingual thing in the reader's language."""
    if words is None:
        return ""
    return words.en if get_language() == "en" else words.zh
