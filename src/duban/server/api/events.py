"""Every kind of event about tokens; what a token does is told by the apps that it does it in."""

from __future__ import annotations

from duban.server.audit.kinds import Kind, declare

TOKEN_MADE = "api.token_made"  # noqa: S105 - the name of an event
TOKEN_ENDED = "api.token_ended"  # noqa: S105 - the name of an event

KINDS = (
    Kind(
        TOKEN_MADE, "account", "生成接口令牌“{token}”，{until}到期", "API token “{token}” made, until {until}"
    ),
    Kind(TOKEN_ENDED, "account", "作废接口令牌“{token}”", "API token “{token}” ended"),
)

declare(*KINDS)
