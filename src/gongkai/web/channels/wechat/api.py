"""WeChat's interface as its documentation has it: tokens, pictures, drafts, publication. One call, one answer or one error."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from gongkai.lib.network.policy import Policy, lines
from gongkai.lib.network.safe_http import Limits, Unreached, post
from gongkai.lib.network.target import target
from gongkai.web.channels.wechat.errors import TOKEN, Answered, error_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.web.channels.memory import Store

SERVER = "api.weixin.qq.com"
LIMITS = Limits(seconds=60.0, bytes=4 * 1024 * 1024)
_EARLY = timedelta(minutes=5)  # a token is used no longer than this before its end
_JSON = {"Content-Type": "application/json; charset=utf-8"}


class Draft(NamedTuple):
    """A draft or a published article as lists give them."""

    id: str
    title: str
    source: str
    url: str


class Api(NamedTuple):
    """The interface of one official account at one moment."""

    server: str
    appid: str
    secret: str
    policy: Policy
    store: Store
    moment: datetime

    @classmethod
    def of(cls, settings: Mapping[str, Any], store: Store, moment: datetime) -> Api:
        """By the settings of the channel. Only WeChat's own server is asked, or the relay that the office names."""
        server = str(settings.get("server") or f"https://{SERVER}").rstrip("/")
        host = target(server)
        policy = Policy(
            only=(f"{host.host}:{host.port}",), inner=lines(settings.get("inner_hosts")), authorities=str(settings.get("authorities") or "")
        )
        return cls(server, str(settings["appid"]), str(settings["secret"]), policy, store, moment)

    def upload_picture(self, data: bytes, media_type: str) -> str:
        """A picture inside an article; its address there. It takes no room in the library of materials."""
        return _part(self._upload("/cgi-bin/media/uploadimg", "", data, media_type), "url")

    def add_cover(self, data: bytes, media_type: str) -> str:
        """A picture as permanent material; its id."""
        return _part(self._upload("/cgi-bin/material/add_material", "&type=image", data, media_type), "media_id")

    def add_draft(self, article: Mapping[str, Any]) -> str:
        """A draft of one article; its id."""
        return _part(self._call("/cgi-bin/draft/add", {"articles": [article]}), "media_id")

    def draft_exists(self, media_id: str) -> bool:
        """Whether the draft still lies in the box. What was published has left it."""
        found = self._call("/cgi-bin/draft/get", {"media_id": media_id}, allowed=(40007,))
        return not found.get("errcode")

    def drafts(self) -> list[Draft]:
        """The newest drafts."""
        return _listed(self._call("/cgi-bin/draft/batchget", {"offset": 0, "count": 20, "no_content": 1}), "media_id")

    def published(self) -> list[Draft]:
        """The articles published last."""
        return _listed(self._call("/cgi-bin/freepublish/batchget", {"offset": 0, "count": 20, "no_content": 1}), "article_id")

    def submit(self, media_id: str) -> str:
        """Ask for publication; the id of the task. It is not published yet."""
        return _part(self._call("/cgi-bin/freepublish/submit", {"media_id": media_id}), "publish_id")

    def status(self, publish_id: str) -> dict[str, Any]:
        """How a task stands."""
        return self._call("/cgi-bin/freepublish/get", {"publish_id": publish_id})

    def delete(self, article_id: str) -> None:
        """Delete a published article. What is gone already is gone."""
        self._call("/cgi-bin/freepublish/delete", {"article_id": article_id, "index": 1}, allowed=(53600,))

    def token(self, *, fresh: bool = False, force: bool = False) -> str:
        """The access token: the kept one, else a new one. ``force`` makes the old one worthless and is for the last try."""
        kept = {} if fresh or force else self.store.get(self._token_key, self.moment)
        if kept:
            return str(kept["token"])
        wanted = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret, "force_refresh": force}
        answer = post(
            f"{self.server}/cgi-bin/stable_token", body=json.dumps(wanted).encode(), headers=_JSON, policy=self.policy, limits=LIMITS
        )
        found = self._read(answer.status, answer.body)
        token, seconds = _part(found, "access_token"), int(found.get("expires_in", 0))
        until = self.moment + max(timedelta(seconds=seconds) - _EARLY, timedelta(seconds=seconds // 2))
        self.store.put(self._token_key, {"token": token}, self.moment, until)
        return token

    @property
    def _token_key(self) -> str:
        return f"wechat-token:{hashlib.sha256(f'{self.server} {self.appid} {self.secret}'.encode()).hexdigest()[:40]}"

    def _call(self, path: str, wanted: Mapping[str, Any], allowed: tuple[int, ...] = ()) -> dict[str, Any]:
        return self._asked(path, "", json.dumps(wanted, ensure_ascii=False).encode(), _JSON, allowed)

    def _upload(self, path: str, query: str, data: bytes, media_type: str) -> dict[str, Any]:
        boundary = f"gongkai{hashlib.sha256(data).hexdigest()[:32]}"
        name = "picture.png" if media_type == "image/png" else "picture.jpg"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="media"; filename="{name}"\r\nContent-Type: {media_type}\r\n\r\n'
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        return self._asked(path, query, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}, ())

    def _asked(self, path: str, query: str, body: bytes, headers: Mapping[str, str], allowed: tuple[int, ...]) -> dict[str, Any]:
        """One call. A token that died in the middle is replaced, twice at most: by the stable one, then by force."""
        for tries in range(3):
            token = quote(self.token(fresh=tries == 1, force=tries == 2), safe="")
            answer = post(f"{self.server}{path}?access_token={token}{query}", body=body, headers=headers, policy=self.policy, limits=LIMITS)
            found = self._read(answer.status, answer.body, (*allowed, *(TOKEN if tries < 2 else ())))
            if found.get("errcode") not in TOKEN:
                return found
        raise AssertionError("the last try returns or raises")

    def _read(self, status: int, body: bytes, allowed: tuple[int, ...] = ()) -> dict[str, Any]:
        if not 200 <= status < 300:
            raise Unreached(f"微信的服务器答复 {status}", "请稍后再试")
        try:
            found = json.loads(body)
            code = int(found.get("errcode") or 0)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Unreached("微信的答复读不懂", "请稍后再试") from error
        if code and code not in allowed:
            raise error_of(Answered(code, str(found.get("errmsg", ""))), self.moment)
        return dict(found)


def _part(found: Mapping[str, Any], key: str) -> str:
    if not found.get(key):
        raise Unreached("微信的答复里缺少内容", "请稍后再试")
    return str(found[key])


def _listed(found: Mapping[str, Any], key: str) -> list[Draft]:
    listed = []
    for item in found.get("item") or ():
        for each in (item.get("content") or {}).get("news_item") or ():
            if not each.get("is_deleted"):
                listed.append(
                    Draft(
                        str(item.get(key, "")),
                        str(each.get("title", "")),
                        str(each.get("content_source_url", "")),
                        str(each.get("url", "")),
                    )
                )
    return listed
