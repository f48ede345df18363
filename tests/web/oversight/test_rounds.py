"""A round of assessment from the record to the result in the year of each organ (条例 Art. 46, 50(4))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.oversight.assessing_tasks import read_record
from gongkai.web.oversight.models import Objection, Round
from gongkai.web.oversight.models.rounds import PATIENCE
from gongkai.web.oversight.selectors.rounds import evidence_of, sheet_of
from gongkai.web.oversight.services import indicator_sets, rounds, rounds_assessing, rounds_results
from gongkai.web.publication.models import Genre
from gongkai.web.reporting.selectors.activities import activities
from gongkai.web.vault.files import Upload
from support import items, web
from web.oversight import assessing
from web.oversight.assessing import TODAY, again, begun, closed, given, of, prepared, score_of, told
from web.oversight.planting import LATE

PDF = b"%PDF-1.4\n%%EOF\n"
NEW_YEAR = web.at(date(2027, 1, 4))


@pytest.fixture
def people(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


def refused(call, **arguments) -> str:
    with pytest.raises(Refusal) as caught:
        call(**arguments)
    return "；".join(caught.value.reasons)


def test_points_rest_on_cases_that_are_kept_as_they_were(town, bureau, district, supervisor, people):
    late = items.published(town, people, **LATE)
    items.published(town, people, genre=Genre.POLICY.value)
    held = begun(district, [town, bureau], supervisor)
    score = score_of(of(held, town), "及时公开")
    assert (score.cases, score.base, score.points) == (1, 2, Decimal(25)), "40 less 15 for one case"
    case = evidence_of(score)[0]
    assert (case.what, case.on, case.inner) == (late.title, items.RELEASED, False)
    assert str(late.pk) in case.address
    assert score_of(of(held, town), "解读").points == 0, "one policy, none explained"
    assert [score_of(of(held, bureau), name).points for name in ("及时公开", "解读")] == [40, 20], "nothing was owed, nothing is lost"


def test_the_record_may_be_read_again_and_what_became_different_is_said(town, bureau, district, supervisor, people):
    held = begun(district, [town, bureau], supervisor)
    score = score_of(of(held, town), "制度")
    rounds_assessing.claim(score=score, points=Decimal(38), words="印发了制度", by=people.officer, moment=web.at(TODAY))
    items.published(town, people, **LATE)
    done = rounds.score(held=held, by=supervisor, moment=web.at(TODAY))
    assert done.changes == [[town.name, "及时公开", "40 分，0 件", "25 分，1 件"]]
    assert score_of(of(held, town), "制度").claimed == 38, "what was said stays"
    assert rounds.score(held=held, by=supervisor, moment=web.at(TODAY)).changes == []
    closed(held, supervisor)
    assert "不能再读台账" in refused(rounds.score, held=held, by=supervisor, moment=web.at(TODAY))


def test_the_worker_reads_the_record_and_leaves_a_round_alone_that_has_gone_on(town, district, supervisor):
    held = prepared(district, [town], supervisor)
    rounds.ask(held=held, by=supervisor, moment=web.at(TODAY))
    assert again(held).is_reading(web.at(TODAY))
    assert not again(held).is_reading(web.at(TODAY) + PATIENCE), "its worker must have ended in the middle: it may be asked for again"
    assert read_record.call(str(held.pk), str(supervisor.pk))
    assert again(held).asked_at is None
    rounds.begin(held=again(held), by=supervisor, moment=web.at(TODAY))
    closed(held, supervisor)
    assert not read_record.call(str(held.pk), str(supervisor.pk))
    assert held.scorings.count() == 1


def test_each_step_waits_for_the_one_before(town, district, supervisor):
    held = prepared(district, [town], supervisor)
    who = {"held": held, "by": supervisor, "moment": web.at(TODAY)}
    assert "还没有自动评分" in refused(rounds.begin, **who)
    assert "不在自评" in refused(rounds.close, **who)
    rounds.score(**who)
    rounds.begin(**who)
    assert "还有 1 个机关没有报送自评" in refused(rounds.close, **who)
    closed(held, supervisor)
    assert "还没有评分" in refused(rounds_results.tell, **who)
    told(given(held, supervisor), supervisor)
    late = {**who, "moment": web.at(date(2026, 12, 30))}
    assert "申诉期限到2027年1月2日" in refused(rounds_results.finish, **late)
    assert "不能放弃" in refused(rounds.drop, **late)


def test_an_organ_says_what_it_did_with_evidence_and_hands_in_once(town, district, supervisor, officer):
    held = begun(district, [town], supervisor)
    assessed, who = of(held, town), {"by": officer, "moment": web.at(TODAY)}
    assert "“制度”还没有自评" in refused(rounds_assessing.hand_in, assessed=assessed, **who)
    system, score = score_of(assessed, "制度"), score_of(assessed, "及时公开")
    assert "由系统从台账里数" in refused(rounds_assessing.claim, score=score, points=Decimal(1), words="好", **who)
    assert "0 到 40 分" in refused(rounds_assessing.claim, score=system, points=Decimal(41), words="好", **who)
    assert "没有写做了什么" in refused(rounds_assessing.claim, score=system, points=Decimal(40), words=" ", **who)
    rounds_assessing.claim(score=system, points=Decimal(40), words="印发了制度", uploads=[Upload("制度.pdf", PDF)], **who)
    rounds_assessing.claim(score=score_of(assessed, "推广"), points=Decimal(0), words="没有", **who)
    rounds_assessing.hand_in(assessed=assessed, **who)
    assert system.files.get().file.name == "制度.pdf"
    assert "不能再改" in refused(rounds_assessing.claim, score=system, points=Decimal(39), words="印发了制度", **who)
    rounds.close(held=held, by=supervisor, moment=web.at(TODAY))
    assert again(held).state == Round.State.REVIEW, "all have handed in: nobody waits for the day"


def test_a_point_that_differs_from_record_or_claim_needs_a_reason(town, district, supervisor, officer):
    held = begun(district, [town], supervisor)
    assessed = of(held, town)
    system, counted = score_of(assessed, "制度"), score_of(assessed, "及时公开")
    rounds_assessing.claim(score=system, points=Decimal(40), words="印发了制度", by=officer, moment=web.at(TODAY))
    closed(held, supervisor)
    who = {"assessed": assessed, "by": supervisor, "moment": web.at(date(2026, 12, 22))}
    said = refused(rounds_assessing.give, decisions={system.pk: (Decimal(30), ""), counted.pk: (Decimal(10), "")}, **who)
    assert "“制度”自评的 40 分，改成 30 分，请写理由" in said
    assert "“及时公开”系统评的 40 分，改成 10 分，请写理由" in said
    assert rounds_assessing.give(decisions={system.pk: (Decimal(40), ""), counted.pk: (None, "")}, **who) == 1


def test_the_result_is_the_sum_by_hand_ranked_in_its_class_and_written_into_the_year_once(town, heir, bureau, district, supervisor, people):
    items.published(town, people, **LATE)
    held = told(given(closed(begun(district, [town, heir, bureau], supervisor), supervisor), supervisor), supervisor)
    assert [of(held, each).total for each in (town, heir, bureau)] == [80, 95, 95], "25 + 20 + 35; 40 + 20 + 35"
    rounds_results.finish(held=held, by=supervisor, moment=NEW_YEAR)
    assert [(of(held, each).rank, of(held, each).grade) for each in (town, heir, bureau)] == [(2, "良好"), (1, "优秀"), (1, "优秀")]
    assert [each.record.text for each in activities(town.pk, 2026)] == ["良好（80分）"]
    assert "不能定结果" in refused(rounds_results.finish, held=held, by=supervisor, moment=NEW_YEAR)
    assert len(activities(town.pk, 2026)) == 1


def test_a_veto_fails_whatever_the_sum(town, heir, district, supervisor):
    held = closed(begun(district, [town, heir], supervisor), supervisor)
    given(held, supervisor)
    veto = score_of(of(held, heir), "泄密")
    rounds_assessing.give(
        assessed=of(held, heir), decisions={veto.pk: (Decimal(1), "保密部门认定")}, by=supervisor, moment=web.at(date(2026, 12, 22))
    )
    held = told(held, supervisor)
    rounds_results.finish(held=held, by=supervisor, moment=NEW_YEAR)
    failed = of(held, heir)
    assert (failed.total, failed.grade, failed.rank, failed.told) == (95, "不合格", 2, "不合格（95分）")


def test_an_objection_is_decided_with_a_reason_and_changes_the_sum(town, district, supervisor, people):
    items.published(town, people, **LATE)
    held = told(given(closed(begun(district, [town], supervisor), supervisor), supervisor), supervisor)
    score = score_of(of(held, town), "及时公开")
    who = {"by": people.officer, "moment": web.at(date(2026, 12, 28))}
    assert "没有写申诉的理由" in refused(rounds_assessing.object_to, score=score, text="", **who)
    late = {**who, "moment": web.at(date(2027, 1, 3))}
    assert "已经过了" in refused(rounds_assessing.object_to, score=score, text="等批复", **late)
    objection = rounds_assessing.object_to(score=score, text="等上级批复，批复当天就公开了", upload=Upload("批复.pdf", PDF), **who)
    assert "已经申诉过" in refused(rounds_assessing.object_to, score=score, text="再说一次", **who)
    assert "还有 1 件申诉没有处理" in refused(rounds_results.finish, held=held, by=supervisor, moment=NEW_YEAR)
    decides = {"objection": objection, "by": supervisor, "moment": NEW_YEAR}
    assert "没有写处理的理由" in refused(rounds_assessing.decide, accepted=False, points=None, reason="", **decides)
    assert "请写改成几分" in refused(rounds_assessing.decide, accepted=True, points=None, reason="批复属实", **decides)
    rounds_assessing.decide(accepted=True, points=Decimal(40), reason="批复属实", **decides)
    assert "已经处理过" in refused(rounds_assessing.decide, accepted=False, points=None, reason="不", **decides)
    assert (of(held, town).total, Objection.objects.get().before) == (95, 25)
    rounds_results.finish(held=held, by=supervisor, moment=NEW_YEAR)
    assert of(held, town).told == "优秀（95分）"


def test_a_published_result_goes_through_review_as_an_item(town, district, supervisor):
    held = told(given(closed(begun(district, [town], supervisor, public=True), supervisor), supervisor), supervisor)
    assert "结果还没有定" in refused(rounds_results.draft_notice, held=held, by=supervisor, moment=NEW_YEAR)
    rounds_results.finish(held=held, by=supervisor, moment=NEW_YEAR)
    item = rounds_results.draft_notice(held=held, by=supervisor, moment=NEW_YEAR)
    assert (item.organ, item.phase) == (district, "draft")
    assert f"<td>{town.name}</td><td>95</td><td>优秀</td>" in item.draft.html
    assert "已经拟过公告" in refused(rounds_results.draft_notice, held=held, by=supervisor, moment=NEW_YEAR)


def test_a_set_that_a_round_uses_stays_and_the_change_is_the_next_version(town, district, supervisor):
    held = begun(district, [town], supervisor)
    node = held.set.nodes.get(name="制度")
    leaf = assessing.small().branches[1].leaves[0]._replace(points=Decimal(30))
    changed = indicator_sets.save_leaf(kept=held.set, parent=None, node=node.pk, leaf=leaf, by=supervisor, moment=web.at(TODAY))
    assert (changed.version, changed.nodes.get(name="制度").points) == (2, 30)
    assert held.set.nodes.get(name="制度").points == 40
    said = refused(rounds.prepare, owner=district, kept=changed, name="二", first=TODAY, last=TODAY, self_by=TODAY, objection_days=5, public=False,
                   organs=[town], by=supervisor, moment=web.at(TODAY))  # fmt: skip
    assert "乡镇、街道的分值加起来是 90 分，应当是 100 分" in said


def test_a_sheet_adds_up_its_branches(town, district, supervisor):
    held = given(closed(begun(district, [town], supervisor), supervisor), supervisor)
    rows = {row.node.name: row for row in sheet_of(of(held, town))}
    assert [(rows[name].had, rows[name].most) for name in ("公开", "保障")] == [(60, 60), (35, 40)]


def test_reading_the_record_asks_as_often_for_twenty_organs_as_for_two(town, bureau, district, supervisor):
    more = [
        establish(slug=f"zhen{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
        for number in range(18)
    ]

    def questions(organs) -> int:
        held = prepared(district, organs, supervisor)
        with CaptureQueriesContext(connection) as captured:
            rounds.score(held=held, by=supervisor, moment=web.at(TODAY))
        return sum(query["sql"].startswith("SELECT") for query in captured)

    two = questions([town, bureau])
    assert questions([town, bureau, *more]) == two
    assert two < 30
