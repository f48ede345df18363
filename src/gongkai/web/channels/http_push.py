"""Pushing to a system that has an interface: JSON to an address, laid out as the office configures it.

What is sent, how its answer is read and what the answer means are settings, because no two systems agree. A try that
fails may be repeated: the same item carries the same ``Idempotency-Key``.
"""

from __future__ import annotations

import base64
import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.network.policy import lines, policy_of, why_not_policy
from gongkai.lib.network.safe_http import Forbidden, Limits, Unreached, fetch, post
from gongkai.lib.network.target import target
from gongkai.web.channels import receiving
from gongkai.web.channels.base import Field, Outcome, Receipt, Said
from gongkai.web.channels.field_maps import field_map_of, value_of, why_not_map
from gongkai.web.channels.push_settings import headers_of, why_not_push
from gongkai.web.channels.website import HOSTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.lib.network.safe_http import Answer
    from gongkai.web.channels.base import Envelope

LIMITS = Limits(seconds=60.0, bytes=1024 * 1024)
_AGAIN = frozenset({408, 425, 429})  # these say: later
_LONGEST_WAIT = 24 * 3600
PUBLISHED, ACCEPTED = "published", "accepted"


class HttpPush:
    """See :class:`~gongkai.web.channels.base.Channel`."""

    key = "http_push"
    label = "网站接口（自动推送）"
    outlet: Outlet | None = Outlet.WEBSITE
    fields: tuple[Field, ...] = (
        Field("url", "接口地址", hint="接收信息的地址，https:// 开头"),
        Field("method", "方法", "choice", default="POST", choices=(("POST", "POST"), ("PUT", "PUT"))),
        Field("secret", "密钥", "secret", "写在请求头里的口令或者令牌，加密保存"),
        Field("secret_header", "密钥放在哪个请求头", default="Authorization"),
        Field("secret_prefix", "密钥前面的字", hint="例如 Bearer 加一个空格", default="Bearer "),
        Field("headers", "其他请求头", "json", "名称和内容，例如 {\"X-Site\": \"12\"}"),
        Field("field_map", "发送的内容", "map", "字段名称用点表示层级，例如 data.title"),
        Field("files", "附件", "choice", default="none", choices=(("none", "不发送"), ("base64", "以 base64 放在内容里"))),
        Field("files_path", "附件放在哪个字段", default="attachments"),
        Field("success_path", "答复里表示成败的字段", hint="例如 code，空着就看状态码"),
        Field("success_values", "表示成功的值", "lines", "每行一个，例如 0 或者 200"),
        Field("means", "成功的意思", "choice", default=ACCEPTED, choices=((ACCEPTED, "对方收下了，还要审核发布"), (PUBLISHED, "已经公开"))),
        Field("address_path", "答复里网址的字段", hint="例如 data.url"),
        Field("reference_path", "答复里编号的字段", hint="例如 data.id"),
        Field("message_path", "答复里说明的字段", hint="例如 msg"),
        Field("already", "表示已经收过的状态码", "lines", "每行一个，例如 409"),
        Field("ask_url", "查询状态的地址", hint="编号写作 {reference}"),
        Field("withdraw_url", "撤下的地址", hint="编号写作 {reference}"),
        Field("withdraw_method", "撤下的方法", "choice", default="DELETE", choices=(("DELETE", "DELETE"), ("POST", "POST"))),
        *HOSTS,
    )  # fmt: skip

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Never, though a person may paste the address where the other side gives none."""
        return False

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """See the protocol."""
        return [*why_not_push(settings), *why_not_map(settings.get("field_map")), *why_not_policy(settings)]

    def body(self, envelope: Envelope, settings: Mapping[str, Any]) -> bytes:
        """The JSON that is sent, for a look before the first try too."""
        made: dict[str, Any] = {}
        for line in field_map_of(settings.get("field_map")).lines:
            _put(made, line.label, value_of(envelope, line))
        if settings.get("files") == "base64":
            attached = [
                {"name": each.name, "type": each.media_type, "content": base64.b64encode(each.data).decode("ascii")}
                for each in envelope.enclosed
            ]
            _put(made, settings.get("files_path") or "attachments", attached)
        return json.dumps(made, ensure_ascii=False).encode("utf-8")

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """One try."""
        reasons = self.why_not(settings)
        if reasons:
            return Receipt(Outcome.REFUSED, moment, "".join(reasons))
        headers = {**headers_of(settings), "Content-Type": "application/json; charset=utf-8", "Idempotency-Key": envelope.key}
        method = settings.get("method") or "POST"
        try:
            answer = post(
                str(settings["url"]),
                body=self.body(envelope, settings),
                policy=policy_of(settings),
                limits=LIMITS,
                headers=headers,
                method=method,
            )
        except Forbidden as error:
            return Receipt(Outcome.REFUSED, moment, f"{error.sentence()}。")
        except Unreached as error:
            return Receipt(Outcome.FAILED, moment, f"{error.sentence()}。")
        return self._read(answer, envelope, settings, moment)

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """The address where it stands, from a person."""
        return receiving.by_address(said, envelope, settings, moment)

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """By its address, else by the interface for states, else nothing new."""
        if receipt.address:
            return receiving.asked_again(receipt, envelope, settings, moment)
        if not settings.get("ask_url") or not receipt.reference:
            return receipt._replace(moment=moment)
        try:
            answer = fetch(
                _with(str(settings["ask_url"]), receipt.reference), policy=policy_of(settings), limits=LIMITS, headers=headers_of(settings)
            )
        except Forbidden as error:
            return receipt._replace(outcome=Outcome.REFUSED, moment=moment, words=f"{error.sentence()}。")
        except Unreached as error:
            return receipt._replace(moment=moment, words=f"{error.sentence()}。")
        found = self._read(answer, envelope, settings, moment)
        outcome = Outcome.WAITING if found.outcome is Outcome.FAILED else found.outcome  # it was taken: never send it again
        return found._replace(outcome=outcome, reference=found.reference or receipt.reference)

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Through the interface where there is one, then by looking; else a person does it."""
        if not settings.get("withdraw_url") or not receipt.reference:
            return receiving.to_withdraw(receipt, moment, "对方系统")
        url, method = _with(str(settings["withdraw_url"]), receipt.reference), settings.get("withdraw_method") or "DELETE"
        try:
            answer = post(url, body=b"", policy=policy_of(settings), limits=LIMITS, headers=headers_of(settings), method=method)
        except Forbidden as error:
            return receipt._replace(outcome=Outcome.REFUSED, moment=moment, words=f"{error.sentence()}。")
        except Unreached as error:
            return receipt._replace(outcome=Outcome.FAILED, moment=moment, words=f"{error.sentence()}。")
        if answer.status in (404, 410) or _success(answer, settings):
            gone = receiving.to_withdraw(receipt, moment, "对方系统")
            if receipt.address:
                return receiving.gone(gone, envelope, settings, moment)
            return gone._replace(outcome=Outcome.RECEIVED, words="对方系统已撤下。")
        return _failed(answer, settings, moment)._replace(reference=receipt.reference, address=receipt.address)

    def _read(self, answer: Answer, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """What the answer means."""
        already = str(answer.status) in lines(settings.get("already"))
        if not already and not _success(answer, settings):
            return _failed(answer, settings, moment)
        content = _json(answer)
        address = _text(_at(content, settings.get("address_path")))
        reference = _text(_at(content, settings.get("reference_path")))[:200]
        evidence = {"status": answer.status, "answer": answer.body[:2000].decode("utf-8", "replace"), "already": already}
        if address and _is_address(address):
            seen = receiving.by_address(Said(address=address), envelope, settings, moment)
            outcome = seen.outcome if seen.outcome is Outcome.RECEIVED else Outcome.WAITING  # it was taken: never send it again
            return seen._replace(outcome=outcome, reference=reference, evidence={**seen.evidence, **evidence})
        if settings.get("means") == PUBLISHED:
            return Receipt(Outcome.RECEIVED, moment, "对方系统答复已经公开。", "", reference, evidence)
        return Receipt(Outcome.WAITING, moment, "对方系统已收下，等待审核发布。", "", reference, evidence)


def _put(made: dict[str, Any], path: str, value: Any) -> None:
    *folders, last = path.split(".")
    for folder in folders:
        inner = made.setdefault(folder, {})
        made = inner if isinstance(inner, dict) else made
    made[last] = value


def _at(content: Any, path: object) -> Any:
    """What stands at ``a.b.0`` of the answer; None when there is nothing."""
    for step in str(path or "").split(".") if path else ():
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isdigit() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content if path else None


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _success(answer: Answer, settings: Mapping[str, Any]) -> bool:
    if not answer.fine or not settings.get("success_path"):
        return answer.fine
    return _text(_at(_json(answer), settings["success_path"])).lower() in lines(settings.get("success_values"))


def _failed(answer: Answer, settings: Mapping[str, Any], moment: datetime) -> Receipt:
    """Later when the other side has a trouble of its own, a matter for people when it does not want this."""
    said = _text(_at(_json(answer), settings.get("message_path")))[:200]
    words = f"对方系统答复 {answer.status}{f'：{said}' if said else ''}"
    evidence: dict[str, Any] = {"status": answer.status, "answer": answer.body[:2000].decode("utf-8", "replace")}
    if answer.status >= 500 or answer.status in _AGAIN:
        wait = _retry_after(answer.headers.get("retry-after", ""), moment)
        return Receipt(Outcome.FAILED, moment, f"{words}，稍后自动再试。", evidence={**evidence, **({"retry_after": wait} if wait else {})})
    if answer.status in (401, 403):
        return Receipt(Outcome.REFUSED, moment, f"{words}，请核对密钥和权限。", evidence=evidence)
    if 300 <= answer.status < 400:
        return Receipt(Outcome.REFUSED, moment, f"{words}，接口地址变了，请核对渠道设置里的接口地址。", evidence=evidence)
    return Receipt(Outcome.REFUSED, moment, f"{words}，请按对方的说明改正以后再送。", evidence=evidence)


def _retry_after(value: str, moment: datetime) -> int:
    """Seconds until the other side wants to be asked again; 0 when it does not say."""
    if value.strip().isascii() and value.strip().isdigit():
        return min(int(value), _LONGEST_WAIT)
    try:
        return min(max(0, int((parsedate_to_datetime(value) - moment).total_seconds())), _LONGEST_WAIT)
    except (ValueError, TypeError):
        return 0


def _text(value: Any) -> str:
    return (
        ""
        if value is None or isinstance(value, (dict, list))
        else str(value).strip()
        if not isinstance(value, bool)
        else str(value).lower()
    )


def _is_address(word: str) -> bool:
    try:
        target(word)
    except Forbidden:
        return False
    return len(word) <= 500


def _with(url: str, reference: str) -> str:
    return url.replace("{reference}", quote(reference, safe=""))
