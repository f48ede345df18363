"""The pages of one item in a browser: written, checked, reviewed by three, approved, released, taken down."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.channels.links import Checked
from gongkai.web.publication import tasks
from gongkai.web.publication.models import Item, Opinion, Phase
from gongkai.web.publication.services import looking
from gongkai.web.publication.services.reviewing import CHECKLIST
from support import items, web

SCAN = b"%PDF-1.4\n%%EOF\n"
POINTS = list(CHECKLIST)


def to(name, item, *parts):
    return reverse(f"desk:{name}", args=[item.pk, *parts])


def written(**changes):
    return {
        "title": items.TITLE, "column": "livelihood", "genre": "notice", "formed_on": "2026-02-27", "html": items.HTML, "summary": "危房改造补助的申报。",
        "department": "示例镇党政综合办公室", "attribute": "active",
    } | changes  # fmt: skip


def edited(item, **changes):
    fields = {name: getattr(item, name) or "" for name in items.FIELDS}
    return fields | {"html": item.draft.html} | changes


def base_of(response):
    return response.context["form"]["base"].value()


def fingerprints(response):
    return re.findall(r'name="(answer-[0-9a-f]{64})"', response.content.decode())


def test_the_whole_way_from_the_form_to_the_public(town, team, enter, text):
    officer = enter(team.officer, web.at(items.DRAFTED))
    response = officer.post(reverse("desk:item_new"), written(html=items.HTML + "<p>户主电话13900000009</p>"), follow=True)
    item = Item.objects.get()
    assert "已保存草稿" in text(response)
    assert "139******09" in text(response)
    assert "答复检查意见" in text(response)

    check = officer.get(to("item_check", item))
    response = officer.post(to("item_check", item), dict.fromkeys(fingerprints(check), "村委会公布的值班电话"), follow=True)
    assert "没有未办的" in text(response)
    assert "村委会公布的值班电话" in text(response)

    assert "已送审" in text(officer.post(to("item_submit", item), follow=True))
    for user in (team.reviewer, team.legal, team.head):
        client = enter(user, web.at(items.SUBMITTED))
        assert items.TITLE in text(client.get(reverse("desk:reviews")))
        answer = client.post(to("item_review", item), {"verdict": "passed", "checklist": POINTS, "text": "同意。"}, follow=True)
        assert "通过。" in text(answer)
    leader = enter(team.leader, web.at(items.APPROVED))
    assert "可以发布" in text(leader.post(to("item_approve", item), {"text": ""}, follow=True))

    response = enter(team.officer, web.at(items.RELEASED)).post(to("item_release", item), {"when": "now"}, follow=True)
    assert "已发布" in text(response)
    item = items.again(item)
    assert item.phase == Phase.PUBLISHED
    assert [(each.get_stage_display(), each.name) for each in Opinion.objects.all()] == [
        ("初审", "审核人乙"), ("复审", "法制员戊"), ("终审", "负责人丙"), ("", "镇长丁"),
    ]  # fmt: skip


def test_a_refused_form_keeps_everything_that_was_typed(town, team, enter):
    client = enter(team.officer, web.at(items.DRAFTED))
    sent = written(title="", formed_on="2026-02-30", keywords="危房、补助", html="<p>写了很久的正文。</p>", reason="草稿")
    response = client.post(reverse("desk:item_new"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "请填写标题" in page
    for kept in ("2026-02-30", "危房、补助", "写了很久的正文。", "草稿"):
        assert kept in page
    assert not Item.objects.exists()


def test_plain_text_without_script_becomes_paragraphs(town, team, enter):
    enter(team.officer, web.at(items.DRAFTED)).post(reverse("desk:item_new"), written(html="各村：\n请按时申报。"))
    assert Item.objects.get().draft.html == '<p class="gk-indent0">各村：</p>\n<p>请按时申报。</p>'


def test_checking_without_script_shows_remarks_and_keeps_nothing(town, team, enter, text):
    client = enter(team.officer, web.at(items.DRAFTED))
    response = client.post(reverse("desk:item_new"), written(title="", html="<p>户主电话13900000009</p>", check="1"))
    assert "139******09" in text(response)
    assert "户主电话13900000009" in response.content.decode()
    assert not Item.objects.exists()


def test_the_check_answers_while_it_is_written(town, team, enter, text):
    client = enter(team.officer, web.at(items.DRAFTED))
    response = client.post(reverse("desk:item_live_check"), {"title": items.TITLE, "html": "<p>户主电话13900000009</p>"})
    assert "139******09" in text(response)
    assert "<html" not in response.content.decode()
    assert "没有发现问题" in text(client.post(reverse("desk:item_live_check"), {"title": items.TITLE, "html": items.HTML}))


def test_links_are_opened_when_somebody_asks(town, team, enter, text, monkeypatch):
    monkeypatch.setattr(looking, "check_links", lambda addresses, policy: [Checked(each, False, "打不开（404）") for each in addresses])
    item = items.drafted(town, team, html=items.HTML + '<p>见<a href="http://www.shiliqu.example/old.html">原文</a>。</p>')
    client = enter(team.officer, web.at(items.DRAFTED))
    assert "还没有打开看过" in text(client.get(to("item_check", item)))
    words = text(client.post(to("item_check", item), {"links": "1"}, follow=True))
    assert "1 个打不开" in words
    assert "链接 http://www.shiliqu.example/old.html：打不开（404）" in words
    items.edited(item, team, on=items.DRAFTED)
    assert "打不开" not in text(client.get(to("item_check", item)))


def test_what_is_withheld_needs_clause_and_reason_in_their_fields(town, team, enter, text):
    client = enter(team.officer, web.at(items.DRAFTED))
    words = text(client.post(reverse("desk:item_new"), written(attribute="withheld")))
    assert "请选依据的条款" in words
    assert "请写明理由" in words
    words = text(client.post(reverse("desk:item_new"), written(attribute="on_request", basis="条例:14", reason="涉密")))
    assert "请选“不予公开”" in words
    client.post(reverse("desk:item_new"), written(attribute="withheld", basis="条例:16.2", reason="过程稿"))
    assert (Item.objects.get().attribute, Item.objects.get().attribute_basis) == ("withheld", "条例:16.2")


def test_what_is_withheld_is_never_offered_for_release(town, team, enter, text):
    item = items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密")
    client = enter(team.officer, web.at(items.RELEASED))
    assert "公开属性是不予公开（条例第十三条）" in text(client.get(to("item", item)))
    response = client.post(to("item_release", item), {"when": "now"})
    assert "公开属性是不予公开" in text(response)
    assert items.again(item).phase == Phase.WITHHELD


def test_the_drafter_is_not_asked_to_review_and_is_refused(town, team, enter, text):
    item = items.submitted(items.drafted(town, team._replace(officer=team.head)), team)
    client = enter(team.head, web.at(items.SUBMITTED))
    assert items.TITLE not in text(client.get(reverse("desk:reviews")))
    assert "起草人不能审查自己起草的内容（条例第十七条）" in text(client.get(to("item_review", item)))
    response = client.post(to("item_review", item), {"verdict": "passed", "checklist": POINTS})
    assert response.status_code == 422
    assert "起草人不能审查" in text(response)
    assert not Opinion.objects.exists()


def test_a_refused_review_says_all_reasons_and_keeps_the_opinion(town, team, enter, text):
    item = items.submitted(items.drafted(town, team), team)
    response = enter(team.reviewer, web.at(items.SUBMITTED)).post(
        to("item_review", item), {"verdict": "passed", "checklist": ["law"], "text": "金额已和附件核对"}
    )
    assert text(response).count("没有核对“") == len(CHECKLIST) - 1
    assert "金额已和附件核对" in response.content.decode()


def test_a_return_goes_back_to_the_drafter_with_its_words(town, team, enter, text):
    item = items.submitted(items.drafted(town, team), team)
    client = enter(team.reviewer, web.at(items.SUBMITTED))
    assert "退回要写明哪里要改" in text(client.post(to("item_review", item), {"verdict": "returned"}))
    client.post(to("item_review", item), {"verdict": "returned", "text": "补助标准写错"})
    page = text(enter(team.officer, web.at(items.SUBMITTED)).get(to("item", item)))
    assert "补助标准写错" in page
    assert "起草" in page


def test_a_review_on_paper_is_registered_with_its_scan(town, team, enter, text, upload):
    item = items.submitted(items.drafted(town, team), team)
    client = enter(team.officer, web.at(items.SUBMITTED))
    sent = {
        "paper": "1",
        "name": "审核人乙",
        "role": "officer",
        "day": "2026-03-03",
        "verdict": "passed",
        "checklist": POINTS,
        "text": "同意",
    }
    assert "请上传审查单的扫描件" in text(client.post(to("item_review", item), sent))
    words = text(client.post(to("item_review", item), sent | {"scan": upload("审查单.pdf", SCAN)}, follow=True))
    assert "初审通过" in words
    assert "纸面审查" in words
    opinion = Opinion.objects.get()
    assert (opinion.on_paper, opinion.reviewer_id, opinion.name) == (True, None, "审核人乙")
    answer = client.get(to("item_file", item, opinion.scan_id))
    assert answer.content == SCAN
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_approval_on_paper_needs_a_leader(town, team, enter, text, upload):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team)
    client = enter(team.officer, web.at(items.APPROVED))
    assert client.post(to("item_approve", item), {"text": ""}).status_code == 403
    sent = {"paper": "1", "name": "镇长丁", "role": "legal", "day": "2026-03-05", "scan": upload("审查单.pdf", SCAN)}
    assert "请在列出的选项里选择以什么职责" in text(client.post(to("item_approve", item), sent))
    sent |= {"role": "leader", "scan": upload("审查单.pdf", SCAN)}
    assert "已签发，可以发布" in text(client.post(to("item_approve", item), sent, follow=True))


def test_an_act_on_a_page_that_is_out_of_date_is_refused(town, team, enter, text):
    item = items.submitted(items.drafted(town, team), team)
    client = enter(team.reviewer, web.at(items.SUBMITTED))
    response = client.post(to("item_review", item), {"verdict": "passed", "checklist": POINTS, "seen": "1"})
    assert "刚刚被别人办过一步" in text(response)


def test_editing_after_review_makes_a_new_version(town, team, enter, text):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team, stages=1)
    client = enter(team.officer, web.at(items.SUBMITTED, 15))
    page = client.get(to("item_edit", item))
    assert "另存为新版" in text(page)
    sent = edited(item, html="<p>改过的正文。</p>", base=base_of(page), changed_on="", note="")
    assert "已另起第 2 版" in text(client.post(to("item_edit", item), sent, follow=True))
    item = items.again(item)
    assert (item.draft.number, item.next_stage, item.submitted_at) == (2, "first", None)


def test_a_change_of_what_is_public_tells_readers_what_changed(town, team, enter, text):
    item = items.published(town, team)
    client = enter(team.officer, web.at(date(2026, 3, 9)))
    page = client.get(to("item_edit", item))
    sent = edited(item, html="<p>补助标准为每户3万元。</p>", base=base_of(page), changed_on="2026-03-09", note="")
    refused = client.post(to("item_edit", item), sent)
    assert "请填写变更说明" in text(refused)
    assert "每户3万元" in refused.content.decode()
    client.post(to("item_edit", item), sent | {"note": "补助标准调整"})
    item = items.again(item)
    assert (item.draft.note, item.phase, item.shown.number) == ("补助标准调整", Phase.CHANGING, 1)
    assert "读者看到的是第 1 版" in text(client.get(to("item", item)))
    compared = text(client.get(to("item_compare", item)))
    assert "3" in compared
    assert "变更说明：补助标准调整" in compared


def test_nobody_writes_over_the_words_of_another_unseen(town, team, enter, text):
    item = items.drafted(town, team)
    client = enter(team.officer, web.at(items.DRAFTED))
    base = base_of(client.get(to("item_edit", item)))
    items.edited(item, team, on=items.DRAFTED, html="<p>同事改的。</p>")
    response = client.post(to("item_edit", item), edited(item, html="<p>我改的。</p>", base=base))
    assert "别人改过这条信息" in text(response)
    assert "我改的。" in response.content.decode()
    assert items.again(item).draft.text == "同事改的。"


def test_a_scheduled_item_is_released_by_the_worker(town, team, enter, text, monkeypatch):
    item = items.ready(town, team)
    client = enter(team.officer, web.at(items.RELEASED))
    assert "这个时间已经过了" in text(client.post(to("item_release", item), {"when": "later", "at": "2026-03-06T08:00"}))
    assert "请写日期和时间" in text(client.post(to("item_release", item), {"when": "later", "at": ""}))
    words = text(client.post(to("item_release", item), {"when": "later", "at": "2026-03-06T15:00"}, follow=True))
    assert "2026年3月6日 15:00" in words
    monkeypatch.setattr(tasks, "now", lambda: web.at(items.RELEASED, 14, 59))
    assert tasks.minutely() == 0
    monkeypatch.setattr(tasks, "now", lambda: web.at(items.RELEASED, 15, 0))
    assert tasks.minutely() == 1
    assert items.again(item).phase == Phase.PUBLISHED


def test_a_schedule_is_taken_back(town, team, enter, text):
    item = items.ready(town, team)
    client = enter(team.officer, web.at(items.RELEASED))
    client.post(to("item_release", item), {"when": "later", "at": "2026-03-07T09:00"})
    assert "已取消定时发布" in text(client.post(to("item_unschedule", item), follow=True))
    assert items.again(item).phase == Phase.APPROVED


def test_it_is_taken_down_with_a_reason(town, team, enter, text):
    item = items.published(town, team)
    client = enter(team.officer, web.at(date(2026, 3, 9)))
    refused = client.post(to("item_take_down", item), {"outlets": ["website"], "reason": ""})
    assert "请填写撤下的原因" in text(refused)
    words = text(client.post(to("item_take_down", item), {"outlets": ["website"], "reason": "数字有误"}, follow=True))
    assert "已撤下" in words
    assert "数字有误" in words
    assert items.again(item).phase == Phase.WITHDRAWN
    assert "没有在任何渠道公开" in text(client.get(to("item_take_down", item)))


def test_versions_are_compared_word_by_word(town, team, enter):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team, stages=1)
    item = items.edited(
        item, team, on=items.SUBMITTED, html=items.HTML.replace("2.7万元", "3万元"), title="关于补助的通知", keywords="补助"
    )
    page = enter(team.officer, web.at(items.SUBMITTED)).get(to("item_compare", item), {"old": "1", "new": "2"}).content.decode()
    assert "<del" in page
    assert "<ins" in page
    assert "危房改造、补助" in page
    assert enter(team.officer).get(to("item_compare", item), {"old": "9"}).status_code == 404


def test_another_attribute_is_reviewed_anew(town, team, enter, text):
    item = items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密")
    client = enter(team.officer, web.at(items.RELEASED))
    assert "已改公开属性" in text(client.post(to("item_classify", item), {"attribute": "active"}, follow=True))
    assert items.again(item).next_stage == "first"
    page = text(client.get(to("item", item)))
    assert "主动公开" in page
    assert "等初审" in page


def test_the_yearly_look_is_recorded(town, team, enter, text):
    item = items.ready(town, team, attribute=Attribute.WITHHELD, basis="条例:15", reason="企业的商业秘密")
    client = enter(team.leader, web.at(date(2027, 3, 3)))
    assert "请选择评估结论" in text(client.post(to("item_reassess", item), {"text": "理由仍在"}))
    assert "维持不公开" in text(client.post(to("item_reassess", item), {"still": "1", "text": "理由仍在"}, follow=True))
    assert items.again(item).assessed_on == date(2027, 3, 3)


def test_a_document_says_which_annual_reports_count_it(town, team, enter, text):
    item = items.published(town, team, genre="normative_documents", column="documents")
    words = text(enter(team.officer, web.at(items.RELEASED)).get(to("item", item)))
    year = items.RELEASED.year
    assert f"到现在计入 {year}年度报告 ：" in words
    assert "表二：行政规范性文件，本年制发件数" in words
    assert "计入年度报告" not in text(
        enter(team.officer, web.at(items.RELEASED)).get(to("item", items.published(town, team, title="别的通知")))
    )


def test_a_document_is_repealed_by_a_paper(town, team, enter, text):
    item = items.published(town, team, genre="normative_documents", column="documents")
    client = enter(team.officer, web.at(date(2026, 6, 1)))
    client.post(to("item_repeal", item), {"number": "示政发〔2026〕9号", "day": "2026-06-01"})
    assert items.again(item).validity == "repealed"
    words = text(client.post(to("item_expire", item), follow=True))
    assert "文件没有写明失效日，请用废止" in words


def test_the_page_says_what_cannot_be_done_and_why(town, team, enter, text):
    words = text(enter(team.officer, web.at(items.DRAFTED)).get(to("item", items.drafted(town, team))))
    assert "不能发布：没有签发（条例第十七条）" in words
    assert "不能撤下" in words
    assert "剩 18 个工作日（2026年3月26日前）" in words


def test_the_sheet_for_signing_names_the_item_and_leaves_room(town, team, enter):
    item = items.reviewed(items.submitted(items.drafted(town, team), team), team, stages=1)
    client = enter(team.officer, web.at(items.SUBMITTED))
    for kind, head in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(to("item_sheet", item, kind))
        assert answer.content.startswith(head)
    assert client.get(to("item_sheet", item, "exe")).status_code == 404


@pytest.mark.parametrize("name", ["item", "item_preview", "item_edit", "item_review", "item_check", "item_compare"])
def test_no_page_holds_a_script_or_a_style_of_its_own(town, team, enter, name):
    item = items.submitted(items.drafted(town, team), team)
    page = enter(team.officer, web.at(items.SUBMITTED)).get(to(name, item)).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)
    assert "http://" not in page.replace("http://testserver", "")


@pytest.mark.parametrize("name", ["item", "item_review", "item_check", "item_edit"])
def test_every_id_of_a_page_is_there_once(town, team, enter, name):
    item = items.submitted(items.drafted(town, team), team)
    found = re.findall(r'\sid="([^"]+)"', enter(team.head, web.at(items.SUBMITTED)).get(to(name, item)).content.decode())
    assert len(found) == len(set(found))
