"""Years for the tests of the narrative: one with everything, one with nothing, and any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.ledger.vocabulary.codes import Explanation, Outlet
from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.report.narrative.drafting import parts
from gongkai.report.narrative.facts import Year, cells_of, facts_of
from gongkai.report.narrative.problems import Problem, State
from gongkai.report.narrative.template import fill
from gongkai.report.organ import kind_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context

FORM = FORMS["2021"]
TOWN, STREET, BUREAU, DISTRICT = sample.ORGAN, "示例市示例区示例街道办事处", "示例市示例区司法局", "示例市示例区人民政府"
TABLES = sample.clean("2021", 2025)
CONTACT = {
    "contact_office": "示例镇党政办公室", "contact_address": "示例区示例镇公园路1号", "contact_postcode": "100000",
    "contact_phone": "010-00000000", "website": "示例区人民政府门户网站政府信息公开专栏",
}  # fmt: skip
FULL = Year(
    year=2025, organ=TOWN, cells=cells_of(TABLES), **CONTACT,
    published=46, new_media=20, elsewhere=3, sent_up=12, taken_up=4,
    outlets={"website": 43, "gazette": 2, "wechat": 16, "weibo": 5, "other_media": 4, "press_conference": 1, "press": 2, "board": 9, "reading_place": 3},
    explained=7, explained_forms={"text": 2, "picture": 2, "video": 1, "questions": 1, "leader": 1}, explained_by_leader=2,
    to_explain=3, documents_explained=2, responses=5, late=0, fee_amount=Decimal(0), fee_cases=0,
    reviewed=50, returned=4, reassessed=6, rectifications=2, columns=12, columns_updated=11, accounts=2, zones=1, reading_places=3,
    boards=9, gazette_issues=4, meetings=2, trainings=3, training_participants=64, open_days=2, open_day_participants=41,
    assessments=1, assessment_result="良好", social_reviews=1, social_review_participants=120, social_review_result="满意", accountable=0, problems_last_year=2, problems_solved=1, problems_found=2,
)  # fmt: skip
REGISTER = (
    Problem("政策解读以文字为主，图表和视频较少", "每份重要文件同步制作图解", State.DONE, outcome="年内制作图解2篇", last_year=True),
    Problem("部分村务信息更新不及时", "建立按月核对清单", State.GOING, date(2026, 6, 30), last_year=True),
    Problem("栏目更新责任没有落实到人。", "逐个栏目确定责任人，按季通报；", due=date(2026, 3, 31)),
    Problem("答复说理不够充分", "答复书签发前由法制人员复核", due=date(2026, 9, 30)),
)
# What the same office writes of a year in which nothing came, nothing was issued, nobody met.
ZERO_CELLS = dict.fromkeys(FULL.cells, 0)


def quiet(organ=TOWN):
    """A year in which all counts are none but what was published on the website."""
    counts = {name: 0 for name in Year.__dataclass_fields__ if isinstance(getattr(FULL, name), (int, Decimal)) and name != "year"}
    return replace(
        FULL, organ=organ, cells=ZERO_CELLS, outlets={"website": 8}, explained_forms={},
        assessment_result=None, social_review_result=None, **{**counts, "published": 8},
    )  # fmt: skip


def unknown(organ=TOWN):
    """A year of which the record knows nothing but whose it is."""
    return Year(year=2025, organ=organ)


def drafted(year, register=REGISTER, items=()):
    """The parts drafted and filled, by section."""
    facts = facts_of(year)
    return {name: fill(text, facts) for name, text in parts(facts, kind_of(year.organ), register, items).items()}


def report_of(year, register=REGISTER, items=(), tables=TABLES):
    """A whole report: the tables of the year's cells, the drafted parts."""
    rows = {
        row: tuple(Figure(_plain(year.cells.get(f"{row}[{index}]"))) for index in range(len(figures)))
        for row, figures in tables.rows.items()
    }
    sections = {name: filled.text for name, filled in drafted(year, register, items).items()}
    title = f"{year.organ}{year.year}年政府信息公开工作年度报告"
    return tables._replace(title=title, organ=year.organ, year=year.year, rows=rows, sections=sections)


