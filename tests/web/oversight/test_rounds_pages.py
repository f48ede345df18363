"""The pages of assessment: prepared, scored and reviewed by the supervisor, answered by the town, each point with its evidence."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.oversight.assessing_tasks import read_record
from gongkai.web.oversight.indicators import sets
from gongkai.web.oversight.models import IndicatorSet, Objection, Round
from gongkai.web.oversight.services import rounds
from support import items, web
from support.web import browser
from web.oversight.assessing import TEXT, TODAY, begun, closed, given, kept, of, prepared, score_of, told
from web.oversight.planting import LATE
from web.portal.markup import faults

MOST = 12


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    clock(monkeypatch, TODAY)


@pytest.fixture
def people(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


def clock(monkeypatch, day):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(day, 10))


def page(client, name, /, *given, status=200, **more):
    answer = client.get(reverse(f"desk:{name}", args=given), more)
    text = answer.content.decode()
    assert answer.status_code == status
    assert faults(text) == []
    return text


def post(client, name, /, *given, **data):
    answer = client.post(reverse(f"desk:{name}", args=given), data, follow=True)
    text = answer.content.decode()
    assert faults(text) == []
    return text


def test_a_round_goes_its_whole_way_in_browsers(town, bureau, district, supervisor, people, monkeypatch):
    late = items.published(town, people, **LATE)
    leads, says = browser(supervisor), browser(people.officer)
    assert "先在“指标体系”里选一套" in page(leads, "rounds")
    made = post(leads, "indicator_set_take", file=SimpleUploadedFile("小.toml", TEXT.encode()))
    assert "已存为自己的一套" in made
    form = {
        "name": "2026年度考核", "kept": str(IndicatorSet.objects.get().pk), "first": "2026-01-01", "last": "2026-12-31", "self_by": "2026-12-20",
        "objection_days": "10", "organs": [town.slug, bureau.slug],
    }  # fmt: skip
    assert "还没有从台账评分" in post(leads, "round_new", **form)
    held = Round.objects.get()
    assert "还没有受过考核" in page(says, "rounds"), "the town does not see what is only prepared"
    assert "正在从台账评分" in post(leads, "round_act", held.pk, "score")
    assert "请等它办完" in post(leads, "round_act", held.pk, "score")
    assert read_record.call(str(held.pk), str(supervisor.pk))
    assert "正在从台账评分" not in page(leads, "round", held.pk)
    assert "已开始自评" in post(leads, "round_act", held.pk, "begin")
    counted, own = score_of(of(held, town), "及时公开"), score_of(of(held, town), "制度")
    evidence = page(says, "round_score", counted.pk)
    assert reverse("portal:item", args=[town.slug, late.pk]) in evidence
    assert "应当在2026年2月2日以前公开" in evidence
    paper = SimpleUploadedFile("制度.pdf", b"%PDF-1.4\n%%EOF\n")
    assert "已保存自评" in post(says, "round_score_act", own.pk, "claim", points="40", words="印发了制度", papers=paper)
    post(says, "round_score_act", score_of(of(held, town), "推广").pk, "claim", points="0", words="没有")
    assert "已报送自评" in post(says, "round_hand_in", of(held, town).pk)
    clock(monkeypatch, date(2026, 12, 21))
    assert "自评已结束" in post(leads, "round_act", held.pk, "close")
    names = {name: score_of(of(held, town), name).pk for name in ("制度", "推广", "泄密")}
    typed = {f"points-{names['制度']}": "三十", f"points-{names['推广']}": "0", f"points-{names['泄密']}": "0"}
    wrong = leads.post(reverse("desk:round_give", args=[of(held, town).pk]), typed)
    assert wrong.status_code == 422
    assert 'value="三十"' in wrong.content.decode(), "what was typed stays"
    typed |= {f"points-{names['制度']}": "30", f"reason-{names['制度']}": "没有写明时限"}
    assert "已保存" in post(leads, "round_give", of(held, town).pk, **typed)
    assert f"{bureau.name}的“制度”还没有评分" in post(leads, "round_act", held.pk, "tell")
    given(held, supervisor)
    assert "已告知结果" in post(leads, "round_act", held.pk, "tell")
    assert "已提出申诉" in post(says, "round_score_act", counted.pk, "object", text="等上级批复")
    assert "待处理" in page(leads, "round", held.pk)
    refused = leads.post(reverse("desk:round_score_act", args=[counted.pk, "decide"]), {"accepted": "yes", "reason": "属实"})
    assert (refused.status_code, "请写改成几分" in refused.content.decode()) == (422, True)
    assert "已处理申诉" in post(leads, "round_score_act", counted.pk, "decide", accepted="yes", points="40", reason="属实")
    clock(monkeypatch, date(2027, 1, 4))
    assert "结果已定" in post(leads, "round_act", held.pk, "finish")
    assert Objection.objects.get().accepted
    assert "优秀，95 分，第 1 名" in page(says, "rounds")


def test_the_pages_ask_few_questions_however_many_organs_there_are(
    town, bureau, district, supervisor, people, django_assert_max_num_queries
):
    more = [
        establish(slug=f"z{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
        for number in range(20)
    ]
    items.published(town, people, **LATE)
    held = told(given(closed(begun(district, [town, bureau, *more], supervisor), supervisor), supervisor), supervisor)
    leads, says = browser(supervisor), browser(people.officer)
    sheet, score = of(held, town), score_of(of(held, town), "及时公开")
    for client, name, given_ in (
        (leads, "rounds", []), (leads, "round", [held.pk]), (leads, "round_sheet", [sheet.pk]), (leads, "round_score", [score.pk]), (leads, "round_new", []),
        (leads, "indicator_sets", []), (leads, "indicator_set", [held.set_id]), (leads, "indicator_help", []), (says, "rounds", []),
        (says, "round_sheet", [sheet.pk]), (says, "round_score", [score.pk]),
    ):  # fmt: skip
        with django_assert_max_num_queries(MOST):
            page(client, name, *given_)


def test_one_excel_has_results_scores_and_evidence(town, bureau, district, supervisor, people):
    late = items.published(town, people, **LATE)
    held = told(given(closed(begun(district, [town, bureau], supervisor), supervisor), supervisor), supervisor)
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser(supervisor).get(reverse("desk:round_export", args=[held.pk])).content))
    assert book.sheet_names == ["结果", "各指标得分", "证据"]
    results = {row[1]: row for row in book.get_sheet_by_name("结果").to_python()}
    assert (results[town.name][3], results[bureau.name][3]) == (80, 95)
    assert [row[3] for row in book.get_sheet_by_name("证据").to_python()[1:]] == [late.title]
    assert len(book.get_sheet_by_name("各指标得分").to_python()) == 1 + 2 * 5


def test_nobody_sees_the_sheet_of_another_organ_and_its_own_only_once_it_is_shown(town, bureau, district, supervisor, officer, outsider):
    held = prepared(district, [town, bureau], supervisor)
    rounds.score(held=held, by=supervisor, moment=web.at(TODAY))
    mine, theirs = of(held, town), of(held, bureau)
    page(browser(supervisor), "round_sheet", mine.pk)
    assert browser(officer).get(reverse("desk:round_sheet", args=[mine.pk])).status_code == 404
    rounds.begin(held=held, by=supervisor, moment=web.at(TODAY))
    page(browser(officer), "round_sheet", mine.pk)
    assert browser(officer).get(reverse("desk:round_sheet", args=[theirs.pk])).status_code == 404
    assert browser(outsider).get(reverse("desk:round_score", args=[score_of(mine, "制度").pk])).status_code == 404


def test_a_set_is_taken_changed_and_exported_in_a_browser(district, supervisor):
    client = browser(supervisor)
    assert "已存为自己的一套" in post(client, "indicator_set_take", key="county_table")
    made = IndicatorSet.objects.get()
    leaf = made.nodes.get(name="培训")
    text = post(
        client,
        "indicator_node",
        made.pk,
        leaf.pk,
        name="培训",
        automatic="no_training",
        method="deduct",
        points="3",
        per_case="3",
        applies="both",
    )
    assert "乡镇、街道的分值加起来是 101 分" in text
    wrong = client.post(reverse("desk:indicator_node", args=[made.pk, leaf.pk]), {"name": "培训", "automatic": "no_training", "method": "ratio", "points": "3", "applies": "both"})  # fmt: skip
    assert (wrong.status_code, "不能按比例" in wrong.content.decode()) == (422, True)
    branch = made.nodes.get(name="组织保障")
    assert "加指标：组织保障" in page(client, "indicator_node_new", made.pk, "leaf", under=branch.pk)
    post(client, "indicator_set_describe", made.pk, name="县考核", about="", grades="优秀 90\n合格 60")
    assert "已删去“培训”" in post(client, "indicator_node_remove", made.pk, leaf.pk)
    again = sets.read(client.get(reverse("desk:indicator_set_file", args=[made.pk])).content.decode())
    assert (again.name, "培训" in {each.name for each in again.all_leaves()}) == ("县考核", False)
    refused = post(client, "indicator_set_take", file=SimpleUploadedFile("坏.toml", b"\xff\xfe"))
    assert "不是指标体系的文件" in refused


def test_a_set_that_is_used_says_that_the_change_is_the_next_version(town, district, supervisor):
    held = prepared(district, [town], supervisor, kept=kept(district, supervisor))
    assert "改出来的存为下一版" in page(browser(supervisor), "indicator_set", held.set_id)
    text = post(browser(supervisor), "indicator_node_new", held.set_id, "branch", name="新分支")
    assert "改动存在第2版里" in text
