"""The official account against a server that behaves as documented: tokens, quota, tasks, and connections that are cut."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from PIL import Image

from gongkai.lib.errors import UnusableInput
from gongkai.web.channels.base import Enclosed, Outcome, Said
from gongkai.web.channels.memory import Database
from gongkai.web.channels.models import Memory
from gongkai.web.channels.wechat.api import Api
from gongkai.web.channels.wechat.article import HEADERS, article, preview
from gongkai.web.channels.wechat.channel import Wechat
from gongkai.web.channels.wechat.pictures import cover, drawn, small
from support.envelopes import ENVELOPE, MOMENT
from support.wechat_server import SECRET, WechatServer

SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts but attacks


class Kept:
    """A store in a dictionary, through JSON as the real one."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, object]] = {}

    def get(self, key, moment):
        value, until = self.held.get(key, ("{}", None))
        return {} if until is not None and until <= moment else json.loads(value)

    def put(self, key, value, moment, until=None):
        self.held[key] = (json.dumps(dict(value)), until)

    def forget(self, key):
        self.held.pop(key, None)


def picture(width: int = 40, height: int = 30, kind: str = "PNG", noise: bool = False) -> bytes:
    made = Image.effect_noise((width, height), 90).convert("RGB") if noise else Image.new("RGB", (width, height), "red")
    target = io.BytesIO()
    made.save(target, kind)
    return target.getvalue()


ILLUSTRATED = ENVELOPE._replace(
    html='<p>正文<a href="https://www.example/a">看这里</a></p>\n<figure><img src="attachment:图.png" alt="图解"></figure>',
    enclosed=(*ENVELOPE.enclosed, Enclosed("图.png", "image/png", picture())),
)


@pytest.fixture
def server():
    made = WechatServer()
    yield made
    made.close()


@pytest.fixture
def wechat():
    return Wechat(Kept())


def delivered(wechat, server, envelope=ENVELOPE, moment=MOMENT, **settings):
    return wechat.deliver(envelope, {**server.settings, **settings}, moment)


def test_an_item_is_published_and_its_address_comes_back(wechat, server):
    receipt = delivered(wechat, server)
    assert (receipt.outcome, receipt.words) == (Outcome.WAITING, "已交给微信发布，等待结果。")
    again = wechat.ask(receipt, ENVELOPE, server.settings, MOMENT)
    assert (again.outcome, again.words) == (Outcome.WAITING, "微信正在发布。")
    done = wechat.ask(again, ENVELOPE, server.settings, MOMENT)
    assert (done.outcome, done.address) == (Outcome.RECEIVED, "https://mp.weixin.example/s/ARTICLE-1")
    (published,) = server.articles.values()
    assert (published["title"], published["author"], published["digest"]) == (ENVELOPE.title, "示例镇人民政府", ENVELOPE.summary)
    assert "补助标准为每户3.5万元" in published["content"]
    assert published["content_source_url"].startswith("https://town.example/xxgk/item-1/#gk-")
    assert "申报表.docx" in published["content"]


def test_delivering_again_publishes_nothing_twice(wechat, server):
    server.polls = 0
    first = delivered(wechat, server)
    assert delivered(wechat, server).outcome is Outcome.RECEIVED
    assert wechat.ask(first, ENVELOPE, server.settings, MOMENT).outcome is Outcome.RECEIVED
    assert (len(server.articles), server.calls["/cgi-bin/draft/add"], server.calls["/cgi-bin/freepublish/submit"]) == (1, 1, 1)


def test_pictures_are_given_to_wechat_once_and_the_first_is_the_cover(wechat, server):
    server.fails["/cgi-bin/draft/add"] = [(-1, "system error")]
    assert delivered(wechat, server, ILLUSTRATED).outcome is Outcome.FAILED
    assert delivered(wechat, server, ILLUSTRATED).outcome is Outcome.WAITING
    (draft,) = server.drafts.values()
    assert '<img src="http://mmbiz.weixin.example/picture/1" alt="图解"' in draft["content"]
    assert '看这里（<span style="word-break:break-all;">https://www.example/a</span>）' in draft["content"]
    assert (len(server.pictures), len(server.covers)) == (1, 1)
    assert server.covers["COVER-1"] == len(ILLUSTRATED.enclosed[-1].data)


