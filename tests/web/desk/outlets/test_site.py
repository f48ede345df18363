"""Settings: columns by power, watched words, mounting by 61号, channels with their reasons; who changed what is recorded."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct
from gongkai.web.channels.field_maps import field_map_of
from gongkai.web.channels.models import Account
from gongkai.web.channels.registry import CHANNELS
from gongkai.web.channels.selectors import settings_of
from gongkai.web.desk.forms.outlets.channels import lines_of, text_of
from gongkai.web.desk.forms.outlets.site import field_name
from gongkai.web.publication.models import SensitiveWord, SiteSettings
from gongkai.web.publication.selectors.columns import all_columns, columns_of, label_of
from gongkai.web.publication.selectors.sites import site_of
from support import items

pytestmark = pytest.mark.django_db
SECRET = "a-secret-nobody-sees"


@pytest.fixture
def client(enter, head):
    return enter(head)


def columns_form(town, **changes):
    """The form of columns as the page shows it, some answers changed."""
    found = {}
    for each in all_columns(town):
        name = field_name(each.key)
        found |= {f"shown_{name}": "on"} if each.shown else {}
        found |= {f"label_{name}": "", f"basis_{name}": each.basis}
    return {name: value for name, value in (found | changes).items() if value is not None}


def mount_form(**changes):
    return {"mount": "column", "address": "https://www.shiliqu.example/shilizhen/", "site_code": "1100000001"} | changes


# --- columns, words, mounting ------------------------------------------------------------------------------


def test_a_column_by_power_is_shown_when_the_office_says_so(client, town):
    assert "penalties" not in {each.key for each in columns_of(town)}
    where = reverse("desk:site_columns", args=[town.slug])
    assert client.get(where).status_code == 200
    client.post(where, columns_form(town, shown_penalties="on", basis_penalties="示例镇赋权清单（2025年版）", label_livelihood="乡村振兴"))
    assert "penalties" in {each.key for each in columns_of(town)}
    assert label_of(town, "livelihood") == "乡村振兴"
    assert town.columns.count() == 2  # nothing is written for what stays as the law has it
    assert AdminAct.objects.get().what == "site.change"


def test_a_column_is_taken_back_to_hidden(client, town):
    where = reverse("desk:site_columns", args=[town.slug])
    client.post(where, columns_form(town, shown_emergencies=None))
    assert "emergencies" not in {each.key for each in columns_of(town)}
    client.post(where, columns_form(town, shown_emergencies="on"))
    assert "emergencies" in {each.key for each in columns_of(town)}


def test_a_pasted_list_of_words_replaces_the_old_one(client, town):
    where = reverse("desk:site_words", args=[town.slug])
    client.post(where, {"words": "旧词"})
    client.post(where, {"words": "扶贫办\t机构已改名\t乡村振兴局\n危机\t\t危及\t只提醒\n\n单独一个词"})
    kept = {each.word: (each.why, each.instead, each.blocks) for each in SensitiveWord.objects.filter(organ=town)}
    assert kept == {"扶贫办": ("机构已改名", "乡村振兴局", True), "危机": ("", "危及", False), "单独一个词": ("", "", True)}
    assert "扶贫办\t机构已改名\t乡村振兴局" in client.get(where).content.decode()


def test_a_line_that_cannot_be_used_is_told_by_its_number_and_nothing_is_lost(client, town):
    given = {"words": f"好词\n{'长' * 61}\n\t没有词"}
    response = client.post(reverse("desk:site_words", args=[town.slug]), given)
    assert response.status_code == 422
    assert "第 2、3 行没有词，或者太长" in response.content.decode()
    assert "好词" in response.content.decode()
    assert not SensitiveWord.objects.exists()


def test_a_town_stands_alone_only_with_an_approval(client, town):
    where = reverse("desk:site_mount", args=[town.slug])
    assert "国办公开办函〔2019〕61号" in client.get(where).content.decode()
    refused = client.post(where, mount_form(mount="alone"))
    assert refused.status_code == 422
    assert "不能有独立网站" in refused.content.decode()
    assert not SiteSettings.objects.exists()
    client.post(where, mount_form(mount="alone", approval="示例市政府办公室〔2026〕1号批复"))
    assert site_of(town).mount == "alone"


def test_header_and_footer_are_cleaned_and_the_code_of_the_site_is_kept_with_the_organ(client, town):
    client.post(
        reverse("desk:site_mount", args=[town.slug]), mount_form(header="<p>示例区<script>alert(1)</script></p>", footer="<p>页脚</p>")
    )
    town.refresh_from_db()
    assert ("script" in site_of(town).header, site_of(town).footer, town.site_code) == (False, "<p>页脚</p>", "1100000001")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site_code": "12"}, "网站标识码是 10 位"),
        ({"address": "javascript:alert(1)"}, "栏目网址写得不对"),
        ({"mount": "moon"}, "请在列出的选项里选择"),
    ],
)
def test_what_cannot_be_right_is_told(client, town, changes, words):
    response = client.post(reverse("desk:site_mount", args=[town.slug]), mount_form(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_hub_leads_to_all_of_it(client, town):
    shown = client.get(reverse("desk:site")).content.decode()
    for name in ("site_columns", "site_words", "site_mount", "site_channels"):
        assert reverse(f"desk:{name}", args=[town.slug]) in shown


# --- channels ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda each: each.key)
def test_every_kind_of_channel_has_a_form(client, town, channel):
    assert client.get(reverse("desk:site_channel_new", args=[town.slug, channel.key])).status_code == 200


def test_a_channel_is_added_changed_and_taken_out_of_use(client, town):
    client.post(reverse("desk:site_channel_new", args=[town.slug, "website"]), {
        "name": "区门户网站", "active": "on", "set_system": "示例区门户后台", "set_field_map": "catalogue", "set_allowed_hosts": "www.shiliqu.example\n",
    })  # fmt: skip
    account = Account.objects.get()
    assert (account.organ, account.name, account.active, account.field_map) == (town, "区门户网站", True, "catalogue")
    assert account.settings["allowed_hosts"] == ["www.shiliqu.example"]
    where = reverse("desk:site_channel", args=[account.pk])
    assert "示例区门户后台" in client.get(where).content.decode()
    client.post(where, {"name": "区门户网站", "set_system": "新后台", "set_field_map": "default"})
    account.refresh_from_db()
    assert (account.active, account.settings["system"], account.field_map) == (False, "新后台", "default")
    assert AdminAct.objects.filter(what="site.change").count() == 2


def test_an_office_writes_its_own_field_map(client, town):
    own = "标题 | 标题\n成文 | 成文日期 | 日期 | %Y/%m/%d\n号 | 元数据：索引号\n方式 | 固定：主动公开 | 从列表里选\n内容 | 正文（带格式）"
    client.post(
        reverse("desk:site_channel_new", args=[town.slug, "website"]),
        {"name": "区门户网站", "active": "on", "set_field_map": "own", "own_map": own},
    )
    kept = field_map_of(settings_of(Account.objects.get())["field_map"])
    assert [(each.label, each.source, each.kind) for each in kept.lines] == [
        ("标题", "title", "text"), ("成文", "issued_on", "date"), ("号", "field:索引号", "text"), ("方式", "fixed:主动公开", "choice"), ("内容", "html", "html"),
    ]  # fmt: skip
    assert kept.lines[1].pattern == "%Y/%m/%d"
    assert lines_of(text_of(Account.objects.get().field_map)) == list(kept.lines)


def test_a_map_that_cannot_be_read_is_told_by_its_line(client, town):
    given = {"name": "x", "set_field_map": "own", "own_map": "标题 | 标题\n什么 | 不知道的来源"}
    response = client.post(reverse("desk:site_channel_new", args=[town.slug, "website"]), given)
    assert response.status_code == 422
    assert "字段对照表第 2 行看不明白" in response.content.decode()


def test_all_that_a_channel_lacks_is_told_at_once(client, town):
    response = client.post(
        reverse("desk:site_channel_new", args=[town.slug, "wechat"]),
        {"name": "公众号", "active": "on", "set_mode": "publish", "set_author": "长" * 17},
    )
    shown = response.content.decode()
    assert response.status_code == 422
    for words in ("AppID", "AppSecret", "作者最多 16 个字"):
        assert words in shown
    assert not Account.objects.exists()


def test_a_secret_is_kept_when_nothing_is_typed_and_never_shown(client, town):
    given = {
        "name": "公众号",
        "active": "on",
        "set_mode": "draft",
        "set_appid": "wx0123456789",
        "set_secret": SECRET,
        "set_too_long": "refuse",
    }
    client.post(reverse("desk:site_channel_new", args=[town.slug, "wechat"]), given)
    account = Account.objects.get()
    where = reverse("desk:site_channel", args=[account.pk])
    assert SECRET not in client.get(where).content.decode()
    client.post(where, given | {"name": "改名", "set_secret": ""})
    account.refresh_from_db()
    assert (account.name, account.secret.reveal()) == ("改名", SECRET)
    assert SECRET not in client.get(reverse("desk:site_channels", args=[town.slug])).content.decode()
    assert all(SECRET not in str(act.detail) for act in AdminAct.objects.all())


def test_trying_a_channel_shows_what_it_would_be_given_and_publishes_nothing(client, town, team, account):
    item = items.published(town, team)
    before = item.deliveries.count()
    push = account("http_push", url="https://api.shiliqu.invalid/in", reference_path="data.id")
    shown = client.post(reverse("desk:site_channel_try", args=[push.pk])).content.decode()
    assert "设置齐全" in shown
    assert items.TITLE in shown
    website = account("website")
    assert "索引号" in client.post(reverse("desk:site_channel_try", args=[website.pk])).content.decode()
    assert item.deliveries.count() == before


def test_trying_before_anything_is_public_says_so(client, account):
    website = account("website")
    assert "还没有公开的信息" in client.post(reverse("desk:site_channel_try", args=[website.pk])).content.decode()


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("leader", 403), ("outsider", 404), ("supervisor", 403)])
def test_only_the_head_of_the_office_changes_settings(request, enter, town, account, who, status):
    website = account("website")
    browser = enter(request.getfixturevalue(who))
    for name, args in (
        ("site_columns", [town.slug]),
        ("site_words", [town.slug]),
        ("site_mount", [town.slug]),
        ("site_channels", [town.slug]),
        ("site_channel", [website.pk]),
    ):
        assert browser.get(reverse(f"desk:{name}", args=args)).status_code == status
        assert browser.post(reverse(f"desk:{name}", args=args), {}).status_code in (status, 405)
    assert browser.post(reverse("desk:site_channel_try", args=[website.pk])).status_code == status
