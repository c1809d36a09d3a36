"""The text of a small made-up mechanism, whole, so that a test shows only what it breaks."""

from __future__ import annotations

NAME = "Z1-made-up.toml"

WHOLE = """\
id = "Z1"
slug = "made-up"
version = 1
archetype = "ledger-loop"
name = { zh = "虚构机制", en = "made-up" }
purpose = { zh = "只为测试。", en = "For tests only." }

[facts.counts]
zh = "自报三条。"
en = "Three are declared."
seeds = ["S2:27"]
figures = { lines = 3 }

[levels.group]
zh = "类"
en = "group"

[levels.line]
zh = "条"
en = "line"
item = true

[fields.title]
zh = "事项"
en = "title"
type = "text"
required = true

[roles.office]
zh = "督查室"
en = "office"
part = "supervisor"

[roles.lead]
zh = "责任单位"
en = "lead"
part = "lead"

[roles.verifier]
zh = "核查人员"
en = "verifier"
part = "verifier"

[cadences.report]
zh = "报送"
en = "report"
activity = "report"
every = { ask = "interval" }
by = "lead"

[ladder.slip]
zh = "提示单"
en = "slip"
trigger = { on = "overdue", days = { ask = "late_days" } }
issuer = "office"

[publications.bulletin]
zh = "通报"
en = "bulletin"
by = "office"
audience = "internal"
every = "report"
channel = { ask = "paper" }

[lifecycle]
evidence = { ask = "pieces" }

[lifecycle.moves.verify_accept]
target = "second_check"

[parameters.interval]
type = "cadence"
zh = "多久报一次？"
en = "how often?"
depends = { zh = "报送", en = "reports" }

[parameters.late_days]
type = "integer"
required = false
minimum = 0
zh = "几天后？"
en = "after how many days?"
depends = { zh = "提示单", en = "the slip" }

[parameters.paper]
type = "text"
required = false
zh = "登在哪里？"
en = "where?"
depends = { zh = "通报渠道", en = "the channel" }

[parameters.pieces]
type = "integer"
minimum = 1
zh = "几件佐证？"
en = "how many pieces?"
depends = { zh = "办结条件", en = "the condition" }
"""


def with_change(*changes: tuple[str, str]) -> str:
    """The whole text with stretches replaced, each of which stands in it once."""
    text = WHOLE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
