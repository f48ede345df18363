"""A server on this machine that answers as WeChat's documentation says its interface does.

Tokens live ``lifetime`` seconds of a clock that a test turns; a forced one ends the one before. Drafts leave the box when they are
published; publication is a task that ends after ``polls`` questions. Pictures of other hosts are taken out of a body, as there.
``crash_after`` names a path after which the connection is cut without an answer: WeChat did it, nobody was told.
"""

from __future__ import annotations

import email.parser
import http.server
import json
import re
import threading
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

APPID, SECRET = "wx0123456789abcdef", "s3cret-of-the-account"
PICTURES = "http://mmbiz.weixin.example/"
ADDRESS = "https://mp.weixin.example/s/{}"


class WechatServer:
    """See the module. ``calls`` counts paths; ``fails`` holds for a path the codes that are answered first."""

    def __init__(self) -> None:
        self.now, self.lifetime, self.tokens = 0.0, 7200, dict[str, float]()
        self.calls: Counter[str] = Counter()
        self.fails: dict[str, list[tuple[int, str]]] = {}
        self.crash_after: list[str] = []
        self.expire_at_call: dict[str, int] = {}
        self.pictures: list[tuple[str, int]] = []
        self.covers: dict[str, int] = {}
        self.drafts: dict[str, dict[str, Any]] = {}
        self.tasks: dict[str, dict[str, Any]] = {}
        self.articles: dict[str, dict[str, Any]] = {}
        self.polls, self.result, self.status = 1, 0, 200
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                parts = urlsplit(self.path)
                path, query = parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}
                answer = server.answer(path, query, body, self.headers["Content-Type"])
                if path in server.crash_after:
                    server.crash_after.remove(path)
                    self.close_connection = True
                    return
                said = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(server.status)
                self.send_header("Content-Type", "application/json; encoding=utf-8")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *args) -> None:
                """Tests read ``calls``."""

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        self.host = f"127.0.0.1:{self.http.server_address[1]}"
        self.settings = {
            "mode": "publish", "appid": APPID, "secret": SECRET, "server": f"http://{self.host}", "inner_hosts": [self.host], "account": "a-1",
        }  # fmt: skip

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    # --- the interface ------------------------------------------------------------------------------

    def answer(self, path: str, query: dict[str, str], body: bytes, kind: str) -> dict[str, Any]:
        self.calls[path] += 1
        if self.fails.get(path):
            code, message = self.fails[path].pop(0)
            return {"errcode": code, "errmsg": message}
        if path == "/cgi-bin/stable_token":
            return self._token(json.loads(body))
        if self.expire_at_call.get(path) == self.calls[path]:
            self.tokens = dict.fromkeys(self.tokens, -1.0)
        if query.get("access_token") not in self.tokens:
            return {"errcode": 40001, "errmsg": "invalid credential, access_token is invalid or not latest"}
        if self.tokens[query["access_token"]] <= self.now:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if path in ("/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"):
            return self._picture(path, query, body, kind)
        wanted = json.loads(body)
        acts = {
            "/cgi-bin/draft/add": self._draft, "/cgi-bin/draft/get": self._get_draft, "/cgi-bin/draft/batchget": self._drafts,
            "/cgi-bin/freepublish/submit": self._submit, "/cgi-bin/freepublish/get": self._state, "/cgi-bin/freepublish/batchget": self._published,
            "/cgi-bin/freepublish/delete": self._delete,
        }  # fmt: skip
        return acts[path](wanted) if path in acts else {"errcode": 40066, "errmsg": "invalid url"}

    def _token(self, wanted: dict[str, Any]) -> dict[str, Any]:
        if wanted["grant_type"] != "client_credential":
            return {"errcode": 40002, "errmsg": "invalid grant_type"}
        if wanted["appid"] != APPID:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if wanted["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if wanted["force_refresh"]:
            self.tokens = {}
        alive = [token for token, end in self.tokens.items() if end > self.now]
        token = alive[-1] if alive else f"TOKEN-{self.calls['/cgi-bin/stable_token']}"
        self.tokens.setdefault(token, self.now + self.lifetime)
        return {"access_token": token, "expires_in": int(self.tokens[token] - self.now)}

    def _picture(self, path: str, query: dict[str, str], body: bytes, kind: str) -> dict[str, Any]:
        message = email.parser.BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        part = message.get_payload()[0]
        data, name = part.get_payload(decode=True), part.get_filename()
        if part.get_param("name", header="content-disposition") != "media" or not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            return {"errcode": 40005, "errmsg": "invalid file type"}
        if path.endswith("uploadimg"):
            if len(data) > 1024 * 1024 or not name.endswith((".png", ".jpg")):
                return {"errcode": 40009, "errmsg": "invalid image size"}
            self.pictures.append((name, len(data)))
            return {"url": f"{PICTURES}picture/{len(self.pictures)}"}
        if query.get("type") != "image":
            return {"errcode": 40004, "errmsg": "invalid media type"}
        media_id = f"COVER-{len(self.covers) + 1}"
        self.covers[media_id] = len(data)
        return {"media_id": media_id, "url": f"{PICTURES}cover"}

    def _draft(self, wanted: dict[str, Any]) -> dict[str, Any]:
        (article,) = wanted["articles"]
        if article["thumb_media_id"] not in self.covers:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        for key, most, code in (("title", 64, 45003), ("digest", 120, 45004), ("author", 16, 45110), ("content", 19_999, 45002)):
            if len(article[key]) > most:
                return {"errcode": code, "errmsg": f"{key} size out of limit"}
        if "<script" in article["content"] or "<a " in article["content"]:
            return {"errcode": 45166, "errmsg": "invalid content"}
        article["content"] = re.sub(rf'<img src="(?!{re.escape(PICTURES)})[^>]*>', "", article["content"])
        media_id = f"DRAFT-{self.calls['/cgi-bin/draft/add']}"
        self.drafts[media_id] = article
        return {"media_id": media_id}

    def _get_draft(self, wanted: dict[str, Any]) -> dict[str, Any]:
        found = self.drafts.get(wanted["media_id"])
        return {"news_item": [found]} if found else {"errcode": 40007, "errmsg": "invalid media_id"}

    def _drafts(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._list("media_id", self.drafts, wanted)

    def _published(self, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._list("article_id", self.articles, wanted)

    def _list(self, key: str, held: dict[str, dict[str, Any]], wanted: dict[str, Any]) -> dict[str, Any]:
        chosen = list(reversed(held.items()))[wanted["offset"] : wanted["offset"] + wanted["count"]]
        items = [
            {key: name, "content": {"news_item": [{k: v for k, v in each.items() if k != "content"}]}, "update_time": 1}
            for name, each in chosen
        ]
        return {"total_count": len(held), "item_count": len(items), "item": items}

    def _submit(self, wanted: dict[str, Any]) -> dict[str, Any]:
        if wanted["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        task = f"{2247483647 + len(self.tasks)}"
        self.tasks[task] = {"draft": wanted["media_id"], "left": self.polls}
        if self.polls == 0:
            self._finish(self.tasks[task])
        return {"errcode": 0, "errmsg": "ok", "publish_id": task, "msg_data_id": "1"}

    def _finish(self, task: dict[str, Any]) -> None:
        if self.result == 0 and "article" not in task and task["draft"] in self.drafts:
            name = f"ARTICLE-{len(self.articles) + 1}"
            self.articles[name] = {**self.drafts.pop(task["draft"]), "url": ADDRESS.format(name), "is_deleted": False}
            task["article"] = name

    def _state(self, wanted: dict[str, Any]) -> dict[str, Any]:
        task = self.tasks[wanted["publish_id"]]
        task["left"] -= 1
        said = {"publish_id": wanted["publish_id"], "fail_idx": []}
        if task["left"] >= 0:
            return {**said, "publish_status": 1}
        self._finish(task)
        if self.result:
            return {**said, "publish_status": self.result, "fail_idx": [1]}
        item = [{"idx": 1, "article_url": ADDRESS.format(task["article"])}]
        return {**said, "publish_status": 0, "article_id": task["article"], "article_detail": {"count": 1, "item": item}}

    def _delete(self, wanted: dict[str, Any]) -> dict[str, Any]:
        if wanted["article_id"] not in self.articles or self.articles[wanted["article_id"]]["is_deleted"]:
            return {"errcode": 53600, "errmsg": "Article ID 无效"}
        self.articles[wanted["article_id"]]["is_deleted"] = True
        return {"errcode": 0, "errmsg": "ok"}
