"""Every kind of event about telling people. Messages themselves are no events: the moves they tell of are."""

from __future__ import annotations

from duban.server.audit.kinds import Kind, declare

RUNG = "item.rung"
WEBHOOK_MADE = "webhook.made"
WEBHOOK_ENDED = "webhook.ended"
FEED_MADE = "feed.made"
FEED_ENDED = "feed.ended"

KINDS = (
    Kind(RUNG, "item", "达到“{zh}”条件", "“{en}” is due"),
    Kind(WEBHOOK_MADE, "webhook", "新增推送地址“{name}”", "webhook “{name}” made"),
    Kind(WEBHOOK_ENDED, "webhook", "停用推送地址“{name}”", "webhook “{name}” ended"),
    Kind(FEED_MADE, "feed", "生成日历订阅", "calendar feed made"),
    Kind(FEED_ENDED, "feed", "停用日历订阅", "calendar feed ended"),
)
declare(*KINDS)
