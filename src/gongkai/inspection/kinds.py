"""What a column is by its name: news, notices, policies and so on; which names mean no column of information at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.inspection.model import Page

NEWS, NOTICES, POLICIES, READINGS, EXCHANGE, STANDING, SERVICE, OTHER = (
    "news", "notices", "policies", "readings", "exchange", "standing", "service", "other",
)  # fmt: skip
KIND_WORDS = {
    NEWS: "动态要闻",
    NOTICES: "通知公告",
    POLICIES: "政策文件",
    READINGS: "政策解读",
    EXCHANGE: "互动交流",
    STANDING: "长期有效的内容",
    SERVICE: "服务页面",
    OTHER: "其他",
}
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")
# In this order: 政策解读 is no 政策文件, 领导信箱 is no 领导之窗. A name of many words that holds one of these is something else.
_KINDS = (
    (SERVICE, r"检索|搜索|查文件|地图|导航|统计|简明|大字|纠错|找错|体检|流程|查询|计算|无障碍|登录|注册|订阅|首页|返回"),
    (EXCHANGE, r"信箱|留言|咨询|互动|投诉|来信|问政|民意|建言|信访"),
    (READINGS, r"解读|图解|一图读懂|政策问答"),
    (STANDING, r"指南|职能|职责|机构|领导|制度|联系|概况|依申请|年报|年度报告|简介|关于|目录"),
    (NOTICES, r"通知|公告|公示"),
    (POLICIES, r"政策文件|规范性文件|政策法规|政府文件|文件$|^政策$|^规章$"),
    (NEWS, r"动态|要闻|新闻(?!发布)|快讯|时政"),
)
_LONGEST = 10


def kind_of(name: str) -> str:
    """What kind of column a name means. A year in it makes it an archive, which nobody adds to.

    >>> kind_of("政策解读"), kind_of("通知公告"), kind_of("领导信箱"), kind_of("工作动态（2025年）"), kind_of("扶贫")
    ('readings', 'notices', 'exchange', 'standing', 'other')
    """
    if is_archive(name):
        return STANDING
    if len(name) > _LONGEST:
        return OTHER
    return next((kind for kind, pattern in _KINDS if re.search(pattern, name)), OTHER)


def is_archive(name: str) -> bool:
    """Whether a year stands in the name."""
    return _YEAR.search(name) is not None


def name_of(page: Page) -> str:
    """What the column is called: its tag, the words of the link to it when they name a kind, else its title's beginning."""
    if page.meta("ColumnName"):
        return page.meta("ColumnName")
    words = page.words.strip()
    if 2 <= len(words) <= _LONGEST and kind_of(words) != OTHER:
        return words
    return re.split(r"\s*[-_|—–·]+\s*", page.title)[0][:40] or words or page.url