def findings(report, **kwargs):
    """What the house's rules say."""
    return [(found.code, found.message) for found in check(Context(report, **kwargs))]


def _plain(value):
    return float(value) if isinstance(value, Decimal) else value


COUNT = st.one_of(st.just(0), st.integers(1, 3), st.integers(4, 3000))
ANY = st.one_of(st.none(), COUNT)
FEW = st.one_of(st.just(0), st.integers(0, 4))


@st.composite
def cells(draw, organ):
    """The cells of tables two to four, adding up as the form wants it; only a district has 规章."""
    rows = {f"table3.{key}": draw(st.lists(FEW, min_size=6, max_size=6)) for key in FORM.results}
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    out = draw(st.lists(FEW, min_size=6, max_size=6))
    before = [draw(st.integers(0, min(done + left, 2))) for done, left in zip(total, out, strict=True)]
    new = [done + left - old for done, left, old in zip(total, out, before, strict=True)]
    rows |= {"table3.total": total, "table3.carried_out": out, "table3.carried_in": before, "table3.new": new}
    rows |= {f"table4.{row.key}": draw(st.lists(FEW, min_size=4, max_size=4)) for row in FORM.table4}
    found = {f"{row}[{index}]": value for row, values in rows.items() for index, value in enumerate([*values, sum(values)])}
    documents = {"normative_documents": (draw(FEW), draw(FEW)), "rules": (draw(FEW), draw(FEW)) if organ == DISTRICT else (0, 0)}
    for row, (issued, repealed) in documents.items():
        in_force = issued + draw(FEW) if organ == DISTRICT or row == "normative_documents" else 0
        found |= {f"table2.{row}[{index}]": value for index, value in enumerate((issued, repealed, in_force))}
    return found | {f"table2.{row}[0]": draw(COUNT) for row in ("licences", "penalties", "coercion")}


@st.composite
def years(draw, published=COUNT):
    """Any year of any sort of organ."""
    organ = draw(st.sampled_from((TOWN, STREET, BUREAU, DISTRICT)))
    total = draw(published)
    most = st.integers(0, total or 0)
    outlets = draw(st.one_of(st.none(), st.dictionaries(st.sampled_from([each.value for each in Outlet]), most)))
    forms = draw(st.one_of(st.none(), st.dictionaries(st.sampled_from([each.value for each in Explanation]), st.integers(0, 9))))
    fee = draw(st.one_of(st.none(), st.just(Decimal(0)), st.decimals("0.5", 90000, places=2)))
    table_fee = {"table2.fees[0]": (fee or Decimal(0)) / 10_000 + draw(st.sampled_from((Decimal(0), Decimal("3.5"))))}
    plain = {
        name: draw(ANY)
        for name in (
            "new_media", "sent_up", "taken_up", "responses", "late", "reviewed", "returned", "reassessed", "rectifications", "columns",
            "columns_updated", "accounts", "zones", "reading_places", "boards", "gazette_issues", "meetings", "trainings",
            "training_participants", "open_days", "open_day_participants", "assessments", "social_reviews", "social_review_participants",
            "accountable", "to_explain", "documents_explained",
        )
    }  # fmt: skip
    return Year(
        year=2025, organ=organ, cells=draw(cells(organ)) | table_fee, **CONTACT, **plain, published=total, outlets=outlets,
        elsewhere=draw(st.one_of(st.none(), most)), explained=None if forms is None else sum(forms.values()), explained_forms=forms,
        explained_by_leader=draw(st.one_of(st.none(), st.integers(0, 3))), fee_amount=fee, fee_cases=None if fee is None else int(bool(fee)),
        assessment_result=draw(st.sampled_from((None, "优秀", "第三名"))), social_review_result=draw(st.sampled_from((None, "满意"))),
    )  # fmt: skip
