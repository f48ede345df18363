"""A small government site without a fault, and the same site with faults planted one by one; served on this machine.

``Faulty("blank_columns")`` is the clean site with that fault. ``FAULTS`` says which finding each must give.
"""

from __future__ import annotations

import http.server
import threading
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.lib.network.wire import System

TODAY = date(2026, 3, 31)
HOST = "www.site.example"
HOME = f"http://{HOST}/"
PUBLIC = "93.184.216.34"


class Expected(NamedTuple):
    """The code that a fault gives, its level, how often, and words that its evidence has."""

    code: str
    level: str
    count: int = 1
    certain: bool = True


FAULTS = {
    "home_stale": Expected("W101", "error"),
    "home_without_dates": Expected("W101", "error"),
    "four_stale_columns": Expected("W102", "warning", 4),
    "five_stale_columns": Expected("W102", "error", 5),
    "nine_long_stale_columns": Expected("W103", "info", 9),
    "ten_long_stale_columns": Expected("W103", "error", 10),
    "four_blank_columns": Expected("W104", "warning", 4),
    "five_blank_columns": Expected("W104", "error", 5),
    "unanswered": Expected("W201", "error"),
    "unanswered_empty_cell": Expected("W201", "error"),
    "unanswered_page": Expected("W201", "error"),
    "future": Expected("W301", "error"),
    "before_formed": Expected("W302", "error"),
    "other_day": Expected("W303", "warning"),
    "list_day": Expected("W303", "warning"),
    "dead_link": Expected("W401", "warning"),
    "dead_file": Expected("W401", "warning"),
    "says_sorry": Expected("W401", "warning", 1, False),
    "dead_outside": Expected("W402", "warning"),
    "inner_outside": Expected("W402", "warning"),
    "no_site_tags": Expected("W501", "warning"),
    "bad_site_code": Expected("W501", "warning"),
    "no_column_tags": Expected("W502", "warning"),
    "no_article_title": Expected("W503", "warning"),
    "no_article_tags": Expected("W503", "warning"),
    "pub_date_format": Expected("W504", "warning"),
    "unexplained": Expected("W601", "warning", 1, False),
    "unfounded": Expected("W602", "warning"),
    "bare_foot": Expected("W701", "info"),
}
_SUBJECTS = ("城建", "教育", "卫生", "农业", "交通", "水利", "林业", "文化", "体育", "民政", "就业", "养老")


