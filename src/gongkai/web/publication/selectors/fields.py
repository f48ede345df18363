"""The metadata of a version under their Chinese names, in the order in which every page and channel shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.web.publication.models import Genre
from gongkai.web.publication.selectors.columns import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.web.publication.models import Version

INDEX, NUMBER, ISSUER, COLUMN, GENRE, SUBJECT, FORMED, PUBLISHED, EFFECTIVE, EXPIRES, VALIDITY, ATTRIBUTE, SOURCE, DEPARTMENT, KEYWORDS, SUMMARY = (
    "索引号", "发文字号", "发文机关", "栏目", "体裁", "主题分类", "成文日期", "发布日期", "生效日期", "废止日期", "有效性", "公开属性", "信息来源", "责任部门",
    "关键词", "内容概述",
)  # fmt: skip


def shown_fields(version: Version) -> Iterator[tuple[str, str]]:
    """Name and words of each field that has any; what the ledger says (发布日期, 有效性, 公开属性) is that of today."""
    item, fields = version.item, version.fields
    pairs = (
        (INDEX, item.index_number), (NUMBER, fields.get("number", "")), (ISSUER, fields.get("issuer", "") or item.organ.name),
        (COLUMN, label_of(item.organ, fields["column"])), (GENRE, Genre(fields["genre"]).label if fields.get("genre") else ""),
        (SUBJECT, fields.get("subject", "")), (FORMED, day(fields.get("formed_on", ""))),
        (PUBLISHED, written(item.published_on) if item.published_on else ""), (EFFECTIVE, day(fields.get("effective_from", ""))),
        (EXPIRES, day(fields.get("expires_on", ""))), (VALIDITY, item.get_validity_display() if item.validity else ""),
        (ATTRIBUTE, item.get_attribute_display()), (SOURCE, fields.get("source", "")), (DEPARTMENT, fields.get("department", "")),
        (KEYWORDS, fields.get("keywords", "")), (SUMMARY, fields.get("summary", "")),
    )  # fmt: skip
    return ((name, words) for name, words in pairs if words)


def day(text: str) -> str:
    """A stored day as people write it; "" for none."""
    return written(date.fromisoformat(text)) if text else ""
