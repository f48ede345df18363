"""The register of problems: what was found, what is done about it, and what the fifth part says of both."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.events.store import Overtaken
from gongkai.web.reporting.models import Trouble, TroubleStep
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.troubles import changes, drafted, lines, pieces, register, soon, standing
from gongkai.web.reporting.services.troubles import Entry, add, done, drop, edit, reorder, step
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import reports
from support.reports import TODAY, YEAR, finished, fresh, opened, published
from support.web import at

GOING, DONE = Trouble.State.GOING, Trouble.State.DONE
ENTRY = Entry("政策解读以文字为主，图解偏少", "每件政策文件配一张图解", "党政办 经办人甲", date(2026, 6, 30))
OTHER = Entry("栏目更新不及时", "每季度核对一次栏目", "党政办 经办人乙", date(2026, 3, 31))
PDF = Upload("图解.pdf", b"%PDF-1.4\n%%EOF\n")


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def found(town, people):
    """Enter a problem: ``found(entry)``."""

    def made(entry=ENTRY, *, year=YEAR, on=TODAY):
        return add(organ=town, year=year, entry=entry, by=people.officer, moment=at(on))

    return made


@pytest.fixture
def worked(people):
    """Write a step: ``worked(trouble, …)``."""

    def made(trouble, words="印发图解模板", *, on=TODAY, state=GOING, upload=None, moment=None):
        return step(trouble=trouble, on=on, state=state, words=words, upload=upload, by=people.officer, moment=moment or at(on))

    return made


def again(trouble):
    trouble.refresh_from_db()
    return trouble


def reasons(caught) -> list[str]:
    return [each.text for each in caught.value.reasons]


# --- entering and changing ----------------------------------------------------------------------------------


def test_an_entry_becomes_a_sentence_of_the_fifth_part(town, found):
    found()
    assert drafted(town.pk, YEAR) == (
        "本年度存在的主要问题和改进措施：政策解读以文字为主，图解偏少。改进措施是每件政策文件配一张图解，2026年6月底前完成。"
    )


def test_an_entry_without_words_or_with_a_day_before_its_year_is_refused_with_all_reasons(found):
    with pytest.raises(NotAllowed) as caught:
        found(Entry(" ", "", "", date(2024, 12, 31)))
    assert reasons(caught) == ["没有写是什么问题", "没有写怎样改进", "完成期限2024年12月31日比报告年度还早"]


def test_the_same_problem_is_entered_once(found):
    found()
    with pytest.raises(NotAllowed, match="已经登记过"):
        found(ENTRY._replace(measure="别的措施"))


def test_what_an_entry_said_before_is_kept(found, people):
    trouble = found()
    edit(
        trouble=trouble,
        entry=ENTRY._replace(measure="每件政策文件配图解和问答", due_on=date(2026, 9, 30)),
        by=people.head,
        moment=at(TODAY),
    )
    [change] = changes(trouble)
    assert change.before == {"measure": "每件政策文件配一张图解", "due_on": "2026-06-30"}
    assert change.note.text == "改进措施原为“每件政策文件配一张图解”；完成期限原为“2026年6月30日”"
    assert again(trouble).measure == "每件政策文件配图解和问答"


def test_saving_what_stands_there_already_is_no_change(found, people):
    trouble = found()
    edit(trouble=trouble, entry=ENTRY, by=people.head, moment=at(TODAY))
    assert changes(trouble) == []


def test_of_two_who_change_it_at_once_the_second_is_told(found, people):
    trouble = found()
    edit(trouble=trouble, entry=ENTRY._replace(owner="甲"), by=people.officer, moment=at(TODAY), seen=0)
    with pytest.raises(Overtaken):
        edit(trouble=trouble, entry=ENTRY._replace(owner="乙"), by=people.head, moment=at(TODAY), seen=0)
    assert again(trouble).owner == "甲"


# --- what is done about it ----------------------------------------------------------------------------------


def test_a_step_with_evidence_says_how_it_stands(found, worked):
    trouble = found()
    made = worked(trouble, upload=PDF)
    assert files.read(made.file) == PDF.data
    assert (again(trouble).state, trouble.outcome, trouble.done_on) == (GOING, "印发图解模板", None)


def test_done_says_when_and_with_what_result(found, people):
    trouble = found()
    done(trouble=trouble, on=date(2026, 1, 10), words="制作图解12件", by=people.officer, moment=at(TODAY))
    assert (again(trouble).state, trouble.done_on, trouble.outcome) == (DONE, date(2026, 1, 10), "制作图解12件")


def test_the_newest_day_decides_not_what_was_written_last(found, worked):
    trouble = found()
    worked(trouble, "全部完成", state=DONE)
    worked(trouble, "先开了会", on=date(2026, 1, 6), moment=at(TODAY, 10))
    assert (again(trouble).state, trouble.outcome) == (DONE, "全部完成")


def test_what_comes_back_is_not_done_any_more(found, worked):
    trouble = found()
    worked(trouble, "全部完成", on=date(2026, 1, 6), state=DONE)
    worked(trouble, "又有栏目过期")
    assert (again(trouble).state, trouble.done_on) == (GOING, None)


def test_a_step_is_refused_with_all_reasons_and_nothing_is_kept(found, worked):
    trouble = found()
    with pytest.raises(NotAllowed) as caught:
        worked(trouble, " ", on=date(2026, 1, 13), state="soon", upload=Upload("程序.exe", b"MZ\x00\x01"), moment=at(TODAY))
    assert [text[:6] for text in reasons(caught)] == ["没有选进展", "没有写做了什", "2026年1", "“程序.ex"]
    assert not TroubleStep.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_step_is_written_once(found, worked):
    made = worked(found())
    with pytest.raises(DatabaseError), transaction.atomic():
        TroubleStep.objects.filter(pk=made.pk).update(words="改")


# --- out of it, and in order --------------------------------------------------------------------------------


def test_a_dropped_entry_is_told_by_no_report_and_kept_with_the_reason(town, found, worked):
    trouble = found()
    with pytest.raises(NotAllowed, match="为什么去掉"):
        drop(trouble=trouble, reason=" ", moment=at(TODAY))
    drop(trouble=trouble, reason="重复登记", moment=at(TODAY))
    assert register(town.pk, YEAR) == []
    assert again(trouble).dropped_why == "重复登记"
    with pytest.raises(NotAllowed, match="已经从登记簿里去掉"):
        worked(trouble)


def test_entries_are_told_in_the_order_that_the_office_gives_them(town, found):
    first, second = found(), found(OTHER)
    reorder(organ=town, year=YEAR, order=[second.pk, first.pk])
    assert [each.problem for each in register(town.pk, YEAR)] == [OTHER.problem, ENTRY.problem]
    for order in ([first.pk], [first.pk, first.pk], [first.pk, second.pk, second.pk]):
        with pytest.raises(Overtaken):
            reorder(organ=town, year=YEAR, order=order)


# --- over the years -----------------------------------------------------------------------------------------


def test_the_next_report_tells_what_became_of_it(town, found, worked):
    worked(found(year=2024), "制作图解12件", on=date(2025, 9, 1), state=DONE)
    found(OTHER)
    assert drafted(town.pk, YEAR) == (
        "上年报告所列问题的改进情况：政策解读以文字为主，图解偏少。改进措施是每件政策文件配一张图解，已经完成，制作图解12件。\n"
        "本年度存在的主要问题和改进措施：栏目更新不及时。改进措施是每季度核对一次栏目，2026年3月底前完成。"
    )


def test_what_stays_undone_is_told_until_it_is_done(town, found, worked):
    trouble = found(year=2022)
    assert [each.last_year for each in register(town.pk, YEAR)] == [True]
    worked(trouble, "全部完成", on=date(2024, 5, 6), state=DONE)
    assert register(town.pk, YEAR) == []
    assert [each.problem for each in register(town.pk, 2024)] == [ENTRY.problem]


def test_a_published_report_says_what_was_so_on_that_day(town, people, found, worked):
    trouble = found()
    annual = opened(town, people)
    for cell in reports.DECLARED:
        reports.declared(town, people, cell, "0")
    before = drafted(town.pk, YEAR)
    published(reports.written(annual, people, problems=before), people)
    worked(trouble, "全部完成", on=date(2026, 5, 6), state=DONE)
    edit(trouble=trouble, entry=ENTRY._replace(due_on=date(2026, 9, 30)), by=people.officer, moment=at(date(2026, 5, 7)))
    assert drafted(town.pk, YEAR) == before
    assert content_of(fresh(annual)).report.sections["problems"] == before
    assert "已经完成，全部完成" in drafted(town.pk, 2026)


def test_what_readers_were_told_is_neither_dropped_nor_said_otherwise(town, people, found, worked):
    trouble = found()
    published(finished(town, people), people)
    with pytest.raises(NotAllowed, match="已经写进公布的报告"):
        drop(trouble=trouble, reason="不想写了", moment=at(TODAY))
    with pytest.raises(NotAllowed) as caught:
        edit(trouble=trouble, entry=OTHER, by=people.officer, moment=at(TODAY))
    assert [text[:4] for text in reasons(caught)] == ["问题已经", "改进措施"]
    edit(trouble=trouble, entry=ENTRY._replace(owner="党政办 经办人乙"), by=people.officer, moment=at(TODAY))
    worked(trouble)


# --- how the page shows it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 5, 1), ("", "还有 60 天")), (date(2026, 5, 31), ("soon", "还有 30 天")), (date(2026, 6, 30), ("soon", "今天到期")),
        (date(2026, 7, 2), ("over", "已超期 2 天")),
    ],
)  # fmt: skip
def test_how_an_entry_stands_on_a_day(found, day, shown):
    assert standing(found(), day) == shown


def test_what_is_done_is_never_overdue_and_what_is_due_soon_is_listed_the_most_urgent_first(town, found, worked):
    late, near, ready = found(OTHER), found(), found(ENTRY._replace(problem="台账不全"))
    worked(ready, "补齐", state=DONE)
    assert standing(again(ready), date(2027, 1, 1)) == ("", "")
    assert [each.pk for each in soon([town.pk], date(2026, 6, 15))] == [late.pk, near.pk]


def test_passages_of_last_years_text_are_flagged_and_open_fields_are_marked():
    last = "本年度存在的主要问题：政策解读的形式比较单一，以文字解读为主，图解和视频较少。"
    text = "政策解读的形式比较单一，以文字解读为主，图解和视频较少。改进措施是每件配图解，{本年第一项完成月份}底前完成。"
    found = pieces(text, last, ("示例镇",))
    assert "".join(each.text for each in found) == text
    assert [each.text for each in found if each.kind == "open"] == ["{本年第一项完成月份}"]
    assert "政策解读的形式比较单一，以文字解读为主，图解和视频较少" in "".join(each.text for each in found if each.kind == "copied")
    assert {each.kind for each in pieces(text, "", ())} == {"", "open"}


def test_an_entry_that_stands_in_last_years_report_is_flagged(town, people, found):
    words = "解读形式单一，政策解读的形式比较单一，以文字解读为主，图解和视频较少"
    published(
        reports.finished(town, people, problems=f"本年度存在的主要问题和改进措施：{words}。改进措施是多做图解，2026年6月底前完成。"), people
    )
    found(Entry(words, "继续努力"), year=2026)
    found(OTHER, year=2026)
    before, now = lines(town, 2026, TODAY)
    assert [(line.trouble.problem, line.same) for line in now] == [(words, True), (OTHER.problem, False)]
    assert before == []