# --- tokens -------------------------------------------------------------------------------------------------


def test_one_token_serves_until_it_ends(wechat, server):
    delivered(wechat, server)
    delivered(wechat, server, ENVELOPE._replace(key="item-2-v1"))
    assert server.calls["/cgi-bin/stable_token"] == 1
    server.now = 7000
    delivered(wechat, server, ENVELOPE._replace(key="item-3-v1"), MOMENT + timedelta(seconds=7000))  # within five minutes of its end
    assert server.calls["/cgi-bin/stable_token"] == 2


@pytest.mark.parametrize("path", ["/cgi-bin/material/add_material", "/cgi-bin/draft/add", "/cgi-bin/freepublish/submit"])
def test_a_token_that_ends_in_the_middle_is_replaced_and_nothing_is_done_twice(wechat, server, path):
    server.expire_at_call[path] = 1
    assert delivered(wechat, server).outcome is Outcome.WAITING
    assert (len(server.covers), len(server.drafts), len(server.tasks)) == (1, 1, 1)
    assert server.calls["/cgi-bin/stable_token"] == 2


def test_a_token_that_somebody_else_made_worthless_is_forced_anew(wechat, server):
    server.fails["/cgi-bin/material/add_material"] = [(40001, "invalid credential"), (40014, "invalid access_token")]
    assert delivered(wechat, server).outcome is Outcome.WAITING
    assert server.calls["/cgi-bin/stable_token"] == 3


def test_a_token_that_never_works_is_told_after_three_tries(wechat, server):
    server.fails["/cgi-bin/material/add_material"] = [(40001, "invalid credential")] * 9
    receipt = delivered(wechat, server)
    assert receipt.outcome is Outcome.REFUSED
    assert "AppSecret" in receipt.words
    assert server.calls["/cgi-bin/material/add_material"] == 3


def test_neither_secret_nor_token_stands_in_a_receipt(wechat, server):
    for path in ("/cgi-bin/stable_token", "/cgi-bin/draft/add", "/cgi-bin/freepublish/submit"):
        server.fails[path] = [(40164, f"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist, {path}")]
        receipt = delivered(wechat, server)
        assert receipt.outcome is Outcome.REFUSED
        assert "203.0.113.9" in receipt.words
        assert not {SECRET, *server.tokens} & set(json.dumps(receipt._asdict(), default=str).split())
        assert SECRET not in str(receipt)
        assert "TOKEN-" not in str(receipt)


# --- what WeChat says ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "code", "outcome", "word"), [
    ("/cgi-bin/stable_token", 40013, Outcome.REFUSED, "AppID"), ("/cgi-bin/stable_token", 40125, Outcome.REFUSED, "AppSecret"),
    ("/cgi-bin/stable_token", 40164, Outcome.REFUSED, "白名单"), ("/cgi-bin/stable_token", -1, Outcome.FAILED, "繁忙"),
    ("/cgi-bin/draft/add", 45009, Outcome.FAILED, "明天"), ("/cgi-bin/draft/add", 45011, Outcome.FAILED, "频繁"), ("/cgi-bin/draft/add", 45002, Outcome.REFUSED, "太长"),
    ("/cgi-bin/freepublish/submit", 48001, Outcome.REFUSED, "存草稿"), ("/cgi-bin/freepublish/submit", 53503, Outcome.REFUSED, "发布检查"),
    ("/cgi-bin/freepublish/submit", 99999, Outcome.REFUSED, "odd words"),
])  # fmt: skip
def test_each_error_is_a_sentence_and_says_whether_later_may_help(wechat, server, path, code, outcome, word):
    server.fails[path] = [(code, "odd words")]
    receipt = delivered(wechat, server)
    assert (receipt.outcome, word in receipt.words, receipt.evidence["errcode"]) == (outcome, True, code)
    assert delivered(wechat, server).outcome is Outcome.WAITING  # mended: it goes on where it stopped
    assert (len(server.drafts), len(server.covers)) == (1, 1)


