"""The guided start of an organ: what makes its annual report complete, step by step, done or not as the record says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q

from gongkai.web.publication.models import Item
from gongkai.web.reporting.models import AnnualReport, ApplicationFact, PastReport, Scope
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.past import held_of
from gongkai.web.reporting.selectors.reconciling import reconcile
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.desk.access import Reach
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.past import Held
    from gongkai.web.reporting.selectors.reconciling import Reconciled

DONE, TO_DO, NOTHING = "done", "to_do", "nothing"  # NOTHING: the record has none, which may be right
_LAST_MONTH = 3  # 条例 Art. 49: the last reports on a year are published by 31 March
# What readers of the report are told of the office (格式2021, first lines), as the organ's page calls it.
_CONTACTS = (("office", "政府信息公开工作机构"), ("address", "办公地址"), ("postcode", "邮政编码"), ("phone", "联系电话"))


class Step(NamedTuple):
    """One step: what it is, how it stands (``DONE``, ``TO_DO``, ``NOTHING``), a sentence, its button ("" for none) and where that leads."""

    title: str
    state: str
    words: str
    verb: str = ""
    address: str = ""

    @property
    def done(self) -> bool:
        """Nothing is left to do, or the record may rightly have none."""
        return self.state != TO_DO


class Guide(NamedTuple):
    """The steps of an organ for the report of ``year``, with what the comparison with last year found."""

    organ: Organ
    year: int
    steps: tuple[Step, ...]
    reconciled: Reconciled

    @property
    def left(self) -> int:
        """How many steps are still to do."""
        return sum(not step.done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first step that is still to do; before last year's report is in, an empty record is a step as well: it comes first."""
        return next((step for step in self.steps if not step.done or (step.address and step.state == NOTHING and self._begins)), None)

    @property
    def otherwise(self) -> Step | None:
        """What comes next where the record may rightly be empty, or where somebody else has to do the first; None where there is no such choice."""
        here = self.next
        if here is None or (not here.done and here.address):
            return None
        if here.done:
            return next((step for step in self.steps if not step.done and step.address), None)
        return next((step for step in self.steps if step is not here and step.address and step.state != DONE), None)

    @property
    def _begins(self) -> bool:
        return self.reconciled.before is None


def year_to_report(day: date) -> int:
    """The year whose report is made on that day: until the end of March that of the year before (条例 Art. 49)."""
    return day.year - 1 if day.month <= _LAST_MONTH else day.year


def guide_of(organ: Organ, year: int, reach: Reach) -> Guide:
    """The steps as the record has them. The facts must have been brought up before (``services.projecting``)."""
    before, found = held_of(organ, year - 1), reconcile(organ, year)
    steps = (
        _contacts(organ, reach), _register(organ, year, reach), _items(organ, year, reach), _last_year(organ, year, before),
        _carried(organ, year, found), _declared(organ, year), _report(organ, year),
    )  # fmt: skip
    return Guide(organ, year, steps, found)


def to_start(organs: QuerySet[Organ], day: date) -> list[Organ]:
    """The organs that have not begun: without a report of last year, or this year's not opened. One query: for the first page."""
    year = year_to_report(day)
    mine = AnnualReport.objects.filter(organ=OuterRef("pk"), scope=Scope.OWN)
    opened, published = Exists(mine.filter(year=year)), Exists(mine.filter(year=year - 1, edition__gt=0))
    brought = Exists(PastReport.objects.filter(organ=OuterRef("pk"), year=year - 1, replaced_at=None))
    lacks = Q(valid_from__lt=date(year, 1, 1)) & ~published & ~brought
    return list(organs.filter(~opened | lacks).order_by("path"))


def _contacts(organ: Organ, reach: Reach) -> Step:
    title, missing = "机关信息完整", [label for field, label in _CONTACTS if not getattr(organ, field).strip()]
    if not missing:
        return Step(title, DONE, "报告开头要写的工作机构、地址、邮编、电话都有了。")
    words = f"还缺{'、'.join(missing)}，年度报告的开头要写。"
    if reach.may("organs.manage", organ):
        return Step(title, TO_DO, words, "补齐机关信息", addresses.of("accounts:organ", organ.slug))
    return Step(title, TO_DO, f"{words}请系统管理员在“机关”里补齐。")


