"""Every kind of event about units, the names they go by, accounts, posts and coming in."""

from __future__ import annotations

from duban.server.audit.kinds import Kind, declare

UNIT_CREATED = "people.unit_created"
UNIT_RENAMED = "people.unit_renamed"
UNIT_CHANGED = "people.unit_changed"
UNIT_MOVED = "people.unit_moved"
UNIT_ENDED = "people.unit_ended"
UNIT_REVIVED = "people.unit_revived"
ALIAS_ADDED = "people.alias_added"
ALIAS_REMOVED = "people.alias_removed"
COLLECTIVE_CREATED = "people.collective_created"
COLLECTIVE_REMOVED = "people.collective_removed"
MEMBER_ADDED = "people.member_added"
MEMBER_ENDED = "people.member_ended"
MEMBER_REMOVED = "people.member_removed"
ACCOUNT_CREATED = "people.account_created"
ACCOUNT_CHANGED = "people.account_changed"
ACCOUNT_CLOSED = "people.account_closed"
ACCOUNT_OPENED = "people.account_opened"
POST_GIVEN = "people.post_given"
POST_ENDED = "people.post_ended"
PASSWORD_RESET = "people.password_reset"  # noqa: S105 - the name of an event
PASSWORD_CHANGED = "people.password_changed"  # noqa: S105 - the name of an event
SECOND_FACTOR_ADDED = "people.second_factor_added"
SECOND_FACTOR_REMOVED = "people.second_factor_removed"
SECOND_FACTOR_RESET = "people.second_factor_reset"
PREFERENCES = "people.preferences"
LOGIN = "people.login"
LOGOUT = "people.logout"
LOGIN_FAILED = "people.login_failed"
LOCKED = "people.locked"
UNLOCKED = "people.unlocked"
SESSION_ENDED = "people.session_ended"

KINDS = (
    Kind(UNIT_CREATED, "unit", "新设机构“{name}”", "unit “{name}” created"),
    Kind(UNIT_RENAMED, "unit", "更名为“{name}”", "renamed “{name}”"),
    Kind(UNIT_CHANGED, "unit", "修改机构信息", "unit details changed"),
    Kind(UNIT_MOVED, "unit", "调整上级机构为“{parent}”", "moved under “{parent}”"),
    Kind(UNIT_ENDED, "unit", "机构于{until}撤销", "unit ended on {until}"),
    Kind(UNIT_REVIVED, "unit", "恢复机构", "unit revived"),
    Kind(ALIAS_ADDED, "unit", "增加别名“{alias}”", "alias “{alias}” added"),
    Kind(ALIAS_REMOVED, "unit", "删除别名", "alias removed"),
    Kind(COLLECTIVE_CREATED, "collective", "新设统称“{written}”", "collective name “{written}” created"),
    Kind(COLLECTIVE_REMOVED, "collective", "删除统称", "collective name removed"),
    Kind(MEMBER_ADDED, "collective", "“{unit}”列入", "“{unit}” added"),
    Kind(MEMBER_ENDED, "collective", "“{unit}”于{until}移出", "“{unit}” left on {until}"),
    Kind(MEMBER_REMOVED, "collective", "撤回列入", "membership taken back"),
    Kind(ACCOUNT_CREATED, "account", "新建账号“{username}”", "account “{username}” created"),
    Kind(ACCOUNT_CHANGED, "account", "修改账号信息", "account details changed"),
    Kind(ACCOUNT_CLOSED, "account", "停用账号", "account closed"),
    Kind(ACCOUNT_OPENED, "account", "启用账号", "account opened"),
    Kind(POST_GIVEN, "account", "任“{unit}”{role_name}", "made {role} of “{unit}”"),
    Kind(
        POST_ENDED,
        "account",
        "“{unit}”{role_name}于{until}卸任",
        "no longer {role} of “{unit}” after {until}",
    ),
    Kind(PASSWORD_RESET, "account", "重置密码", "password reset"),
    Kind(PASSWORD_CHANGED, "account", "修改本人密码", "own password changed"),
    Kind(SECOND_FACTOR_ADDED, "account", "启用动态口令", "second factor added"),
    Kind(SECOND_FACTOR_REMOVED, "account", "停用动态口令", "second factor removed"),
    Kind(SECOND_FACTOR_RESET, "account", "清除动态口令", "second factor reset"),
    Kind(PREFERENCES, "account", "修改个人设置", "own settings changed"),
    Kind(LOGIN, "account", "登录", "logged in"),
    Kind(LOGOUT, "account", "退出", "logged out"),
    Kind(LOGIN_FAILED, "account", "登录失败", "failed to log in"),
    Kind(LOCKED, "account", "因多次输错密码被锁定", "locked after wrong passwords"),
    Kind(UNLOCKED, "account", "解除锁定", "unlocked"),
    Kind(SESSION_ENDED, "account", "结束登录会话", "session ended"),
)

declare(*KINDS)
