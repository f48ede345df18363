"""What WeChat's error codes mean for the clerk, and whether trying again can help."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.guards import BEIJING

if TYPE_CHECKING:
    from datetime import datetime

TOKEN = frozenset({40001, 40014, 42001, 42007, 41001})  # get another token and ask again
NO_MEDIA = 40007
DAILY, EACH_MINUTE = frozenset({45009, 45028}), frozenset({45011})
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[0-9a-f]*:[0-9a-f:]+\b", re.IGNORECASE)
# code → (sentence, whether it may work later)
_WORDS: dict[int, tuple[str, bool]] = {
    -1: ("微信系统繁忙", True),
    40001: ("AppSecret 不对，或者凭证失效，请在渠道设置里重新填写 AppSecret", False),
    40004: ("图片的类型微信不收，请换成 JPG 或者 PNG", False),
    40005: ("图片的类型微信不收，请换成 JPG 或者 PNG", False),
    40006: ("图片太大，微信不收，请缩小", False),
    40007: ("草稿或者封面在公众号里找不到了，可能被人删掉，请再送一次", False),
    40009: ("图片太大，微信不收，请缩小", False),
    40013: ("AppID 不对，请在渠道设置里改正", False),
    40014: ("访问凭证无效，请再试", True),
    40125: ("AppSecret 不对，请在渠道设置里重新填写", False),
    40164: ("本机的 IP 地址不在公众号的白名单里，请到公众平台“设置与开发”里加上", False),
    40243: ("AppSecret 已被冻结，请到公众平台解冻", False),
    41039: ("阅读原文的网址微信不收，请核对公开栏目的网址", False),
    42001: ("访问凭证过期，请再试", True),
    43002: ("接口要求 POST，请核对渠道设置里的服务器地址", False),
    43003: ("接口要求 HTTPS，请核对渠道设置里的服务器地址", False),
    44002: ("发送的内容是空的，请检查正文", False),
    45001: ("图片太大，微信不收，请缩小", False),
    45002: ("正文太长，微信不收，请改发概述", False),
    45003: ("标题太长，微信不收，请缩短", False),
    45004: ("摘要太长，微信不收，请缩短内容概述", False),
    45009: ("今天调用接口的次数用完了，明天自动再试", True),
    45011: ("调用接口太频繁，一分钟后自动再试", True),
    45028: ("没有群发的次数了，请改用发布", True),
    45110: ("作者的名字太长，请在渠道设置里缩短", False),
    45166: ("正文里有微信不收的内容，请检查链接和格式", False),
    47001: ("发送的内容微信读不懂，请告诉系统管理员", False),
    48001: ("这个公众号没有这项接口权限（发布接口只给已认证的企业、机关主体），请在渠道设置里改成“存草稿”或者“手工复制”", False),
    48004: ("接口被微信封禁，请登录公众平台查看", False),
    50002: ("账号受限，请登录公众平台查看", False),
    50005: ("账号没有开通这项功能，请登录公众平台查看", False),
    53402: ("封面裁剪失败，请换一张封面", False),
    53404: ("账号的带货能力受限，请删去商品后再送", False),
    53500: ("发布的内容不合要求，请检查后再送", False),
    53501: ("发布太频繁，请过一会儿再送", True),
    53502: ("草稿状态不对，请再送一次", False),
    53503: ("草稿没有通过微信的发布检查，请登录公众平台查看草稿的提示", False),
    53504: ("要登录公众平台发布这篇草稿，发布后把文章地址贴回来", False),
    53505: ("要登录公众平台手动保存草稿，再发表，然后把文章地址贴回来", False),
    53600: ("文章编号无效，文章可能已经删除", False),
    61004: ("本机的 IP 地址没有登记，请到公众平台加上", False),
    61007: ("公众号没有把这项权限授权给第三方平台，请重新授权", False),
    85019: ("没有可以发布的内容，请再送一次", False),
    87014: ("内容含有违规信息，微信不收，请检查", False),
    89503: ("调用要管理员在微信里确认，请管理员确认后再送", False),
    89506: ("管理员拒绝了这个 IP 地址的调用，请联系管理员", False),
    89507: ("管理员拒绝了这个 IP 地址的调用，一小时内不能再试", True),
}  # fmt: skip
# publish_status → sentence; 0 is success and 1 is under way.
STATUS = {
    2: "原创声明没有通过，请登录公众平台查看",
    3: "微信没有发布成功，请登录公众平台查看",
    4: "平台审核没有通过，请检查内容后再送",
    5: "发布后被公众号的人员删除了",
    6: "发布后被系统封禁了，请登录公众平台查看",
}


class WechatError(Exception):
    """WeChat said no. ``words`` is for the clerk; ``later`` whether trying again can help, after ``wait`` seconds when that is known."""

    def __init__(self, code: int, message: str, words: str, *, later: bool, wait: int = 0) -> None:
        super().__init__(words)
        self.code, self.message, self.words, self.later, self.wait = code, message, words, later, wait


class Answered(NamedTuple):
    """A code with what WeChat wrote beside it."""

    code: int
    message: str


def error_of(answered: Answered, moment: datetime) -> WechatError:
    """The error with its sentence; of an unknown code what WeChat wrote."""
    words, later = _WORDS.get(answered.code, (f"微信不收：{answered.message[:100]}", False))
    if answered.code in (40164, 61004) and (found := _IP.search(answered.message)):
        words = words.replace("本机的 IP 地址", f"本机的 IP 地址 {found[0]} ")
    wait = (
        _until_tomorrow(moment) if answered.code in DAILY else 60 if answered.code in EACH_MINUTE else 3600 if answered.code == 89507 else 0
    )
    return WechatError(answered.code, answered.message, f"{words}（微信返回码 {answered.code}）。", later=later, wait=wait)


def _until_tomorrow(moment: datetime) -> int:
    """Seconds until the counts of WeChat begin again: midnight in China."""
    here = moment.astimezone(BEIJING)
    midnight = here.replace(hour=0, minute=5, second=0, microsecond=0) + timedelta(days=1)
    return int((midnight - here).total_seconds())
