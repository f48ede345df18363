"""Meta tags that every page of a government site bears: 3 for the first page, 4 more for a column, 3 more for an article."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.inspection.model import WARNING
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.model import Page
    from gongkai.inspection.rules.base import Context

_CITES = ("网站指引#附件（网页标签）",)
_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
_CODE = re.compile(r"\d{10}|bm\d{8}", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")


@rule("W501", "site-tags-missing", WARNING, cites=_CITES)
def site_tags(ctx: Context) -> Iterator[Hit]:
    """首页缺少网站标签，或者网站标识码写错了。

    查什么：首页有没有 SiteName、SiteDomain、SiteIDCode，标识码是不是 10 位数字（部委网站是 bm 和 8 位数字）。
    为什么：全国政府网站的检索和监测靠这些标签认网站。
    怎样改：在模板里补上标签；标识码照网站登记的写。
    依据：政府网站发展指引附件的网页标签。
    """
    home = ctx.seen.home
    if home is None:
        return
    yield from _missing(home, "首页", _SITE)
    code = home.meta("SiteIDCode")
    if code and not _CODE.fullmatch(code):
        yield Hit(home.url, f"网站标识码“{code[:40]}”不是 10 位数字。", (("SiteIDCode", code[:40]),))


@rule("W502", "column-tags-missing", WARNING, cites=_CITES)
def column_tags(ctx: Context) -> Iterator[Hit]:
    """栏目页面缺少栏目标签。

    查什么：栏目页面有没有 ColumnName、ColumnDescription、ColumnKeywords、ColumnType。
    为什么：检索和监测按这些标签认栏目。
    怎样改：在栏目模板里补上标签，内容照栏目实际写，不要空着。
    依据：政府网站发展指引附件的网页标签。
    """
    for column in ctx.seen.columns:
        yield from _missing(column.page, f"栏目“{column.name}”", _COLUMN)


@rule("W503", "article-tags-missing", WARNING, cites=_CITES)
def article_tags(ctx: Context) -> Iterator[Hit]:
    """文章页面缺少文章标签。

    查什么：文章页面有没有 ArticleTitle、PubDate、ContentSource。
    为什么：没有发布时间的文章，检查时按没有更新算；检索和监测按这些标签认文章。
    怎样改：在文章模板里补上标签，由系统按登记的标题、发布时间和来源填写。
    依据：政府网站发展指引附件的网页标签。
    """
    for page in ctx.seen.articles:
        yield from _missing(page, f"文章“{(page.meta('ArticleTitle') or page.title)[:40]}”", _ARTICLE)


@rule("W504", "pub-date-format", WARNING, cites=_CITES)
def pub_date(ctx: Context) -> Iterator[Hit]:
    """PubDate 的写法不对。

    查什么：PubDate 是不是写成 2026-01-31 09:05 这样：年月日、空格、二十四小时制的时和分。
    为什么：写法不对的，监测程序读不出发布时间，按没有更新算。
    怎样改：在模板里改成 YYYY-MM-DD HH:mm。
    依据：政府网站发展指引附件的网页标签。
    """
    for page in ctx.seen.articles:
        found = page.meta("PubDate")
        if found and not _is_moment(found):
            yield Hit(page.url, f"PubDate 写成了“{found[:40]}”，应当写成 2026-01-31 09:05 这样。", (("PubDate", found[:40]),))


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _missing(page: Page, what: str, names: tuple[str, ...]) -> Iterator[Hit]:
    missing = [name for name in names if not page.meta(name)]
    if missing:
        yield Hit(page.url, f"{what}缺少标签 {'、'.join(missing)}。", (("缺少", "、".join(missing)),))


RULES = (site_tags, column_tags, article_tags, pub_date)