def test_a_spent_quota_waits_until_the_next_day_in_china(wechat, server):
    server.fails["/cgi-bin/draft/add"] = [(45009, "reach max api daily quota limit")]
    assert delivered(wechat, server).evidence["retry_after"] == (14 * 60 + 5) * 60  # it is ten o'clock in China


@pytest.mark.parametrize(("result", "word"), [(2, "原创"), (3, "没有发布成功"), (4, "审核"), (5, "删除"), (6, "封禁")])
def test_a_publication_that_fails_later_is_told_and_not_counted(wechat, server, result, word):
    server.polls, server.result = 0, result
    receipt = wechat.ask(delivered(wechat, server), ENVELOPE, server.settings, MOMENT)
    assert (receipt.outcome, word in receipt.words) == (Outcome.REFUSED, True)
    server.result = 0
    assert wechat.ask(delivered(wechat, server), ENVELOPE, server.settings, MOMENT).outcome is Outcome.RECEIVED
    assert server.calls["/cgi-bin/draft/add"] == 1


@pytest.mark.parametrize("said", ["no json", "[]", '{"errcode": "x"}', "{}", "[" * 100_000])
def test_an_answer_that_nobody_understands_is_tried_again_later(wechat, server, said, monkeypatch):
    monkeypatch.setattr("support.wechat_server.json.dumps", lambda *args, **more: said)
    monkeypatch.setattr(Api, "_token_key", "fixed")
    wechat.store.held["fixed"] = ('{"token": "T"}', None)
    assert delivered(wechat, server).outcome is Outcome.FAILED


def test_a_server_that_answers_with_an_error_is_tried_again_later(wechat, server):
    server.status = 502
    assert delivered(wechat, server).outcome is Outcome.FAILED


# --- cut off -----------------------------------------------------------------------------------------------


def test_a_draft_that_was_made_though_nobody_was_told_is_found_again(wechat, server):
    server.crash_after = ["/cgi-bin/draft/add"]
    assert delivered(wechat, server).outcome is Outcome.FAILED
    assert len(server.drafts) == 1
    assert delivered(wechat, server).outcome is Outcome.WAITING
    assert (server.calls["/cgi-bin/draft/add"], len(server.tasks)) == (1, 1)


@pytest.mark.parametrize("polls", [0, 1])
def test_a_publication_that_was_asked_for_though_nobody_was_told_is_never_asked_for_twice_at_once(wechat, server, polls):
    server.polls, server.crash_after = polls, ["/cgi-bin/freepublish/submit"]
    assert delivered(wechat, server).outcome is Outcome.FAILED
    receipt = delivered(wechat, server)
    if polls == 0:  # it is out already
        assert (receipt.outcome, receipt.address) == (Outcome.RECEIVED, "https://mp.weixin.example/s/ARTICLE-1")
        return
    assert (receipt.outcome, receipt.reference) == (Outcome.WAITING, "draft:DRAFT-1")
    assert server.calls["/cgi-bin/freepublish/submit"] == 1
    server._finish(next(iter(server.tasks.values())))
    found = wechat.ask(receipt, ENVELOPE, server.settings, MOMENT + timedelta(minutes=5))
    assert (found.outcome, len(server.articles)) == (Outcome.RECEIVED, 1)


def test_a_publication_that_never_reached_wechat_is_asked_for_again_after_ten_minutes(wechat, server):
    server.fails["/cgi-bin/freepublish/submit"] = []
    server.crash_after = ["/cgi-bin/freepublish/submit"]
    delivered(wechat, server)
    server.tasks.clear()  # as if the request had been lost on its way
    waiting = delivered(wechat, server)
    late = wechat.ask(waiting, ENVELOPE, server.settings, MOMENT + timedelta(minutes=11))
    assert (late.outcome, len(server.tasks)) == (Outcome.WAITING, 1)