class Answer(NamedTuple):
    """What the server says: status, headers, body; a generator of pieces for a body that is sent bit by bit."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: object = b""


class Faulty:
    """The pages of a site: path → answer. Pages of other hosts have their whole address as path."""

    def __init__(self, *faults: str) -> None:
        self.faults = frozenset(faults)
        self.pages: dict[str, Answer] = {}
        self._site()

    def has(self, fault: str) -> bool:
        return fault in self.faults

    # --- parts -------------------------------------------------------------------------------------

    def page(self, path: str, title: str, main: str, tags: dict[str, str]) -> None:
        site = {"SiteName": "示例镇人民政府", "SiteDomain": HOST, "SiteIDCode": "1101010001"}
        if path == "/":
            if self.has("no_site_tags"):
                site = {"SiteName": "示例镇人民政府"}
            if self.has("bad_site_code"):
                site["SiteIDCode"] = "11010"
        metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in {**site, **tags}.items())
        menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in self.columns())
        foot = "" if self.has("bare_foot") else "主办单位：示例镇人民政府 网站标识码：1101010001 京ICP备00000001号"
        self.pages[path] = Answer(
            body=f"<!doctype html><html><head><meta charset=utf-8><title>{title}-示例镇人民政府</title>{metas}</head><body>"
            f"<div class='nav'><ul>{menu}</ul></div><main>{main}</main><footer>{foot}</footer></body></html>".encode()
        )

    def columns(self) -> list[tuple[str, str]]:
        if self.has("home_without_dates"):
            return [("/jg/", "机构职能")]
        named = [
            ("/dt/", "工作动态"),
            ("/yw/", "镇内要闻"),
            ("/xw/", "图片新闻"),
            ("/tz/", "通知公告"),
            ("/gs/", "公示公告"),
            ("/zc/", "政策文件"),
        ]
        others = [(f"/z{number}/", f"{subject}专栏") for number, subject in enumerate(_SUBJECTS)]
        return [*named, ("/jd/", "政策解读"), ("/xx/", "领导信箱"), ("/jg/", "机构职能"), *others]

    def column(self, path: str, name: str, entries: list[tuple[str, str, date | None]], extra: str = "") -> None:
        tags = {"ColumnName": name, "ColumnDescription": f"示例镇{name}", "ColumnKeywords": f"{name},公开", "ColumnType": name}
        if self.has("no_column_tags") and path == "/dt/":
            tags = {"ColumnName": name}
        self.page(path, name, f"<h1>{name}</h1>{listed(entries) if entries else ''}{extra}", tags)

    def article(
        self, path: str, title: str, day: date, body: str = "", column: str = "工作动态", formed: date | None = None, **tags: str
    ) -> None:
        given = {"ColumnName": column, "ColumnDescription": column, "ColumnKeywords": column, "ColumnType": column}
        given |= {"ArticleTitle": title, "PubDate": f"{day} 09:05", "ContentSource": "示例镇人民政府", **tags}
        shown = tags.pop("shown", f"{day}")
        given.pop("shown", None)
        main = f"<h1>{title}</h1><p>发布日期：{shown}</p>{f'<p>成文日期：{formed}</p>' if formed else ''}<p>{f'这是{title}的正文。' * 8}</p>{body}"
        self.page(path, title, main, {name: value for name, value in given.items() if value})

    # --- the whole -----------------------------------------------------------------------------------

    def _site(self) -> None:
        stale = 4 if self.has("four_stale_columns") else 5 if self.has("five_stale_columns") else 0
        blank = 4 if self.has("four_blank_columns") else 5 if self.has("five_blank_columns") else 0
        long = 9 if self.has("nine_long_stale_columns") else 10 if self.has("ten_long_stale_columns") else 0
        fresh, half, year = TODAY - timedelta(days=2), TODAY - timedelta(days=190), TODAY - timedelta(days=400)
        for number, (path, name) in enumerate(self.columns()[:6]):
            last = fresh if number >= stale else TODAY - timedelta(days=20) if number < 3 else half
            entries = [(f"{path}{each}.html", f"{name}第{each}条内容", last - timedelta(days=each)) for each in range(3)]
            self.column(path, name, entries)
            for url, title, day in entries:
                self._item(url, title, day, name)
        for number, (path, name) in enumerate(self.columns()[9:]):
            last = year if number < long else fresh
            blanks = (
                []
                if number < blank
                else [(f"{path}{each}.html", f"{name}第{each}条内容", last - timedelta(days=each)) for each in range(1)]
            )
            self.column(path, name, blanks, "" if blanks else "<p>暂无内容</p>")
            for url, title, day in blanks:
                self.article(url, title, day, column=name)
        self._readings(fresh)
        self._letters()
        self.page(
            "/jg/", "机构职能", f"<h1>机构职能</h1><p>{'本镇负责辖区内的社会事务。' * 8}</p>",
            {"ColumnName": "机构职能", "ColumnDescription": "机构职能", "ColumnKeywords": "机构", "ColumnType": "机构职能"},
        )  # fmt: skip
        self._home(fresh)
        self.pages["/a.pdf"] = Answer(200, (("Content-Type", "application/pdf"),), b"%PDF-1.7")
        self.pages["http://out.example/"] = Answer(body="<title>外站</title>".encode())
        self.pages["/robots.txt"] = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /hidden/\n")
        self.pages["/hidden/secret.html"] = Answer(body=b"<title>hidden</title>")

    def _item(self, url: str, title: str, day: date, column: str) -> None:
        body, tags, formed = "", {}, day - timedelta(days=1) if column == "政策文件" else None
        if column == "政策文件":
            number = url.rpartition("/")[2]
            body = (
                "" if self.has("unexplained") and number == "0.html" else f"<p>相关解读：<a href='/jd/{number}'>《{title}》政策解读</a></p>"
            )
            formed = day + timedelta(days=3) if self.has("before_formed") and number == "0.html" else formed
        if url == "/dt/0.html":
            if self.has("future"):
                tags = {"PubDate": "2026-05-01 09:05", "shown": "2026-05-01"}
            if self.has("other_day"):
                tags = {"shown": f"{day - timedelta(days=1)}"}
            if self.has("list_day"):
                tags = {"PubDate": f"{day - timedelta(days=9)} 09:05", "shown": f"{day - timedelta(days=9)}"}
            if self.has("no_article_title"):
                tags = {"ArticleTitle": ""}
            if self.has("no_article_tags"):
                tags = {"ArticleTitle": "", "PubDate": "", "ContentSource": ""}
            if self.has("pub_date_format"):
                tags = {"PubDate": f"{day:%Y/%m/%d}"}
        self.article(url, title, day, body, column, formed, **tags)

    def _readings(self, fresh: date) -> None:
        entries = [(f"/jd/{each}.html", f"政策文件第{each}条内容的政策解读", fresh - timedelta(days=each)) for each in range(3)]
        self.column("/jd/", "政策解读", entries)
        for number, (url, title, day) in enumerate(entries):
            body = (
                ""
                if self.has("unfounded") and number == 1
                else f"<p>解读的文件：<a href='/zc/{number}.html'>《政策文件第{number}条内容》</a></p>"
            )
            self.article(url, title, day, body, "政策解读")

    def _letters(self) -> None:
        rows = [
            ("路灯不亮", TODAY - timedelta(days=200), "已答复"),
            ("道路积水", TODAY - timedelta(days=80), "办理中"),
            ("旧的问题", TODAY - timedelta(days=700), "未答复"),
        ]
        if self.has("unanswered"):
            rows.append(("噪声扰民", TODAY - timedelta(days=120), "未答复"))
        listed_rows = "".join(f"<tr><td>{words}</td><td>{day}</td><td>{state}</td></tr>" for words, day, state in rows)
        more = "<table><tr><th>来信主题</th><th>来信时间</th><th>答复时间</th></tr>"
        more += f"<tr><td>公交站点</td><td>{TODAY - timedelta(days=150)}</td><td>{TODAY - timedelta(days=140)}</td></tr>"
        if self.has("unanswered_empty_cell"):
            more += f"<tr><td>垃圾清运</td><td>{TODAY - timedelta(days=150)}</td><td></td></tr>"
        extra = f"<table><tr><th>来信主题</th><th>来信时间</th><th>状态</th></tr>{listed_rows}</table>{more}</table>"
        if self.has("unanswered_page"):
            extra += "<p><a href='/xx/1.html'>路口的红绿灯坏了</a></p>"
            asked = TODAY - timedelta(days=130)
            self.pages["/xx/1.html"] = Answer(
                body=f"<h1>路口的红绿灯坏了</h1><p>来信时间：{asked}</p><p>来信内容：坏了一周。</p><p>答复内容：</p>".encode()
            )
        self.column("/xx/", "领导信箱", [], extra)

    def _home(self, fresh: date) -> None:
        entries: list[tuple[str, str, date | None]] = [
            (f"/dt/{each}.html", f"工作动态第{each}条内容", fresh - timedelta(days=each)) for each in range(3)
        ]
        if self.has("home_stale"):
            entries = [("/old.html", "去年的一条消息内容", TODAY - timedelta(days=60))]
            self.article("/old.html", "去年的一条消息内容", TODAY - timedelta(days=60))
        elif self.has("home_without_dates"):
            entries = [("/plain.html", "没有日期的一条消息", None)]
            self.page("/plain.html", "没有日期的一条消息", f"<h1>没有日期的一条消息</h1><p>{'正文' * 150}</p>", {})
        links = {
            "dead_link": "<a href='/no/such.html'>这个网页没有了</a>", "dead_file": "<a href='/no/such.pdf'>这个附件没有了</a>",
            "says_sorry": "<a href='/sorry.html'>其实没有</a>", "dead_outside": "<a href='http://gone.example/x'>外站没有了</a>",
            "inner_outside": "<a href='http://inner.example/x'>内网的系统</a>",
        }  # fmt: skip
        extra = "".join(link for fault, link in links.items() if self.has(fault))
        self.pages["/sorry.html"] = Answer(body="<title>页面不存在</title><p>您访问的页面不存在</p>".encode())
        more = "<a href='/a.pdf'>一个附件</a><a href='http://out.example/'>友情链接</a><a href='/hidden/secret.html'>不让看的</a><a href='javascript:void(0)'>x</a><a href='#top'>y</a>"
        self.page("/", "首页", f"<h1>示例镇人民政府</h1>{listed(entries)}{more}{extra}", {})


def listed(entries: list[tuple[str, str, date | None]]) -> str:
    """A list as such sites have it."""
    return "<ul>" + "".join(f"<li><a href='{url}'>{title}</a><span>{day or ''}</span></li>" for url, title, day in entries) + "</ul>"


class Served:
    """Serves pages on this machine; ``asked`` are the addresses asked for, ``opened`` the ones connected to. Use as a context."""

    def __init__(self, pages: dict[str, Answer]) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.opened: list[str] = []
        self.sent = 0
        self.names: dict[str, list[str]] = {"inner.example": ["10.0.0.8"]}
        served = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.say(self)

            def log_message(self, *args) -> None:
                """Tests read ``asked``."""

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request, address) -> None:
                """A client that goes away is what the bounds are for."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self) -> Served:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *args) -> None:
        self.server.shutdown()
        self.server.server_close()

    def say(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        host = (handler.headers.get("Host") or "").partition(":")[0]
        path = handler.path if host in (HOST, "site.example", "127.0.0.1") else f"http://{host}{handler.path}"
        self.asked.append(path)
        made = self.pages.get(path) or self.pages.get("*") or Answer(404, body=b"<title>404</title>")
        answer = made(path) if callable(made) else made
        handler.send_response(answer.status)
        whole = isinstance(answer.body, bytes)
        for name, value in answer.headers:
            handler.send_header(name, value)
        if whole and not any(name == "Content-Length" for name, _ in answer.headers):
            handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        for piece in [answer.body] if whole else answer.body:
            handler.wfile.write(piece)
            self.sent += len(piece)

    @property
    def network(self) -> Wired:
        """A network in which every public address is this server."""
        return Wired(self)


class Wired(System):
    """Names lead where the test says; a public address leads to the server of the test; no other is ever connected to."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def resolve(self, host, port, deadline):
        return self.served.names.get(host, [PUBLIC])

    def connect(self, address, port, deadline):
        self.served.opened.append(str(address))
        here = type(address)("127.0.0.1")
        return super().connect(here, self.served.port, deadline)
