"""Figures of other offices: asked, declared with source and person, changed with a reason only, and never over the record in silence."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.activity import TrainingHeld
from gongkai.ledger.vocabulary.codes import DocumentSort
from gongkai.ledger.vocabulary.codes import Role as LedgerRole
from gongkai.ledger.vocabulary.document import Issued
from gongkai.web.events import store
from gongkai.web.reporting.models import FigureRequest, Note
from gongkai.web.reporting.request_slip import slip
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.declared import cell_named, cells_of, declarations, due, lines, offices, open_requests, recorded
from gongkai.web.reporting.services.acting import act_in_year
from gongkai.web.reporting.services.declaring import Figure, ask, declare, drop
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import reports
from support.reports import TODAY, YEAR
from support.web import at

LICENCES, FEES, PAPERS = "table2.licences[0]", "table2.fees[0]", "table2.normative_documents[2]"
PDF = Upload("统计表.pdf", b"%PDF-1.4\n%%EOF\n")
GIVEN = Figure("3", "行政审批平台统计表", "审批办 经办人甲")


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def said(town, people):
    """Declare: ``said(cell, figure)``."""

    def made(cell=LICENCES, figure=GIVEN, *, on=TODAY, seen=None, year=YEAR):
        return declare(
            organ=town, year=year, cell=cell, figure=figure, role=LedgerRole.OFFICER, by=people.officer, moment=at(on), on=on, seen=seen
        )

    return made


@pytest.fixture
def asked(town, people):
    """Ask: ``asked(cell, …)``."""

    def made(*cells, office="审批办", due_on=date(2026, 1, 16), on=TODAY, note="", year=YEAR):
        return ask(organ=town, year=year, cells=cells, office=office, due_on=due_on, by=people.officer, moment=at(on), on=on, note=note)

    return made


def reasons(caught) -> list[str]:
    return [each.text for each in caught.value.reasons]


# --- declaring ----------------------------------------------------------------------------------------------


def test_a_declared_figure_stands_in_the_table_with_its_source_its_person_and_its_file(town, said):
    said(figure=GIVEN._replace(upload=PDF))
    catch_up()
    assert figures.compiled(town.pk, town.name, YEAR).report.value("table2.licences", 0) == 3
    [found] = declarations(town.pk, YEAR)
    assert (found.value, found.on, found.by, found.source.text, found.person) == ("3", TODAY, "经办人甲", GIVEN.source, GIVEN.person)
    assert files.read(found.source.file) == PDF.data


def test_all_reasons_are_said_at_once_and_nothing_is_written(town, said):
    with pytest.raises(NotAllowed) as caught:
        said(figure=Figure("三件", " ", " ", Upload("程序.exe", b"MZ\x00\x01")))
    assert [text for text in reasons(caught) if "三件" in text]
    assert [text for text in reasons(caught) if "来源" in text]
    assert [text for text in reasons(caught) if "谁报的数" in text]
    assert [text for text in reasons(caught) if "程序.exe" in text]
    assert declarations(town.pk, YEAR) == []
    assert not Note.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("cell", ["table3.new[0]", "table2.licences[1]", "table2.procurement[0]", "narrative.published", ""])
def test_a_cell_that_the_years_report_does_not_declare_is_refused(said, cell):
    with pytest.raises(NotAllowed) as caught:
        said(cell)
    assert any(f"“{cell}”" in text for text in reasons(caught))


def test_a_year_that_has_not_begun_has_no_figures(said):
    with pytest.raises(NotAllowed):
        said(year=2027)


def test_another_figure_needs_the_reason_and_the_first_one_stays_to_be_read(town, said):
    said()
    with pytest.raises(NotAllowed, match="把3改成4的原因"):
        said(figure=GIVEN._replace(value="4"))
    said(figure=GIVEN._replace(value="4", reason="漏报一件"), on=date(2026, 1, 14))
    catch_up()
    [line] = [each for each in lines(town, YEAR, TODAY) if each.cell.key == LICENCES]
    assert (line.latest.value, line.latest.reason.text, [each.value for each in line.earlier]) == ("4", "漏报一件", ["3"])
    assert figures.compiled(town.pk, town.name, YEAR).report.value("table2.licences", 0) == 4


def test_of_two_who_declare_at_once_the_second_sees_the_first_before_anything_is_written(town, said):
    said(seen=0)
    with pytest.raises(store.Overtaken):
        said(figure=GIVEN._replace(value="5", reason="别处的数"), seen=0)
    assert [each.value for each in declarations(town.pk, YEAR)] == ["3"]


def test_money_is_declared_in_ten_thousand_yuan_with_decimals(town, said):
    said(FEES, GIVEN._replace(value="25.125"))
    catch_up()
    assert figures.compiled(town.pk, town.name, YEAR).report.value("table2.fees", 0) == 25.125


# --- not over the record ------------------------------------------------------------------------------------


@transaction.atomic
def issued(town):
    stream = store.open_stream(kind="document", organ=town.pk)
    event = Issued(sort=DocumentSort.NORMATIVE, number="示政规〔2025〕1号", content="c")
    store.append(stream=stream, entries=[store.entry(store.load(stream), event, date(2025, 3, 3), store.stamp("1", town.pk, at(TODAY)))])
    catch_up()


def test_documents_are_declared_where_none_is_in_the_record(town, said):
    said(PAPERS, GIVEN._replace(value="12"))
    catch_up()
    assert figures.compiled(town.pk, town.name, YEAR).report.value("table2.normative_documents", 2) == 12


def test_a_figure_that_the_record_gives_is_declared_only_with_what_is_not_in_it(town, said):
    issued(town)
    assert recorded(town.pk, YEAR, cell_named(YEAR, PAPERS)) == 1
    with pytest.raises(NotAllowed, match="记录是1件"):
        said(PAPERS, GIVEN._replace(value="12"))
    said(PAPERS, GIVEN._replace(value="12", reason="2012年以前的11件没有电子文本"))
    [line] = [each for each in lines(town, YEAR, TODAY) if each.cell.key == PAPERS]
    assert line.differs
    assert line.counted == 1


def test_that_there_was_none_is_not_declared_of_what_is_registered(town, people, said):
    held = TrainingHeld(participants=20, record="1")
    act_in_year(organ=town, year=YEAR, event=held, on=date(2025, 5, 6), by=people.officer, moment=at(TODAY))
    with pytest.raises(NotAllowed, match="已经登记了"):
        said("narrative.trainings", GIVEN._replace(value="0"))
    assert recorded(town.pk, YEAR, cell_named(YEAR, "narrative.trainings")) == 1
    said("narrative.boards", GIVEN._replace(value="0"))
    said("narrative.meetings", GIVEN._replace(value="0"))


# --- asking ---------------------------------------------------------------------------------------------------


def test_a_declaration_answers_every_open_request_of_its_cell_and_no_other(town, asked, said):
    asked(LICENCES, FEES)
    asked(LICENCES, office="执法队")
    said()
    assert [each.cell for each in open_requests(town.pk, YEAR)] == [FEES]
    assert {each.answered_at for each in FigureRequest.objects.filter(cell=LICENCES)} == {at(TODAY)}
    assert set(offices(town.pk)) == {"执法队", "审批办"}


def test_a_refused_declaration_leaves_the_request_open(town, asked, said):
    asked(LICENCES)
    with pytest.raises(NotAllowed):
        said(figure=GIVEN._replace(value="-1"))
    assert len(open_requests(town.pk, YEAR)) == 1


def test_asking_is_refused_with_all_reasons(asked):
    asked(LICENCES)
    with pytest.raises(NotAllowed) as caught:
        asked(LICENCES, "table3.new[0]", due_on=date(2026, 1, 9))
    assert [text.partition("”")[0][:12] for text in reasons(caught)] == [
        "2025年度报告没有“t",
        "要在2026年1月9日以",
        "“行政许可：本年处理决定",
    ]
    with pytest.raises(NotAllowed) as caught:
        asked(office=" ")
    assert reasons(caught) == ["没有选要哪几个数", "没有写向哪个机构要"]


def test_a_request_is_dropped_once_and_kept(town, asked, said):
    [first, second] = asked(LICENCES, FEES)
    drop(request=first, moment=at(TODAY))
    assert [each.pk for each in open_requests(town.pk, YEAR)] == [second.pk]
    with pytest.raises(NotAllowed, match="不再"):
        drop(request=first, moment=at(TODAY))
    said(FEES)
    with pytest.raises(NotAllowed, match="已经报来"):
        drop(request=second, moment=at(TODAY))
    first.refresh_from_db()
    assert first.answered_at is None


@pytest.mark.parametrize(
    ("day", "left", "words"),
    [
        (date(2026, 1, 12), 4, "剩 4 个工作日（2026年1月16日前）"),
        (date(2026, 1, 16), 0, "今天到期（2026年1月16日）"),
        (date(2026, 1, 17), -1, "已超期 1 个工作日（应当在2026年1月16日前）"),
        (date(2026, 1, 20), -2, "已超期 2 个工作日（应当在2026年1月16日前）"),
    ],
)
def test_how_long_an_office_still_has_is_counted_in_working_days(town, day, left, words):
    assert due(town, date(2026, 1, 16), day) == (left, words)


def test_before_a_day_of_rest_on_which_it_is_due_no_working_day_is_left(town):
    assert due(town, date(2026, 1, 17), date(2026, 1, 16)).words == "没有工作日了（2026年1月17日前）"


def test_the_sheet_for_an_office_lists_what_is_asked_with_its_unit_and_how_it_is_counted(town, asked):
    rows = asked(LICENCES, FEES, note="只报本镇作出的")
    letter = slip(organ=town, year=YEAR, office="审批办", asked=[(cell_named(YEAR, each.cell), each) for each in rows], on=TODAY)
    words = repr(letter)
    for each in (
        "行政许可：本年处理决定数量",
        "行政事业性收费：本年收费金额",
        "万元",
        "2026年1月16日以前",
        "没有公开的也计入",
        "只报本镇作出的",
    ):
        assert each in words
    assert letter.addressee == "审批办"


# --- which figures there are --------------------------------------------------------------------------------


def test_the_cells_are_those_of_the_official_form_with_their_labels_and_units():
    owed = [(each.words, each.unit, each.cite) for each in cells_of(YEAR) if each.in_table and not each.by_record]
    assert owed == [
        ("行政许可：本年处理决定数量", "件", "条例:20(5)"), ("行政处罚：本年处理决定数量", "件", "条例:20(6)"),
        ("行政强制：本年处理决定数量", "件", "条例:20(6)"), ("行政事业性收费：本年收费金额", "万元", "条例:20(8)"),
    ]  # fmt: skip
    assert [each.key for each in cells_of(YEAR) if each.in_table and each.by_record] == [
        f"table2.{row}[{index}]" for row in ("rules", "normative_documents") for index in range(3)
    ]


def test_only_cells_of_table_two_that_no_record_gives_are_owed(town, said):
    said()
    owed = [each.cell.key for each in lines(town, YEAR, TODAY) if each.owed]
    assert owed == ["table2.penalties[0]", "table2.coercion[0]", "table2.fees[0]"]