def test_a_draft_that_vanished_after_a_cut_is_left_to_a_person(wechat, server):
    server.crash_after = ["/cgi-bin/freepublish/submit"]
    delivered(wechat, server)
    server.drafts.clear()
    receipt = delivered(wechat, server, moment=MOMENT + timedelta(minutes=11))
    assert receipt.outcome is Outcome.REFUSED
    assert "登录公众平台核对" in receipt.words


def test_a_draft_that_somebody_deleted_is_made_anew(wechat, server):
    server.fails["/cgi-bin/freepublish/submit"] = [(53503, "check")]
    delivered(wechat, server)
    server.drafts.clear()
    assert delivered(wechat, server).outcome is Outcome.REFUSED
    assert delivered(wechat, server).outcome is Outcome.WAITING
    assert list(server.drafts) == ["DRAFT-2"]


def test_an_item_without_an_address_is_never_taken_for_last_years(wechat, server):
    bare = ENVELOPE._replace(address="/xxgk/1/")
    server.polls = 0
    delivered(wechat, server, bare._replace(key="last-year"))
    server.crash_after = ["/cgi-bin/freepublish/submit"]
    delivered(wechat, server, bare)
    assert delivered(wechat, server, bare).outcome is Outcome.WAITING


# --- withdrawing, drafts, by hand ------------------------------------------------------------------------


def test_a_published_article_is_deleted_and_deleting_it_again_is_no_error(wechat, server):
    server.polls = 0
    receipt = wechat.ask(delivered(wechat, server), ENVELOPE, server.settings, MOMENT)
    for _ in range(2):
        assert wechat.withdraw(receipt, ENVELOPE, server.settings, MOMENT).outcome is Outcome.RECEIVED
    assert server.articles["ARTICLE-1"]["is_deleted"]


def test_as_a_draft_it_waits_for_a_person_and_the_pasted_address_is_the_receipt(wechat, server, site):
    receipt = delivered(wechat, server, mode="draft")
    assert (receipt.outcome, len(server.drafts), len(server.tasks)) == (Outcome.WAITING, 1, 0)
    assert wechat.by_hand({"mode": "draft"})
    (draft,) = server.drafts.values()
    address = site.put(
        "/s/1", f"<html><head><meta property='og:title' content='{draft['title']}'></head><body>{draft['content']}</body></html>"
    )
    confirmed = wechat.confirm(Said(address=address, person="经办人甲"), ENVELOPE._replace(enclosed=()), site.settings, MOMENT)
    assert confirmed.outcome is Outcome.RECEIVED


def test_by_hand_asks_nobody(wechat, server):
    receipt = delivered(wechat, server, mode="manual")
    assert receipt.outcome is Outcome.WAITING
    assert server.calls.total() == 0


def test_wrong_settings_are_all_named(wechat):
    wrong = {"mode": "publish", "appid": "123", "author": "作" * 17, "server": f"ftp{SLASHES}x", "too_long": "?"}
    assert len(wechat.why_not(wrong)) == 5
    assert wechat.why_not({}) == []
    assert wechat.deliver(ENVELOPE, {"mode": "publish"}, MOMENT).outcome is Outcome.REFUSED


def test_only_wechats_own_server_is_asked_unless_the_office_names_a_relay(wechat, server):
    settings = {**server.settings, "inner_hosts": []}
    assert wechat.deliver(ENVELOPE, settings, MOMENT).outcome is Outcome.REFUSED
    assert server.calls.total() == 0
    policy = Api.of({"appid": "wx1", "secret": "s"}, Kept(), MOMENT).policy
    assert policy.only == ("api.weixin.qq.com:443",)


# --- the article ------------------------------------------------------------------------------------------


def test_a_long_title_is_cut_and_stands_whole_above_the_body():
    long = ENVELOPE._replace(title="关于" + "印发" * 40 + "的通知")
    made = article(long, lambda name: None)
    assert len(made.title) == 64
    assert made.title.endswith("…")
    assert long.title in made.content