def _register(organ: Organ, year: int, reach: Reach) -> Step:
    title, verb, address = "导入申请台账", "导入台账", addresses.of("desk:register")
    amount = ApplicationFact.objects.filter(organ=organ.pk, received_on__year__in=(year - 1, year)).count()
    button = (verb, address) if reach.may("register.import", organ) else ("", "")
    if amount:
        return Step(title, DONE, f"记录里有{year - 1}年和{year}年收到的申请 {amount} 件。还有没登记的，可以再导入。", *button)
    return Step(title, NOTHING, f"记录里没有{year - 1}年和{year}年收到的申请。收到过的请整本导入台账，确实没有收到过就不用做。", *button)


def _items(organ: Organ, year: int, reach: Reach) -> Step:
    title, verb, address = "导入主动公开清单", "导入清单", addresses.of("desk:item_import")
    amount = Item.objects.filter(organ=organ, first_published_on__range=(date(year, 1, 1), date(year, 12, 31))).count()
    button = (verb, address) if reach.may("item.import", organ) else ("", "")
    if amount:
        return Step(title, DONE, f"记录里有{year}年公开的信息 {amount} 条。还有没登记的，可以再导入。", *button)
    return Step(title, NOTHING, f"记录里没有{year}年公开的信息。年初以来公开过的请整张导入，确实没有公开过就不用做。", *button)


def _last_year(organ: Organ, year: int, before: Held | None) -> Step:
    title, last = "导入上年年度报告", year - 1
    if before is None and organ.valid_from.year > last:
        return Step(title, NOTHING, f"本机关{organ.valid_from.year}年才设立，没有{last}年度报告。")
    if before is None:
        upload = addresses.of("desk:report_past_upload", organ.slug)
        return Step(title, TO_DO, f"还没有{last}年度报告。Word、PDF、网页、Excel 都可以直接上传。", "导入上年报告", f"{upload}?year={last}")
    words = f"{last}年度报告由本系统公布。" if before.edition else f"{last}年度报告已经从文件导入。"
    shown = addresses.of("desk:report_past", before.past.pk) if before.past else ""
    return Step(title, DONE, words, "查看上年报告" if shown else "", shown)


def _carried(organ: Organ, year: int, found: Reconciled) -> Step:
    title, address = "上年结转与台账核对", addresses.of("desk:report_carried", organ.slug, year)
    total = found.columns[-1]
    if found.before is None:
        if organ.valid_from.year >= year:
            return Step(title, NOTHING, "本机关没有上年报告，不用核对。")
        return Step(title, TO_DO, "导入上年年度报告以后才能核对。")
    if found.agrees:
        return Step(
            title, DONE, f"上年报告结转 {total.reported} 件，记录里上年结转 {total.counted} 件，各列都一致。", "看核对结果", address
        )
    if found.agrees is None:
        return Step(title, TO_DO, "上年报告有的结转数认不准，请对照原件核实。", "看核对结果", address)
    wrong = [each for each in found.wrong if each is not total] or [total]
    words = "、".join(f"{each.label}上年报告 {each.reported} 件、记录 {each.counted} 件" for each in wrong)
    return Step(title, TO_DO, f"有 {len(wrong)} 列不一致：{words}。", "看差在哪里", address)


def _declared(organ: Organ, year: int) -> Step:
    title, address = "申报表二的数", _about("desk:reports_declared", organ, year)
    missing = [each for each in figures.compiled(organ.pk, organ.name, year).problems if not each.case]
    if not missing:
        return Step(title, DONE, "许可、处罚、强制、收费的数都有人申报了。", "看申报的数" if address else "", address)
    words = f"还有 {len(missing)} 个数没有申报（许可、处罚、强制、收费）。由作出决定的机构报，年底以前就可以发出请求。"
    return Step(title, TO_DO, words, "申报或者请人申报" if address else "", address)


def _report(organ: Organ, year: int) -> Step:
    title = "编制年度报告"
    annual = AnnualReport.objects.filter(organ=organ, year=year, scope=Scope.OWN).first()
    if annual is None:
        address = _about("desk:reports", organ, year)
        return Step(
            title, TO_DO, f"还没有开始编制{year}年度报告。表格按记录数出来，正文按记录起草。", "编制年度报告" if address else "", address
        )
    address = addresses.of("desk:report", annual.pk)
    words = f"{year}年度报告已经公布。" if annual.edition else f"{year}年度报告正在编制。"
    return Step(title, DONE, words, "打开年度报告" if address else "", address)


def _about(name: str, organ: Organ, year: int) -> str:
    """The page under that name, about this organ and year; "" when this installation does not have it."""
    address = addresses.of(name)
    return f"{address}?organ={organ.slug}&year={year}" if address else ""
