"""A published text as an official paper on A4 (GB/T 9704-2012): title, 文号, text, list of attachments, where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.lib.richtext.body import tree
from gongkai.web.portal.public import paper_docx, paper_pdf
from gongkai.web.portal.public.paper_model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.web.portal.public.items import Page


WRITERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", paper_pdf.render),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper_docx.render),
}


def of(page: Page) -> Paper:
    """The paper of what is shown."""
    item, fields = page.item, page.version.fields
    published = f"{written(item.published_on)}公开，" if item.published_on else ""
    foot = f"{item.organ.name}{published}索引号 {item.index_number}。以网站公布的文本为准。"
    return Paper(
        page.version.title, fields.get("number", ""), item.organ.name, page.over, tree(page.version.html), tuple(each.name for each in page.files), foot
    )  # fmt: skip
