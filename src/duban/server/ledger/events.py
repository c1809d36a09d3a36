"""Every kind of event about ledgers and items.

A move's event is named after what the move does, whatever a mechanism calls it; its sentence is the mechanism's own
words, which stand in the event.
"""

from __future__ import annotations

from duban.governing.lifecycle import Kind as MoveKind
from duban.server.audit.kinds import Kind, declare

ADOPTED = "mechanism.adopted"
REGISTERED = "ledger.registered"
STARTED = "ledger.started"
REREAD = "ledger.reread"
ADDED = "item.added"
CHANGED = "item.changed"
WITHDRAWN = "item.withdrawn"
CORRECTED = "item.corrected"
MERGED = "item.merged"
PARTED = "item.parted"
RESOLVED = "item.resolved"
FINDING_ANSWERED = "item.finding"
GENERAL_ANSWERED = "ledger.finding"
NIL_FILED = "duty.nil"
DUTIES_MADE = "clock.duties"


def moved(kind: MoveKind) -> str:
    """The kind of event of a move of this kind."""
    return f"item.move.{kind.value}"


KINDS = (
    Kind(ADOPTED, "mechanism", "启用机制“{zh}”", "mechanism “{en}” adopted"),
    Kind(REGISTERED, "ledger", "建立台账“{name}”，{items}项", "ledger “{name}” made, {items} items"),
    Kind(STARTED, "ledger", "审核结束，台账“{name}”开始运行", "review over, ledger “{name}” runs"),
    Kind(
        REREAD,
        "ledger",
        "按文件第{version}版更新台账",
        "ledger brought up to version {version} of its document",
    ),
    Kind(ADDED, "item", "立项“{title}”", "“{title}” registered"),
    Kind(CHANGED, "item", "按文件新版本修改", "changed with a new version of the document"),
    Kind(WITHDRAWN, "item", "文件新版本已无此项，撤下", "withdrawn: no longer in the document"),
    Kind(CORRECTED, "item", "审核修改", "corrected in review"),
    Kind(MERGED, "item", "合并事项", "items merged"),
    Kind(PARTED, "item", "拆分事项", "item divided"),
    Kind(RESOLVED, "item", "“{written}”即“{unit}”", "“{written}” is “{unit}”"),
    Kind(FINDING_ANSWERED, "item", "疑点{answer_zh}：{zh}", "finding {answer_en}: {en}"),
    Kind(
        GENERAL_ANSWERED,
        "ledger",
        "全文疑点{answer_zh}：{zh}",
        "finding about the document {answer_en}: {en}",
    ),
    Kind(NIL_FILED, "item", "{period}零报告", "nil return for {period}"),
    Kind(DUTIES_MADE, "clock", "生成报送任务{count}件", "{count} returns fell due"),
    *(Kind(moved(kind), "item", "{zh}", "{en}") for kind in MoveKind),
)

declare(*KINDS)
