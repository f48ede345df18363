"""The settings of a push, checked: all that is wrong is said at once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gongkai.lib.network.policy import lines
from gongkai.lib.network.safe_http import Forbidden
from gongkai.lib.network.target import target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\x20-\x7e]+")
_OURS = frozenset(
    {"host", "content-length", "content-type", "transfer-encoding", "connection", "accept-encoding", "cookie", "idempotency-key"}
)


def headers_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request, the secret among them. Ask :func:`why_not_push` before."""
    headers = _given(settings) or {}
    if settings.get("secret"):
        headers = {
            **headers,
            settings.get("secret_header") or "Authorization": f"{settings.get('secret_prefix', 'Bearer ')}{settings['secret']}",
        }
    return headers


def why_not_push(settings: Mapping[str, Any]) -> list[str]:
    """All that is wrong, one sentence each."""
    return list(_reasons(settings))


def _reasons(settings: Mapping[str, Any]) -> Iterator[str]:
    for key, name, needed in (("url", "接口地址", True), ("ask_url", "查询状态的地址", False), ("withdraw_url", "撤下的地址", False)):
        yield from _address(str(settings.get(key) or ""), name, needed=needed)
    if (settings.get("method") or "POST") not in ("POST", "PUT") or (settings.get("withdraw_method") or "DELETE") not in ("DELETE", "POST"):
        yield "请从列表里选择方法。"
    if _given(settings) is None:
        yield '其他请求头应当是名称和内容都为文字的 JSON，例如 {"X-Site": "12"}。'
    for name, value in headers_of(settings).items():
        if not _NAME.fullmatch(name) or name.lower() in _OURS:
            yield f"“{name[:40]}”不能作为请求头的名称，请改正。"
        elif not _VALUE.fullmatch(value):
            yield f"请求头“{name}”的内容只能是英文字母、数字和符号，请改正。"
    if settings.get("success_path") and not lines(settings.get("success_values")):
        yield "写了表示成败的字段，也请写明表示成功的值。"
    if any(not re.fullmatch(r"[1-5]\d\d", word) for word in lines(settings.get("already"))):
        yield "表示已经收过的状态码应当是三位数字，每行一个。"
    if settings.get("means") not in (None, "", "published", "accepted"):
        yield "请从列表里选择成功的意思。"
    if settings.get("means") != "published" and not any(settings.get(key) for key in ("address_path", "ask_url", "reference_path")):
        yield "对方收下以后还要审核的，请写明答复里网址或者编号的字段，否则不知道有没有公开。"


def _address(url: str, name: str, *, needed: bool) -> Iterator[str]:
    if not url:
        if needed:
            yield f"请填写{name}。"
        return
    if not needed and "{reference}" not in url:
        yield f"{name}里请用 {{reference}} 表示编号的位置。"
    try:
        target(url.replace("{reference}", "1"))
    except Forbidden as error:
        yield f"{name}：{error.sentence()}。"


def _given(settings: Mapping[str, Any]) -> dict[str, str] | None:
    raw = settings.get("headers") or {}
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError:
            return None
    return dict(raw) if isinstance(raw, dict) and all(isinstance(word, str) for pair in raw.items() for word in pair) else None