def test_a_long_body_is_refused_or_the_summary_leads_to_it(wechat, server):
    long = ENVELOPE._replace(html="\n".join(f"<p>第{number}段，很长的正文很长的正文。</p>" for number in range(600)))
    refused = delivered(wechat, server, long)
    assert (refused.outcome, server.calls.total()) == (Outcome.REFUSED, 0)
    assert "微信最多 20000 个" in refused.words
    assert delivered(wechat, server, long, too_long="summary").outcome is Outcome.WAITING
    (draft,) = server.drafts.values()
    assert ENVELOPE.summary in draft["content"]
    assert "阅读原文" in draft["content"]
    assert delivered(wechat, server, long._replace(summary="", address=""), too_long="summary").outcome is Outcome.REFUSED


def test_the_styles_stand_on_the_elements_and_nothing_else_does():
    html = (
        '<h2>一、对象</h2>\n<p class="gk-center">居中</p>\n<ol><li>甲</li><li>乙</li></ol>\n'
        '<table><thead><tr><th scope="col">类别</th><th scope="col">标准</th></tr></thead><tbody><tr><td colspan="2">3.5万元&lt;script&gt;</td></tr></tbody></table>'
    )
    made = preview(ENVELOPE._replace(html=html, title='<script>"x'))
    for banned in ("<script", "class=", "<a ", "<style", "<li", "onerror"):
        assert banned not in made
    assert 'text-align:center;">居中</p>' in made
    assert 'colspan="2">3.5万元&lt;script&gt;</td>' in made
    assert "1. 甲" in made
    assert "sandbox" in HEADERS["Content-Security-Policy"]


def test_the_preview_carries_its_pictures_and_names_missing_ones(wechat):
    assert 'src="data:image/png;base64,' in wechat.preview(ILLUSTRATED, {})
    assert "（图：图解）" in wechat.preview(ILLUSTRATED._replace(enclosed=()), {})
    assert wechat.deliver(ILLUSTRATED._replace(enclosed=()), {}, MOMENT).words == "正文里的图片“图.png”不在附件里，请补上。"


def test_large_pictures_are_made_small_and_what_is_none_is_refused():
    large = Enclosed("大.png", "image/png", picture(1500, 1100, noise=True))
    assert len(large.data) > 1_000_000
    data, kind = small(large)
    assert (kind, len(data) <= 1_000_000, data[:3]) == ("image/jpeg", True, b"\xff\xd8\xff")
    for bad in (
        b"\x89PNG\r\n\x1a\n" + bytes(2_000_000),
        b"GIF89a",
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\xff\xff\xff\xff" * 2 + bytes(99),
    ):
        with pytest.raises(UnusableInput):
            small(Enclosed("坏.png", "image/png", bad))


def test_a_cover_is_drawn_where_there_is_no_picture():
    made, kind = cover(ENVELOPE, ())
    assert (kind, Image.open(io.BytesIO(made)).size) == ("image/png", (900, 383))
    assert drawn("很长的标题" * 30 + '"#[$', "机关") != made


@pytest.mark.django_db
def test_the_database_keeps_it_sealed_and_until_its_time():
    store = Database()
    store.put("k", {"token": "S3CRET"}, MOMENT, MOMENT + timedelta(hours=1))
    assert store.get("k", MOMENT) == {"token": "S3CRET"}
    assert store.get("k", MOMENT + timedelta(hours=1)) == {}
    assert "S3CRET" not in Memory.objects.values_list("value", flat=True).get().token
    store.put("k", {"token": "new"}, MOMENT)
    assert store.get("k", MOMENT + timedelta(days=999)) == {"token": "new"}
    store.forget("k")
    assert store.get("k", MOMENT) == {}


@pytest.mark.django_db
def test_with_the_database_behind_it_a_publication_goes_through(server):
    server.polls = 0
    channel = Wechat()
    receipt = channel.deliver(ENVELOPE, server.settings, MOMENT)
    assert channel.ask(receipt, ENVELOPE, server.settings, MOMENT).outcome is Outcome.RECEIVED
    assert Memory.objects.count() == 2
