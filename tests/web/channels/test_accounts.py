"""The channels of an organ: configured with all reasons at once, secrets sealed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.channels.selectors import accounts_of, settings_of, shown_settings
from gongkai.web.channels.services import configure, set_active, why_not_configure
from support.envelopes import MOMENT
from support.wechat_server import SECRET

WECHAT = {"channel": "wechat", "name": "示例镇发布", "settings": {"mode": "publish", "appid": "wx0123456789abcdef"}, "secret": SECRET}


def made(organ, **changed):
    return configure(**{"organ": organ, "by": "officer", "moment": MOMENT, **WECHAT, **changed})


def test_a_secret_is_sealed_and_shown_to_nobody(town):
    account = made(town)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, settings FROM channels_account")
        row = cursor.fetchone()
    assert SECRET not in str(row)
    assert SECRET not in str(shown_settings(account))
    assert ("AppSecret", "已填写") in shown_settings(account)
    assert settings_of(accounts_of(town).get())["secret"] == SECRET
    assert SECRET not in repr(account.__dict__)


def test_a_change_without_a_secret_keeps_the_old_one(town):
    account = made(town)
    made(town, account=account, secret="", settings={"mode": "draft", "appid": "wx0123456789abcdef"})
    kept = accounts_of(town).get()
    assert (settings_of(kept)["secret"], settings_of(kept)["mode"], settings_of(kept)["account"]) == (SECRET, "draft", str(account.pk))


def test_all_reasons_are_given_at_once(town):
    made(town)
    with pytest.raises(NotAllowed) as refused:
        made(town, settings={"mode": "publish", "appid": "x", "color": "red"}, secret="", outlet="moon")
    reasons = [reason.text for reason in refused.value.reasons]
    assert len(reasons) == 5
    assert any("已经有名为“示例镇发布”的渠道" in reason for reason in reasons)
    assert accounts_of(town).count() == 1


def test_the_kind_of_a_channel_does_not_change(town):
    account = made(town)
    reasons = why_not_configure(organ=town, channel="website", name="示例镇发布", settings={}, account=account)
    assert reasons == ["渠道的种类定了不能改，请停用这个，另建一个。"]
    assert why_not_configure(organ=town, channel="fax", name="x", settings={}) == ["请选择渠道。"]


def test_two_organs_may_call_theirs_the_same_and_one_may_not(town, bureau):
    made(town)
    account = made(bureau)
    assert accounts_of(bureau).get() == account
    account.pk, account.organ = None, town
    with pytest.raises(IntegrityError), transaction.atomic():
        account.save(force_insert=True)


def test_a_channel_out_of_use_is_not_offered_and_not_lost(town):
    account = made(town)
    set_active(account=account, active=False, by="officer", moment=MOMENT)
    assert list(accounts_of(town)) == []
    assert list(accounts_of(town, inactive=True)) == [account]


def test_an_own_map_of_fields_is_kept_and_used(town, django_assert_num_queries):
    own = [{"label": "名称", "source": "title", "kind": "text", "pattern": "%Y-%m-%d"}]
    account = made(town, channel="website", name="区门户", settings={"system": "示例区门户后台"}, secret="", field_map=own)
    with django_assert_num_queries(1):
        found = accounts_of(town).get(pk=account.pk)
        assert settings_of(found)["field_map"] == own
        assert ("字段对照表", "本机关的") in shown_settings(found)
    plain = made(town, channel="website", name="区门户2", settings={}, secret="")
    assert ("字段对照表", "通用") in shown_settings(plain)
