"""What an organ of the fictional district published in three years, as the rows of its lists. Plain data, about nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.organs.models import Level
from gongkai.web.publication.models import Genre
from gongkai.web.publication.register.columns import SENT_UP
from gongkai.web.publication.register.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.web.oversight.demo.district.plan import Member

_SITE, _BOARD, _WECHAT, _PLACE = Outlet.WEBSITE.value, Outlet.BOARD.value, Outlet.WECHAT.value, Outlet.READING_PLACE.value
_VILLAGES = tuple(f"{way}{word}村" for word in ("河", "坪", "桥", "岭", "湾") for way in ("东", "西", "南", "北"))
_NUMBERED = (Genre.NORMATIVE, Genre.POLICY)


class Kind(NamedTuple):
    """Things of one kind: a title with {year}, {month}, {village}, {number}, {name}; what is said; column, 体裁, channels."""

    title: str
    words: str
    column: str
    genre: Genre
    channels: tuple[str, ...] = (_SITE,)


_TOWN = (
    Kind("{name}{village}{year}年{month}月低保、特困人员公示", "户数和发放标准", "town.social_assistance", Genre.LIST, (_BOARD,)),
    Kind("{name}{village}{year}年{month}月村级财务收支公开", "收入、支出和结余", "others", Genre.DATA, (_BOARD,)),
    Kind("{name}{village}{year}年{month}月惠农补贴发放公示", "补贴项目、面积、标准和金额", "town.rural_policy", Genre.LIST, (_SITE, _BOARD)),
    Kind("{name}{village}宅基地审批公示（{year}年{month}月第{number}批）", "申请户数、面积和四至", "town.homesteads", Genre.LIST, (_BOARD,)),
    Kind("{name}{village}土地承包经营权流转公示（{year}年第{number}号）", "流转面积、期限和价格", "town.land_contracts", Genre.LIST, (_BOARD,)),
    Kind("{name}{year}年{month}月安全生产检查情况（第{number}期）", "检查户数、隐患数和整改期限", "supervision", Genre.DATA),
    Kind("{name}{village}一事一议筹资筹劳方案公示（{year}年第{number}号）", "项目、筹资标准和村民表决结果", "town.levies", Genre.LIST),
    Kind("{name}{village}渠道清淤维修工程公示（{year}年第{number}号）", "工程量、投资和工期", "town.irrigation_works", Genre.NOTICE),
    Kind("{name}{village}公益性岗位人员公示（{year}年第{number}批）", "岗位、人数和待遇", "livelihood", Genre.LIST, (_SITE, _BOARD)),
    Kind("{name}工作动态（{year}年{month}月第{number}期）", "本期重点工作的进展", "others", Genre.NEWS, (_SITE, _WECHAT)),
    Kind("{name}{village}征地补偿安置公示（{year}年第{number}号）", "征收范围、补偿标准和安置方式", "town.land_expropriation", Genre.NOTICE),
    Kind("{name}防汛、森林防火提示（{year}年第{number}号）", "风险地段、值班电话和避险要求", "emergencies", Genre.NOTICE, (_SITE, _WECHAT, _BOARD)),
    Kind("{name}便民服务事项办理情况（{year}年{month}月第{number}期）", "办件数、平均用时和投诉处理", "others", Genre.DATA, (_PLACE,)),
)  # fmt: skip
_BUREAU = (
    Kind("{name}行政许可结果公示（{year}年第{number}批）", "许可事项、编号和有效期", "licences", Genre.LIST),
    Kind("{name}行政处罚结果公示（{year}年第{number}批）", "案由、依据和处罚内容", "penalties", Genre.LIST),
    Kind("{name}“双随机、一公开”抽查结果（{year}年第{number}批）", "抽查对象数、问题数和处理", "supervision", Genre.DATA),
    Kind("{name}办件情况公示（{year}年{month}月第{number}期）", "受理数、办结数和按时率", "licences", Genre.DATA, (_SITE, _PLACE)),
    Kind("{name}工作动态（{year}年{month}月第{number}期）", "本期重点工作的进展", "others", Genre.NEWS, (_SITE, _WECHAT)),
    Kind("{name}政府采购项目公告（{year}年第{number}号）", "项目、预算和采购方式", "procurement", Genre.NOTICE),
    Kind("{name}项目批准实施情况（{year}年第{number}期）", "项目名称、批准单位和进度", "projects", Genre.DATA),
    Kind("{name}民生政策落实情况（{year}年{month}月第{number}期）", "资金、对象和发放情况", "livelihood", Genre.DATA, (_SITE, _PLACE)),
    Kind("{name}统计快报（{year}年{month}月第{number}期）", "主要指标和同期比较", "statistics", Genre.DATA),
    Kind("{name}公共服务场所公告（{year}年第{number}号）", "场所、时间和注意事项", "county.public_services", Genre.NOTICE, (_BOARD,)),
    Kind("{name}建议提案答复情况（{year}年第{number}号）", "建议要点和答复意见", "others", Genre.NOTICE, (_SITE, SENT_UP)),
)  # fmt: skip
_YEARLY = (
    Kind("{name}{year}年度部门预算", "收入预算、支出预算和“三公”经费", "budgets", Genre.DATA),
    Kind("{name}{year}年度部门决算", "收入决算、支出决算和“三公”经费", "budgets", Genre.DATA),
    Kind("{name}{year}年工作要点", "全年目标、任务和责任分工", "plans", Genre.POLICY),
    Kind("{name}职能、机构和联系方式（{year}年修订）", "职能、内设机构、地址、电话和负责人", "organisation", Genre.NOTICE),
    Kind("{name}{year}年应急预案", "组织机构、预警响应和值班电话", "emergencies", Genre.POLICY),
    Kind("{name}关于{year}年惠民项目管理的若干规定", "申报条件、程序和监督办法", "documents", Genre.NORMATIVE),
    Kind("{name}{year}年收费项目目录", "项目、依据和标准", "fees", Genre.NOTICE),
)  # fmt: skip
_BLANKED = ("fees", "plans", "organisation", "statistics", "procurement", "projects", "emergencies", "town.irrigation_works", "town.levies")


def rows(member: Member, count: int, first: date, today: date) -> Iterator[Row]:
    """``count`` rows from ``first`` to the last day on which the organ published anything, in the order of the days."""
    left_out = _BLANKED[: member.blank]
    yearly = [(kind, year) for year in range(first.year, today.year + 1) for kind in _YEARLY if kind.column not in left_out]
    usual = [kind for kind in (_TOWN if member.level == Level.TOWN else _BUREAU) if kind.column not in left_out]
    last = today - timedelta(days=member.quiet + 1)
    span = (last - first).days
    each_year = max(1, count * 365 // max(span, 1))
    for place in range(count):
        formed = first + timedelta(days=span * place // count)
        serial = place % each_year
        if serial % (each_year // len(_YEARLY) + 1) == 0 and yearly and yearly[0][1] <= formed.year:
            kind, year = yearly.pop(0)
        else:
            kind, year = usual[place % len(usual)], formed.year
        yield _row(member, kind, place, formed, year, last)


def _row(member: Member, kind: Kind, place: int, formed: date, year: int, last: date) -> Row:
    number = place // 11 % 400 + 1
    village = _VILLAGES[place // len(_TOWN) % len(_VILLAGES)]
    title = kind.title.format(name=member.short_name, village=village, year=year, month=formed.month, number=number)
    late = member.late and place % member.late == member.late - 1
    published = min(formed + timedelta(days=31 + place % 20 if late else 1 + place % 9), last + timedelta(days=1))
    numbered = kind.genre in _NUMBERED
    return Row(place + 2, {
        "title": title, "formed": formed, "published": published, "channels": kind.channels, "column": kind.column, "genre": kind.genre.value,
        "number": f"{member.word.removesuffix('公开')}发〔{year}〕{place + 1}号" if numbered else None, "summary": f"{kind.words}。",
        "text": f"{title}。主要内容：{kind.words}。咨询电话：0000-2000000。", "department": f"{member.short_name}办公室", "issuer": member.name,
        "expires": date(formed.year + 2, 12, 31) if kind.genre == Genre.NORMATIVE else None,
    })  # fmt: skip
