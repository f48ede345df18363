"""What the system watches by itself: each check with how often it runs and when it ran last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max

from gongkai.law.deadlines import written
from gongkai.web.clock import day_of
from gongkai.web.events import heartbeats
from gongkai.web.publication.models import Item
from gongkai.web.reporting.models import Revision

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterator
    from datetime import datetime


# What a job of ``heartbeats.WATCHED`` watches over, in the words of this page; a job that is not here only tidies.
_WATCHES = {
    "daily": "依申请公开的答复、补正、征求意见、缴费期限", "documents": "规范性文件的生效和失效", "items": "主动公开的期限、空白栏目、待解读的政策",
    "reports": "年度报告和问题台账的期限", "ledger": "账本有没有被改动", "backup": "数据有没有备份", "minutely": "定时发布和投送有没有成功",
    "inspection": "登记的网站有没有空白栏目、死链、不更新", "export": "静态网页和数据库是不是一致",
}  # fmt: skip
_OFTEN = {"minutely": "每分钟", "inspection": "每周", "export": "每次发布以后"}
_DAILY = "每天"


class Check(NamedTuple):
    """A check: what it watches, how often, when last in words, whether it is silent or stopped, and why."""

    words: str
    often: str
    last: str
    silent: bool = False
    why: str = ""


def checks(organs: Collection[uuid.UUID], moment: datetime) -> list[Check]:
    """Every automatic check. Three queries, however many organs."""
    return [*_jobs(moment), *_acts(organs)]


def _jobs(moment: datetime) -> Iterator[Check]:
    for beat in heartbeats.beats(moment):
        words = _WATCHES.get(beat.job.name)
        if words:
            last = written(day_of(beat.last)) if beat.last else "还没有运行过"
            why = beat.why if beat.last or beat.problem else ""
            yield Check(words, _OFTEN.get(beat.job.name, _DAILY), last, bool(beat.silent or beat.problem), why)


def _acts(organs: Collection[uuid.UUID]) -> Iterator[Check]:
    """Checks that an act of the office sets off."""
    published = Item.objects.filter(organ__in=organs).aggregate(last=Max("first_published_on"))["last"]
    yield Check(
        "公开前的个人信息、敏感内容、用语、附件", "每次送审以前", f"最近一条发布于{written(published)}" if published else "还没有发布过"
    )
    saved = Revision.objects.filter(report__organ__in=organs).aggregate(last=Max("created_at"))["last"]
    yield Check("年度报告的数字、格式、雷同", "每次保存、审核以前", f"最近一次保存在{written(day_of(saved))}" if saved else "还没有编制过")
