"""From draft to public and back through the services: who may do what, what is refused, what is counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Attribute, Outlet, Role, Stage, Verdict
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import Item, Phase, Reach, Validity
from gongkai.web.publication.selectors import figures, reviews, worklist
from gongkai.web.publication.services import checking, drafting, lifecycle, releasing, reviewing
from gongkai.web.search.models import PublicItem
from gongkai.web.vault.files import Upload
from support import items, web


def refused(call, **arguments):
    with pytest.raises(NotAllowed) as error:
        call(**arguments)
    return "；".join(each.sentence for each in error.value.reasons)


def passes(item, user, stage, *, on=items.SUBMITTED, role=Role.OFFICER, hour=12, **changes):
    given = {
        "verdict": Verdict.PASSED, "signed": reviewing.Signed(user.name, on, user), "checklist": tuple(reviewing.CHECKLIST),
    } | changes  # fmt: skip
    return reviewing.review(item=item, stage=stage, role=role, by=user, moment=web.at(on, hour), **given)


def test_the_whole_way_makes_one_public_item_that_is_counted_once(town, team):
    item = items.published(town, team)
    assert (item.phase, item.shown_id, item.published_on) == (Phase.PUBLISHED, item.draft_id, items.RELEASED)
    assert item.due_on is None
    assert list(Reach.objects.values_list("outlet", "on")) == [("website", items.RELEASED)]
    assert PublicItem.objects.get().origin == item.pk
    year = figures.year_of(town, 2026)
    assert (year.total.value, year.elsewhere.value) == (1, 0)
    assert [each.pk for each in figures.listed(town, 2026, "total")] == [item.pk]


def test_each_step_moves_the_item_from_list_to_list(town, team):
    def lists():
        found = worklist.counts(Item.objects.all(), worklist.marks(town, items.DRAFTED))
        return {key for key, count in found.items() if count} - {"all", "near"}

    item = items.drafted(town, team)
    assert lists() == {"drafts"}
    item = items.submitted(item, team)
    assert lists() == {"review"}
    item = items.reviewed(item, team)
    assert lists() == {"approval"}
    item = items.approved(item, team)
    assert lists() == {"ready"}
    items.released(item, team)
    assert lists() == {"published"}


def test_it_is_due_twenty_working_days_after_it_was_formed(town, team):
    assert items.drafted(town, team).due_on == date(2026, 3, 26)


def test_the_day_on_which_it_had_to_be_public_is_kept_when_it_is_and_when_it_is_changed(town, team):
    item = items.published(town, team)
    assert (item.due_on, item.owed_by) == (None, date(2026, 3, 26))
    item = items.edited(item, team, on=date(2026, 3, 9), html="<p>改。</p>", note="更正")
    assert (item.due_on, item.owed_by) == (date(2026, 4, 7), date(2026, 3, 26))


def test_what_is_not_to_be_published_is_owed_by_no_day(town, team):
    assert items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密").owed_by is None


def test_the_index_number_is_given_once_and_never_again(town, team):
    first, second = items.drafted(town, team), items.drafted(town, team)
    assert first.index_number != second.index_number
    assert second.index_number.endswith("2026-00002")


def test_who_drafted_does_not_review_on_screen_or_on_paper(town, team):
    item = items.submitted(items.drafted(town, team), team)
    on_paper = reviewing.Signed(team.officer.name, items.SUBMITTED)
    for signed in (reviewing.Signed(team.officer.name, items.SUBMITTED, team.officer), on_paper):
        words = refused(passes, item=item, user=team.officer, stage=Stage.FIRST, signed=signed)
        assert "起草人不能审查自己起草的内容" in words


def test_nobody_reviews_twice_even_when_once_was_on_paper(town, team):
    item = items.submitted(items.drafted(town, team), team)
    scan = Upload("审查单.pdf", b"%PDF-1.4\n%%EOF\n")
    passes(item, team.officer, Stage.FIRST, signed=reviewing.Signed(team.reviewer.name, items.SUBMITTED, None, scan))
    words = refused(passes, item=items.again(item), user=team.reviewer, stage=Stage.SECOND, hour=13)
    assert "三审要由不同的人做" in words


def test_the_reviews_come_in_their_order(town, team):
    item = items.submitted(items.drafted(town, team), team)
    assert "应当先初审" in refused(passes, item=item, user=team.head, stage=Stage.FINAL)


def test_a_review_without_a_look_at_every_point_does_not_pass(town, team):
    item = items.submitted(items.drafted(town, team), team)
    words = refused(passes, item=item, user=team.reviewer, stage=Stage.FIRST, checklist=("law",))
    assert words.count("没有核对") == len(reviewing.CHECKLIST) - 1


def test_a_return_needs_words_and_gives_the_item_back(town, team):
    item = items.submitted(items.drafted(town, team), team)
    assert "哪里要改" in refused(passes, item=item, user=team.reviewer, stage=Stage.FIRST, verdict=Verdict.RETURNED)
    passes(item, team.reviewer, Stage.FIRST, verdict=Verdict.RETURNED, text="金额和附件不一致")
    item = items.again(item)
    assert (item.submitted_at, item.phase) == (None, Phase.DRAFT)


def test_what_is_edited_after_review_is_a_new_version_and_is_reviewed_anew(town, team):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team, stages=2)
    item = items.edited(item, team, on=items.SUBMITTED, html="<p>改过的正文。</p>")
    assert (item.draft.number, item.next_stage, item.submitted_at) == (2, "first", None)
    assert item.versions.get(number=1).text.startswith("各村")


def test_a_draft_that_nobody_saw_stays_one_version(town, team):
    item = items.edited(items.drafted(town, team), team, html="<p>改过的正文。</p>")
    assert (item.draft.number, item.versions.count(), item.draft.text) == (1, 1, "改过的正文。")


def test_nothing_goes_out_without_approval(town, team):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team)
    assert "没有签发" in refused(releasing.release, item=item, accounts=(), by=team.officer, moment=web.at(items.RELEASED))


@pytest.mark.parametrize("attribute", [Attribute.ON_REQUEST, Attribute.WITHHELD])
def test_what_is_withheld_is_never_released(town, team, attribute):
    item = items.ready(town, team, attribute=attribute, basis="条例:16.2", reason="过程稿")
    assert item.phase == Phase.WITHHELD
    moment = web.at(items.RELEASED)
    assert "公开属性是" in refused(releasing.release, item=item, accounts=(), by=team.officer, moment=moment)
    assert "公开属性是" in refused(releasing.schedule, item=item, at=moment + timedelta(days=1), by=team.officer, moment=moment)
    assert not PublicItem.objects.exists()


def test_what_is_withheld_comes_up_for_assessment_after_a_year(town, team):
    item = items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密")

    def listed(day):
        return list(worklist.bucket(Item.objects.all(), "reassess", worklist.marks(town, day)))

    assert not listed(date(2027, 3, 1))
    assert listed(date(2027, 3, 2)) == [item]
    day = date(2027, 3, 3)
    reviewing.reassess(item=item, still=True, text="理由仍在", role=Role.LEADER, by=team.leader, moment=web.at(day), on=day)
    assert not listed(date(2027, 4, 1))


def test_another_attribute_has_to_be_reviewed_anew(town, team):
    item = items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密")
    drafting.classify(
        item=item, attribute=Attribute.ACTIVE, role=Role.OFFICER, by=team.officer, moment=web.at(items.RELEASED), on=items.RELEASED
    )
    item = items.again(item)
    assert (item.phase, item.next_stage, item.approved_on) == (Phase.REVIEW, "first", None)
    assert item.due_on == date(2026, 3, 26)


def test_what_is_withheld_needs_clause_and_reason(town, team):
    words = refused(items.drafted, organ=town, people=team, attribute=Attribute.WITHHELD)
    assert "依据的条款" in words
    assert "理由" in words
    assert not Item.objects.exists()


def test_a_scheduled_item_goes_out_at_its_time_and_not_before(town, team):
    item, at = items.ready(town, team), web.at(items.RELEASED, 15)
    releasing.schedule(item=item, at=at, by=team.officer, moment=web.at(items.RELEASED))
    assert items.again(item).phase == Phase.SCHEDULED
    assert not releasing.release_due(moment=at - timedelta(minutes=1))
    assert [each.pk for each in releasing.release_due(moment=at)] == [item.pk]
    item = items.again(item)
    assert (item.phase, item.scheduled_for) == (Phase.PUBLISHED, None)
    assert not releasing.release_due(moment=at + timedelta(minutes=1))


def test_what_was_edited_before_its_time_is_not_released_and_says_so(town, team):
    item, at = items.ready(town, team), web.at(items.RELEASED, 15)
    releasing.schedule(item=item, at=at, by=team.officer, moment=web.at(items.RELEASED))
    item = items.edited(items.again(item), team, html="<p>又改了。</p>")
    assert not releasing.release_due(moment=at)
    item = items.again(item)
    assert item.scheduled_for is None
    assert "没有签发" in item.notes.get(text__contains="没有签发").text


def test_readers_keep_the_old_version_until_the_new_one_is_approved(town, team):
    item = items.published(town, team)
    old = item.shown_id
    assert "没有写变更说明" in refused(items.edited, item=item, people=team, html="<p>新的。</p>")
    item = items.edited(item, team, on=date(2026, 3, 9), html="<p>补助标准改为每户3万元。</p>", note="补助标准调整")
    assert (item.shown_id, item.phase, item.draft.note) == (old, Phase.CHANGING, "补助标准调整")
    item = items.approved(
        items.reviewed(items.submitted(item, team, on=date(2026, 3, 9)), team, on=date(2026, 3, 9)), team, on=date(2026, 3, 10)
    )
    item = items.released(item, team, on=date(2026, 3, 10))
    assert (item.shown_id, item.phase) == (item.draft_id, Phase.PUBLISHED)
    assert PublicItem.objects.get().text == "补助标准改为每户3万元。"
    assert figures.year_of(town, 2026).total.value == 1


def test_a_change_is_owed_within_the_same_period_again(town, team):
    item = items.edited(items.published(town, team), team, on=date(2026, 3, 9), html="<p>改。</p>", note="更正")
    assert item.due_on == date(2026, 4, 7)  # 20 working days from 9 March, 清明 between


def test_taking_down_needs_a_reason_and_takes_it_out_of_search(town, team):
    item = items.published(town, team)
    day = date(2026, 3, 9)
    assert "没有写撤下的原因" in refused(releasing.take_down, item=item, reason=" ", by=team.officer, moment=web.at(day))
    releasing.take_down(item=item, reason="数字有误", by=team.officer, moment=web.at(day))
    item = items.again(item)
    assert (item.phase, item.withdrawn_on) == (Phase.WITHDRAWN, day)
    assert PublicItem.objects.get().withdrawn_on == day
    assert "没有在任何渠道公开" in refused(releasing.take_down, item=item, reason="再撤", by=team.officer, moment=web.at(day, 15))


def test_what_was_taken_down_stays_out_of_sight_while_it_is_reviewed_anew(town, team):
    item = items.published(town, team)
    releasing.take_down(item=item, reason="数字有误", by=team.officer, moment=web.at(date(2026, 3, 9)))
    item = items.edited(items.again(item), team, on=date(2026, 3, 9), html="<p>改正的。</p>", note="更正数字")
    item = items.submitted(item, team, on=date(2026, 3, 9))
    assert item.phase == Phase.REVIEW
    assert not Item.objects.filter(phase__in=(Phase.PUBLISHED, Phase.CHANGING)).exists()


def test_taking_down_from_one_channel_leaves_the_others(town, team):
    item = items.published(town, team)
    assert "没有在任何渠道公开" in refused(
        releasing.take_down, item=item, reason="改版", by=team.officer, moment=web.at(date(2026, 3, 9)), outlets=[Outlet.WECHAT]
    )
    assert items.again(item).phase == Phase.PUBLISHED


def test_a_remark_that_blocks_holds_the_final_review_until_it_is_answered(town, team):
    html = items.HTML + "<p>户主电话13900000009。</p>"
    item = items.reviewed(items.submitted(items.drafted(town, team, html=html), team), team, stages=2)
    words = refused(passes, item=item, user=team.head, stage=Stage.FINAL, role=Role.OFFICE_HEAD, hour=15)
    assert "改正，或者写明为什么可以" in words
    assert "13900000009" not in words
    item = items.answered(item, team, on=items.SUBMITTED)
    passes(items.again(item), team.head, Stage.FINAL, role=Role.OFFICE_HEAD, hour=16)
    assert items.again(item).next_stage == ""


def test_an_answer_ends_when_the_passage_changes(town, team):
    item = items.answered(items.drafted(town, team, html=items.HTML + "<p>户主电话13900000009。</p>"), team)
    assert not [each for each in checking.remarks(item) if each.open]
    item = items.edited(item, team, on=items.DRAFTED, html=items.HTML + "<p>户主电话13900000008。</p>")
    assert [each for each in checking.remarks(item) if each.open]


def test_an_answer_says_something_to_a_remark_that_is_there(town, team):
    item = items.drafted(town, team)
    moment = web.at(items.DRAFTED)
    assert "没有写为什么" in refused(checking.answer, item=item, answers={"x": " "}, by=team.officer, moment=moment)
    assert "已经不在了" in refused(checking.answer, item=item, answers={"x": "可以"}, by=team.officer, moment=moment)


def test_attachments_are_part_of_what_was_reviewed(town, team):
    item = items.drafted(town, team)
    note = Upload("说明.txt", "申报说明：带身份证复印件。".encode())
    attachment = drafting.attach(item=item, upload=note, by=team.officer, moment=web.at(items.DRAFTED))
    assert attachment.pages == ["申报说明：带身份证复印件。"]
    item = items.submitted(item, team)
    for call in (
        lambda: drafting.attach(item=item, upload=note, by=team.officer, moment=web.at(items.SUBMITTED)),
        lambda: drafting.detach(item=item, attachment=attachment.pk),
        lambda: drafting.describe(attachment=attachment, alt="说明"),
    ):
        assert "已经送审" in refused(call)
    item = items.edited(item, team, on=items.SUBMITTED)
    assert [each.name for each in item.draft.attachments.all()] == ["说明.txt"]


def test_the_approval_sees_that_the_content_is_not_that_of_the_review(town, team):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team)
    item.draft.html = "<p>偷偷改的。</p>"
    item.draft.save()
    assert "内容和审查时的不一样" in refused(items.approved, item=item, people=team)


def test_a_normative_document_is_issued_amended_and_repealed(town, team):
    item = items.published(town, team, genre="normative_documents", column="documents")
    assert item.validity == Validity.VALID
    day = date(2026, 6, 1)
    lifecycle.repeal(item=item, number="示政发〔2026〕9号", on=day, by=team.officer, moment=web.at(day))
    assert items.again(item).validity == Validity.REPEALED


def test_a_document_that_names_its_end_expires_by_itself(town, team):
    item = items.published(town, team, genre="normative_documents", column="documents", expires_on=date(2026, 12, 31))
    assert lifecycle.follow_days(today=date(2026, 12, 30), moment=web.at(date(2026, 12, 30))) == 0
    assert lifecycle.follow_days(today=date(2026, 12, 31), moment=web.at(date(2026, 12, 31))) == 1
    assert items.again(item).validity == Validity.EXPIRED


def test_reviewers_see_what_they_may_do_and_nothing_else(town, team):
    item = items.submitted(items.drafted(town, team), team)
    organs = Organ.objects.filter(pk=town.pk)

    def waits(user):
        return bool(reviews.to_review(user, organs))

    assert waits(team.reviewer)
    assert waits(team.legal)
    assert not waits(team.officer)
    item = items.reviewed(item, team, stages=1)
    assert not waits(team.reviewer)
    assert waits(team.legal)
    items.reviewed(items.submitted(items.edited(item, team, on=items.SUBMITTED), team), team, stages=0)
    assert waits(team.reviewer)
    assert not reviews.to_approve(organs)


def test_after_the_third_review_it_waits_for_approval(town, team):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team)
    assert list(reviews.to_approve(Organ.objects.filter(pk=town.pk))) == [item]
