"""The whole way of a case: 补正, correction, third party, extension, reply, service; and answering again."""

from __future__ import annotations

from datetime import date

from gongkai.ledger.vocabulary.codes import Channel, Way
from gongkai.notices.letter import body_lines
from gongkai.web.applications.acts import ACTS, offers
from gongkai.web.applications.models import Letter
from gongkai.web.applications.services import letters
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.letters import rendered
from support import web


def words(letter) -> str:
    return "\n".join(body_lines(rendered(letter)))


def possible(application, on: date) -> set[str]:
    return {each.act.key for each in offers(application, state_of(application), on) if each.possible}


class TestTheWholeWay:
    def test_from_the_correction_to_the_proof_of_service(self, desk, application):
        asked = desk.send("request_correction", date(2026, 3, 4), corrections="年度\n补助类别")
        desk.serve(asked, date(2026, 3, 5))
        application.refresh_from_db()
        assert (application.due_on, application.waiting_what) == (None, "补正")
        desk.do("receive_correction", date(2026, 3, 9), text="2025年度，危房改造")
        application.refresh_from_db()
        assert application.due_on == date(2026, 4, 7)  # 20 working days from the next day, 清明 out

        third = desk.send(
            "consult_third_party",
            date(2026, 3, 10),
            name="示例建筑公司",
            address="示例区工业路3号",
            relation="合同相对人",
            pronoun="贵单位",
        )
        desk.serve(third, date(2026, 3, 12))
        application.refresh_from_db()
        assert application.due_on is None
        desk.do("receive_opinion", date(2026, 3, 17), label="甲", stance="objects", text="含商业秘密")
        application.refresh_from_db()
        after_opinion = application.due_on
        assert after_opinion > date(2026, 4, 7)

        later = desk.send("extend", date(2026, 3, 20), extension_days=10, extension_reason="需要逐份审查")
        application.refresh_from_db()
        assert application.due_on > after_opinion
        assert (
            f"答复期限延长10个工作日，本机关将于{application.due_on.year}年{application.due_on.month}月{application.due_on.day}日前"
            in words(later)
        )

        desk.decide("D03", date(2026, 3, 24))
        reply = desk.send("answer", date(2026, 3, 25), way="post", enclosures="补助名单")
        done = desk.serve(reply, date(2026, 3, 27))
        application.refresh_from_db()
        assert (application.phase, application.ended_on, application.row, application.on_time) == (
            "answered",
            date(2026, 3, 25),
            "partial",
            True,
        )
        # The letters of 补正, consultation, extension and the reply; only the extension waits for its service.
        assert application.unserved == 1
        assert done.irregular == ()
        told = words(reply)
        for sentence in ("2026年3月4日，本机关依照", "2026年3月9日，本机关收到您补正的申请", "将答复期限延长至"):
            assert sentence in told
        assert "先向示例区人民政府申请行政复议" in told

    def test_numbers_follow_each_kind_of_letter(self, desk):
        desk.send("request_correction", date(2026, 3, 4), corrections="年度")
        desk.do("receive_correction", date(2026, 3, 5), text="2025年度")
        desk.send("ask_help", date(2026, 3, 5), unit="规划建设办公室", tasks="检索名单")
        desk.decide("D12", date(2026, 3, 6))
        desk.send("answer", date(2026, 3, 6), way="post")
        assert sorted(Letter.objects.values_list("number", flat=True)) == [
            "示政公开办〔2026〕1号",
            "示政公开答〔2026〕1号",
            "示政公开补〔2026〕1号",
        ]

    def test_the_letter_to_the_applicant_goes_out_with_the_one_to_the_third_party(self, desk, application):
        desk.send("consult_third_party", date(2026, 3, 4), name="示例建筑公司", relation="合同相对人", pronoun="贵单位")
        beside = Letter.objects.get(code="P08")
        assert (beside.state, beside.step, beside.number) == ("issued", 2, "示政公开告〔2026〕1号")
        assert "需要征求第三方的意见" in words(beside)
        assert "示例建筑公司" not in words(beside)
        desk.serve(beside, date(2026, 3, 6))
        beside.refresh_from_db()
        assert (beside.state, beside.served_on) == ("served", date(2026, 3, 6))
        assert len(state_of(application).log) == 2  # no step of its own

    def test_the_letter_to_a_third_party_never_names_the_applicant(self, desk):
        third = desk.draft("consult_third_party", date(2026, 3, 4), name="示例建筑公司", relation="合同相对人", pronoun="贵单位")
        assert "申请人甲" not in words(third)
        assert rendered(third).addressee == "示例建筑公司"


class TestAnsweringAgain:
    def test_the_new_letter_tells_which_answer_it_replaces(self, desk, application):
        desk.decide("D12", date(2026, 3, 4))
        first = desk.send("answer", date(2026, 3, 5), way="post")
        desk.do("order_reanswer", date(2026, 5, 6), ordered_by="review", text="示区复决〔2026〕1号", period=10, unit="working_day")
        application.refresh_from_db()
        assert application.phase == "reanswering"
        assert "answer" not in possible(application, date(2026, 5, 7))
        desk.decide("D02", date(2026, 5, 8))
        again = desk.send("reanswer", date(2026, 5, 11), way="post")
        application.refresh_from_db()
        assert (application.phase, application.row) == ("answered", "unavailable.not_held")  # table three counts the first
        assert f"（{first.number}）。根据行政复议决定（示区复决〔2026〕1号），本机关重新作出答复" in words(again)


class TestWhatIsOffered:
    def test_every_act_has_words_and_a_form(self, application):
        offered = offers(application, state_of(application), web.MONDAY)
        assert [each.act.key for each in offered] == list(ACTS)
        assert all(each.act.verb and each.act.hint and each.act.group for each in offered)

    def test_a_new_case_may_be_corrected_but_not_answered(self, application):
        offered = possible(application, web.MONDAY)
        assert {"request_correction", "decide_item", "extend", "consult_third_party", "withdraw"} <= offered
        assert not {"answer", "close", "receive_correction", "lapse_fee", "reanswer", "serve", "choose_main_row"} & offered

    def test_an_act_that_is_not_possible_says_why_with_its_clause(self, application):
        found = {each.act.key: each for each in offers(application, state_of(application), web.MONDAY)}
        assert [reason.sentence for reason in found["receive_correction"].reasons] == ["不能收到补正：没有告知过补正（条例第三十条）"]

    def test_an_application_without_a_day_of_receipt_has_nothing_to_offer(self, town):
        waiting = web.application(town, channel=Channel.EMAIL)
        assert possible(waiting, web.MONDAY) == set()

    def test_the_offers_cost_few_queries(self, application, django_assert_max_num_queries):
        state = state_of(application)
        with django_assert_max_num_queries(3):
            offers(application, state, web.MONDAY)


def test_an_answer_served_online_needs_the_online_way_to_object(desk, town):
    town.review_online = "https://fuyi.example"
    town.save()
    desk.decide("D12", date(2026, 3, 4))
    plain = desk.sign(desk.draft("answer", date(2026, 3, 5), way="post"), date(2026, 3, 5))
    problems, _ = letters.outlook(plain, date(2026, 3, 5), Way.ONLINE)
    assert problems == ()
    letters.drop(letter=plain, reason="改为网上送达", by=desk.officer, moment=web.at(date(2026, 3, 5), 13))
    online = desk.sign(desk.draft("answer", date(2026, 3, 5), way="online"), date(2026, 3, 5))
    assert "https://fuyi.example" in words(online)
    desk.issue(online, date(2026, 3, 5), Way.ONLINE)
    assert online.number == "示政公开答〔2026〕2号"
