"""The columns of a year's list: what each is called, what it holds, which must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import CharField

from gongkai.ledger.vocabulary.codes import Attribute, Outlet
from gongkai.lib.tablefile import Head, known
from gongkai.lib.text import alike, squeeze
from gongkai.web.publication.models import Delivery, Genre, Item

if TYPE_CHECKING:
    from django.db.models import Model

TEXT, DAY, CODE, CHANNELS, COLUMN, ADDRESS = "text", "day", "code", "channels", "column", "address"
SENT_UP, TAKEN_UP = "sent_up", "taken_up"  # 报送 is no channel: counted apart, as are those that the other side used
NOUN = "清单"


class Field(NamedTuple):
    """One column by its English key, its label, what it holds, other labels that lists use, and the words of a code.

    ``most`` is the number of characters that are kept of a text; 0 for as many as a cell has.
    """

    key: str
    label: str
    kind: str = TEXT
    needed: bool = False
    also: tuple[str, ...] = ()
    words: dict[str, str] = {}  # noqa: RUF012 - never changed
    most: int = 0


def _most(name: str, model: type[Model] = Item) -> int:
    field = model._meta.get_field(name)
    assert isinstance(field, CharField)
    return field.max_length or 0


_GENRES = {each.label: each.value for each in Genre} | {
    "规范性文件": Genre.NORMATIVE.value, "政策文件": Genre.POLICY.value, "解读": Genre.INTERPRETATION.value, "通知": Genre.NOTICE.value,
    "公告": Genre.NOTICE.value, "名单": Genre.LIST.value, "公示": Genre.LIST.value, "动态": Genre.NEWS.value, "新闻": Genre.NEWS.value,
    "年报": Genre.REPORT.value, "制度": Genre.REGIME.value,
}  # fmt: skip
FIELDS: tuple[Field, ...] = (
    Field("title", "标题", needed=True, also=("信息标题", "信息名称", "名称", "题目"), most=_most("title")),
    Field("formed", "成文日期", DAY, needed=True, also=("生成日期", "形成日期", "制发日期")),
    Field("published", "发布日期", DAY, needed=True, also=("公开日期", "发布时间", "公开时间")),
    Field("channels", "公开渠道", CHANNELS, needed=True, also=("发布渠道", "渠道", "公开方式和渠道")),
    Field("index_number", "索引号", also=("信息索引号",), most=_most("index_number")),
    Field("number", "发文字号", also=("文号",), most=_most("number")),
    Field("issuer", "发文机关", also=("发布机构",), most=_most("issuer")),
    Field("column", "栏目", COLUMN, also=("目录栏目", "公开栏目", "所属目录", "公开事项")),
    Field("genre", "体裁", CODE, also=("体裁分类", "文种"), words=_GENRES),
    Field("subject", "主题分类", also=("主题",), most=_most("subject")),
    Field("summary", "内容概述", also=("概述", "摘要", "内容摘要")),
    Field("text", "正文", also=("内容", "信息内容")),
    Field("address", "网址", ADDRESS, also=("链接", "公开网址", "发布网址"), most=_most("address", Delivery)),
    Field("department", "责任部门", also=("责任科室", "承办部门"), most=_most("department")),
    Field("source", "信息来源", also=("来源", "稿源"), most=_most("source")),
    Field("keywords", "关键词", also=("关键字",), most=_most("keywords")),
    Field("attribute", "公开属性", CODE, words={each.label: each.value for each in Attribute}),
    Field("effective", "生效日期", DAY, also=("施行日期",)),
    Field("expires", "失效日期", DAY, also=("有效期至", "有效期截止日期")),  # the day that the document names itself
    Field("repealed", "废止日期", DAY),  # by another paper: only this one counts as 本年废止 in table two
    Field("repealed_by", "废止文号", also=("废止依据", "废止文件文号"), most=_most("number")),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
NEEDED = tuple(field for field in FIELDS if field.needed)
HEAD = Head(
    known((label, field.key) for field in FIELDS for label in (field.label, *field.also)), {each.key: each.label for each in NEEDED}, NOUN
)
# The channels by the words of a list: those of the law, and what offices write for them. A label with 、 in it is understood in its parts.
_CHANNELS: dict[str, tuple[str, ...]] = {
    Outlet.WEBSITE: ("政府网站", "网站", "门户网站", "政府门户网站", "区政府网站", "县政府网站", "政府信息公开专栏"),
    Outlet.GAZETTE: ("政府公报", "公报"),
    Outlet.WECHAT: ("政务微信公众号", "政务微信", "微信公众号", "微信"),
    Outlet.WEIBO: ("政务微博", "微博"),
    Outlet.OTHER_MEDIA: ("其他政务新媒体", "政务新媒体", "新媒体", "客户端", "短视频号"),
    Outlet.PRESS_CONFERENCE: ("新闻发布会", "发布会"),
    Outlet.PRESS: ("报刊广播电视", "报刊", "报纸", "广播", "电视"),
    Outlet.BOARD: ("信息公告栏", "公告栏", "公示栏", "电子信息屏", "电子屏"),
    Outlet.READING_PLACE: ("档案馆", "图书馆", "政务服务场所", "政务服务大厅", "公开查阅点", "查阅点"),
    SENT_UP: ("报送", "报送上级", "上报"),
    TAKEN_UP: ("报送被采用", "报送（采用）", "报送采用"),
}
CHANNEL_WORDS = {squeeze(alike(word)): key for key, words in _CHANNELS.items() for word in words}
CHANNEL_CHOICES = "、".join([*(f"“{each.label}”" for each in Outlet), "“报送”"])
# What a clerk is told to choose from.
CHOICES = {"genre": "、".join(each.label for each in Genre), "attribute": "、".join(each.label for each in Attribute)}


def outlet_label(key: str) -> str:
    """What a channel of a list is called."""
    return {SENT_UP: "报送", TAKEN_UP: "报送被采用"}.get(key) or Outlet.of(key).label
