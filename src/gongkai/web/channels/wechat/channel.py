"""The official account: by hand, as a draft, or published. Each step that WeChat did is kept before the next is asked.

A publication is three calls and a wait, and any of them may be cut off after WeChat did its part. So the step is
written down before it is asked (``drafting``, ``submitting``) and its result after; who finds a step without a result
looks in the box of drafts and in the list of what is published for the mark of this content, before asking again.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.policy import why_not_policy
from gongkai.lib.network.safe_http import Forbidden, Unreached
from gongkai.lib.network.target import target
from gongkai.web.channels import receiving
from gongkai.web.channels.base import Field, Outcome, Receipt
from gongkai.web.channels.memory import Database
from gongkai.web.channels.website import HOSTS
from gongkai.web.channels.wechat.api import Api
from gongkai.web.channels.wechat.article import Article, article, preview, source_of, why_not_article
from gongkai.web.channels.wechat.errors import NO_MEDIA, STATUS, WechatError
from gongkai.web.channels.wechat.pictures import cover, small

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gongkai.web.channels.base import Envelope, Said
    from gongkai.web.channels.memory import Store
    from gongkai.web.channels.wechat.api import Draft

MANUAL, DRAFT, PUBLISH = "manual", "draft", "publish"
_SETTLE = timedelta(minutes=10)  # a publication that was cut off shows by then
_KEPT = timedelta(days=60)
_DRAFT_MARK = "draft:"
_APPID = re.compile(r"wx[0-9a-zA-Z]{6,32}")


class Wechat:
    """See :class:`~gongkai.web.channels.base.Channel`."""

    key = "wechat"
    label = "政务微信公众号"
    outlet: Outlet | None = Outlet.WECHAT
    fields: tuple[Field, ...] = (
        Field("mode", "怎样发布", "choice", default=MANUAL, choices=(
            (MANUAL, "手工复制到公众平台"), (DRAFT, "自动存为草稿，人工发表"), (PUBLISH, "自动发布（要已认证的账号）"),
        )),
        Field("appid", "AppID", hint="以 wx 开头"),
        Field("secret", "AppSecret", "secret", "加密保存，不再显示"),
        Field("author", "作者", hint="不超过 16 个字，空着用机关名称"),
        Field("too_long", "正文超过 2 万字符", "choice", default="refuse", choices=(("refuse", "不发，提示我"), ("summary", "发概述，引导看原文"))),
        Field("server", "服务器地址", hint="空着就是微信的服务器；经内网转发的，写转发的地址"),
        *HOSTS[1:],
    )  # fmt: skip

    def __init__(self, store: Store | None = None) -> None:
        self.store: Store = store or Database()

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Unless it publishes by itself."""
        return (settings.get("mode") or MANUAL) != PUBLISH

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """See the protocol."""
        mode = settings.get("mode") or MANUAL
        reasons = [] if mode in (MANUAL, DRAFT, PUBLISH) else ["请从列表里选择怎样发布。"]
        if mode in (DRAFT, PUBLISH) and not _APPID.fullmatch(str(settings.get("appid") or "")):
            reasons.append("请填写公众号的 AppID，以 wx 开头。")
        if mode in (DRAFT, PUBLISH) and not settings.get("secret"):
            reasons.append("请填写公众号的 AppSecret。")
        if len(str(settings.get("author") or "")) > 16:
            reasons.append("作者最多 16 个字，请缩短。")
        if settings.get("too_long") not in (None, "", "refuse", "summary"):
            reasons.append("请从列表里选择正文太长时怎样办。")
        if settings.get("server"):
            try:
                target(str(settings["server"]))
            except Forbidden as error:
                reasons.append(f"服务器地址：{error.sentence()}。")
        return [*reasons, *why_not_policy(settings)]

    def preview(self, envelope: Envelope, settings: Mapping[str, Any]) -> str:
        """The page from which a person copies; see :func:`~gongkai.web.channels.wechat.article.preview`."""
        return preview(envelope, author=str(settings.get("author") or ""), short=_short(settings))

    def article(self, envelope: Envelope, settings: Mapping[str, Any]) -> Article:
        """Title, digest, author and the address behind 阅读原文, as a person types them in."""
        return article(envelope, lambda name: None, author=str(settings.get("author") or ""), short=_short(settings))

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """As far as it goes now. After a failure it goes on where it stopped."""
        reasons = [*self.why_not(settings), *why_not_article(envelope, short=_short(settings))]
        if reasons:
            return Receipt(Outcome.REFUSED, moment, "".join(reasons))
        if (settings.get("mode") or MANUAL) == MANUAL:
            return Receipt(Outcome.WAITING, moment, "请打开预览，复制到公众平台发表，然后把文章的网址贴回来。")
        return self._guarded(lambda: _Work(self.store, envelope, settings, moment).advance(), moment)

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """The address of the article, fetched and compared."""
        return receiving.by_address(said, envelope, {key: settings.get(key) for key in ("inner_hosts", "authorities")}, moment)

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """How the task stands at WeChat; of an address that a person gave, how the page stands."""
        if receipt.evidence.get("withdrawing") or (receipt.address and not receipt.reference):
            return receiving.asked_again(receipt, envelope, {key: settings.get(key) for key in ("inner_hosts", "authorities")}, moment)
        if (settings.get("mode") or MANUAL) != PUBLISH or not receipt.reference:
            return receipt._replace(moment=moment)
        found = self._guarded(lambda: _Work(self.store, envelope, settings, moment).advance(receipt.reference), moment)
        if found.outcome is Outcome.FAILED:
            return found._replace(outcome=Outcome.WAITING, reference=receipt.reference)
        return found

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Delete the article through the interface when it was published through it; else a person does it."""
        article_id = str(receipt.evidence.get("article_id") or "")
        if (settings.get("mode") or MANUAL) != PUBLISH or not article_id:
            return receiving.to_withdraw(receipt, moment, "公众平台")

        def delete() -> Receipt:
            Api.of(settings, self.store, moment).delete(article_id)
            evidence = {**receipt.evidence, "withdrawing": True}
            return Receipt(Outcome.RECEIVED, moment, "微信已经删除这篇文章。", receipt.address, receipt.reference, evidence)

        return self._guarded(delete, moment)

    @staticmethod
    def _guarded(act: Callable[[], Receipt], moment: datetime) -> Receipt:
        """Whatever goes wrong is a receipt."""
        try:
            return act()
        except WechatError as error:
            evidence: dict[str, Any] = {"errcode": error.code, "errmsg": error.message[:200]}
            if error.wait:
                evidence["retry_after"] = error.wait
            return Receipt(Outcome.FAILED if error.later else Outcome.REFUSED, moment, error.words, evidence=evidence)
        except Forbidden as error:
            return Receipt(Outcome.REFUSED, moment, f"{error.sentence()}。")
        except Unreached as error:
            return Receipt(Outcome.FAILED, moment, f"{error.sentence()}。")
        except UnusableInput as error:  # a picture that cannot be used, a system without fonts
            return Receipt(Outcome.REFUSED, moment, f"{error.sentence()}。")


class _Work:
    """One content on its way, with what is known of it."""

    def __init__(self, store: Store, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> None:
        self.store, self.envelope, self.settings, self.moment = store, envelope, settings, moment
        self.api = Api.of(settings, store, moment)
        whose = f"{settings.get('account')} {self.api.appid} {envelope.key}"
        self.key = f"wechat:{hashlib.sha256(whose.encode()).hexdigest()[:40]}"
        self.known = store.get(self.key, moment)

    def advance(self, reference: str = "") -> Receipt:
        """The next steps, until WeChat or a person has to do something."""
        task = self.known.get("publish") or (reference if not reference.startswith(_DRAFT_MARK) else "")
        if task:
            return self._status(str(task))
        draft = self.known.get("draft") or self._draft()
        if self.settings.get("mode") == DRAFT:
            return Receipt(
                Outcome.WAITING, self.moment, "草稿已存到公众号，请登录公众平台发表，然后把文章的网址贴回来。", evidence={"draft": draft}
            )
        if self.known.get("submitting"):
            return self._cut_off(str(draft))
        return self._submit(str(draft))

    def _keep(self, **steps: Any) -> None:
        self.known = {key: value for key, value in {**self.known, **steps}.items() if value}
        self.store.put(self.key, self.known, self.moment, self.moment + _KEPT)

    def _draft(self) -> str:
        """The draft of this content: found when an earlier try made it and was cut off, else made."""
        if self.known.get("drafting"):
            found = self._mine(self.api.drafts())
            if found:
                self._keep(draft=found.id, drafting="")
                return found.id
        self._keep(drafting=self.moment.isoformat())
        made = article(self.envelope, self._picture, author=str(self.settings.get("author") or ""), short=_short(self.settings))
        draft = self.api.add_draft({
            "article_type": "news", "title": made.title, "author": made.author, "digest": made.digest, "content": made.content,
            "content_source_url": made.source, "thumb_media_id": self._cover(made), "need_open_comment": 0, "only_fans_can_comment": 0,
        })  # fmt: skip
        self._keep(draft=draft, drafting="")
        return draft

    def _picture(self, name: str) -> str | None:
        """The address at WeChat of an enclosed picture; each is uploaded once."""
        uploaded: dict[str, str] = dict(self.known.get("pictures") or {})
        if name not in uploaded:
            found = next((each for each in self.envelope.enclosed if each.name == name), None)
            if found is None:
                return None
            uploaded[name] = self.api.upload_picture(*small(found))
            self._keep(pictures=uploaded)
        return uploaded[name]

    def _cover(self, made: Article) -> str:
        if not self.known.get("cover"):
            self._keep(cover=self.api.add_cover(*cover(self.envelope, made.pictures)))
        return str(self.known["cover"])

    def _submit(self, draft: str) -> Receipt:
        self._keep(submitting=self.moment.isoformat())
        try:
            task = self.api.submit(draft)
        except WechatError as error:
            self._keep(submitting="", draft="" if error.code == NO_MEDIA else draft)
            raise
        self._keep(publish=task, submitting="")
        return Receipt(Outcome.WAITING, self.moment, "已交给微信发布，等待结果。", reference=task, evidence={"draft": draft})

    def _cut_off(self, draft: str) -> Receipt:
        """Publication was asked for and the answer never came: look before asking again, and give it time to show."""
        found = self._mine(self.api.published())
        if found:
            return self._received(found.url, {"article_id": found.id})
        asked = datetime.fromisoformat(str(self.known["submitting"]))
        if self.moment - asked < _SETTLE:
            words = "上一次交给微信时连接断了，正在核对有没有发布，几分钟后再看。"
            return Receipt(Outcome.WAITING, self.moment, words, reference=f"{_DRAFT_MARK}{draft}"[:200])
        if self.api.draft_exists(draft):
            return self._submit(draft)
        return Receipt(
            Outcome.REFUSED, self.moment, "草稿不在了，已发布的文章里也没有找到，请登录公众平台核对；已经发表的，把文章的网址贴回来。"
        )

    def _status(self, task: str) -> Receipt:
        found = self.api.status(task)
        state = int(found.get("publish_status", 1))
        if state == 1:
            return Receipt(Outcome.WAITING, self.moment, "微信正在发布。", reference=task)
        if state == 0:
            items = (found.get("article_detail") or {}).get("item") or [{}]
            return self._received(str(items[0].get("article_url", "")), {"article_id": str(found.get("article_id", ""))}, task)
        self._keep(publish="")
        words = f"{STATUS.get(state, '微信没有发布成功')}。"
        return Receipt(
            Outcome.REFUSED, self.moment, words, evidence={"publish_status": state, "fail_idx": list(found.get("fail_idx") or ())}
        )

    def _received(self, address: str, evidence: dict[str, Any], task: str = "") -> Receipt:
        return Receipt(Outcome.RECEIVED, self.moment, "微信答复已经发布。", address, task, {**evidence, "publish_status": 0})

    def _mine(self, listed: list[Draft]) -> Draft | None:
        """The one of this content, by the mark in its source address. A title proves nothing: last year's notice has it too."""
        mark = source_of(self.envelope)
        return next((each for each in listed if mark and each.source == mark), None)


def _short(settings: Mapping[str, Any]) -> bool:
    return settings.get("too_long") == "summary"
