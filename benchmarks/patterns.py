"""Forty patterns of the kind a script for official documents starts with: the floor a reading is measured against.

One plain pass of these finds shapes and decides nothing: no outline, no owner, no unit, no tense, no due date.
"""

from __future__ import annotations

import re

PATTERNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\d{4}年\d{1,2}月\d{1,2}日",
        r"\d{4}年\d{1,2}月底?前?",
        r"\d{1,2}月底前",
        r"\d{4}年底?前?",
        r"年[内底末]前?",
        r"第?[一二三四]季度末?前?",
        r"[上下]半年",
        r"“[一二三四五六七八九十]+五”期?间?",
        r"每[年季月周日]度?",
        r"\d+个?工作日内",
        r"[（(](?:牵头|责任|配合|参与)单位[:：][^）)]{2,200}[）)]",
        r"(?:牵头|责任|配合|参与)单位[:：]",
        r"[^\s,，。;；、:：()（）]{2,12}(?:局|委|办|中心|街道|镇)",
        r"由[^,，。;；]{2,20}牵头",
        r"[^,，。;；]{2,20}负责",
        r"各[^,，。;；、]{2,8}(?:部门|单位|街道|镇街)",
        r"\d+(?:\.\d+)?%以?[上内下]?",
        r"\d+(?:\.\d+)?[万亿]?元",
        r"\d+(?:\.\d+)?万?亩",
        r"\d+(?:\.\d+)?[万亿]?(?:平方米|立方米|公里|吨)",
        r"\d+(?:\.\d+)?万?余?[个家项处所条座户人名次件场]",
        r"\d+[-—~至]\d+[个家项处]",
        r"(?:达到|突破|超过|不少于|不低于)\d+(?:\.\d+)?",
        r"(?:增长|下降|提高|降低)\d+(?:\.\d+)?%",
        r"分别[^,，。;；]{2,30}",
        r"近?[一二三四五六七八九]成",
        r"百分之[一二三四五六七八九十百零点]+",
        r"新[增建设][^,，。;；]{1,20}\d+",
        r"^[一二三四五六七八九十]+、[^\n]{2,60}$",
        r"^[（(][一二三四五六七八九十]+[）)][^\n]{2,60}$",
        r"^\d{1,3}[.．、][^\n]{2,60}",
        r"^[（(]\d{1,3}[）)][^\n]{2,60}",
        r"[一二三四五六七八九十]是[^。]{2,40}。",
        r"第[一二三四五六七八九十百]+[条章节]",
        r"《[^》]{2,80}》",
        r"[一-龥]{2,6}发〔\d{4}〕\d+号",
        r"(?:制定|印发|出台|编制)[^,，。;；]{0,6}《",
        r"\d+(?:条|项|个方面)[^,，。;；]{0,10}(?:任务|措施|问题|事项)",
        r"\[\d{1,3}\][^\n]{2,80}",
        r"关于[^\n]{4,60}的(?:通知|意见|方案|通报)",
    )
)


def one_pass(text: str) -> int:
    """All matches of all patterns, one after the other; how many there were."""
    return sum(1 for pattern in PATTERNS for _ in pattern.finditer(text))
