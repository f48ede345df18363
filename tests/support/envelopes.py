"""An item that leaves the house, and the page that a district's site makes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gongkai.lib.richtext import clean
from gongkai.web.channels.base import Enclosed, Envelope

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TEXT = (
    "各村（居）民委员会，镇直各单位：\n为做好2026年度农村危房改造补助发放工作，现将有关事项通知如下。\n"
    "一、补助对象为经认定的农村低收入群体。二、补助标准为每户3.5万元。\n请于2026年4月30日前完成申报。"
)
ENVELOPE = Envelope(
    key="item-1-v1", item="item-1", title="示例镇人民政府关于做好2026年度农村危房改造补助工作的通知", organ="示例镇人民政府", column="农村危房改造",
    issued_on=date(2026, 3, 1), published_on=date(2026, 3, 2),
    fields={"索引号": "11000000000000000X/2026-00012", "发文字号": "示政发〔2026〕3号", "主题分类": "城乡建设", "关键词": "危房改造", "生效日期": "2026年4月1日"},
    summary="补助对象、补助标准和申报时间。", html=clean("".join(f"<p>{line}</p>" for line in TEXT.split("\n"))), text=TEXT,
    enclosed=(Enclosed("申报表.docx", "application/octet-stream", b"PK-form"), Enclosed("补助对象名单.pdf", "application/pdf", b"%PDF-list")),
    address="https://town.example/xxgk/item-1/",
)  # fmt: skip


def page(
    *,
    title: str = ENVELOPE.title,
    dates: str = "成文日期：2026-03-01 发布日期：2026-03-02",
    body: str = ENVELOPE.html,
    files: bool = True,
    head: str = "",
) -> str:
    """The page as a content system of a district makes it: header, breadcrumbs, table of metadata, body, attachments, footer."""
    links = '<p>附件：<a href="./P020260302.docx">申报表.docx</a> <a href="./P020260303.pdf">补助对象名单.pdf</a></p>' if files else ""
    return (
        f"<html><head><meta charset=utf-8><title>{title}_示例区人民政府</title>{head}<script>var x = '2019-01-01';</script></head><body>"
        f"<div class=nav>首页 &gt; 政务公开 &gt; 示例镇</div><h1>{title}</h1><div class=info>索引号：x {dates} 打印日期：2027-01-01</div>"
        f"<div id=zoom>{body}</div>{links}<div class=footer>主办：示例区人民政府 ICP备00000000号</div></body></html>"
    )
