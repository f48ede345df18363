"""Pages as real sites have them: which are columns, which articles, which day is the newest, and what belongs to no page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.inspection.addresses import Site, endless, identity, shape
from gongkai.inspection.bounds import USUAL
from gongkai.inspection.dates import day_beside, formed_in, published_in
from gongkai.inspection.pages import read
from gongkai.lib.network.target import target
from support.faulty_site import HOME, TODAY, Answer, Faulty, listed

FRESH, OLD = TODAY - timedelta(days=3), TODAY - timedelta(days=300)
TAGS = "<meta name=ColumnName content='{0}'><meta name=ColumnDescription content='{0}'><meta name=ColumnKeywords content='{0}'><meta name=ColumnType content='{0}'>"
SITE = "<meta name=SiteName content=x><meta name=SiteDomain content=x><meta name=SiteIDCode content=1101010001>"
FOOT = "<footer>主办单位 网站标识码 ICP备</footer>"
NO_ROBOTS = {"/robots.txt": Answer(404)}


def parsed(html: str, url: str = HOME):
    page = read(html.encode(), url, depth=0, words="", today=TODAY, bounds=USUAL)
    assert page is not None
    return page


def home(*names: str, more: str = "") -> bytes:
    menu = "".join(f"<a href='/{number}/'>{name}</a>" for number, name in enumerate(names))
    entries = listed([("/news/1.html", "最近的一条新的消息", FRESH)])
    return f"{SITE}<title>首页</title><nav>{menu}</nav>{entries}{more}{FOOT}".encode()


def column(name: str, main: str) -> bytes:
    return f"{TAGS.format(name)}<title>{name}</title><main><h1>{name}</h1>{main}</main>".encode()


def article(title: str = "一条消息", day: date = FRESH, main: str = "", **tags: str) -> bytes:
    given = {"ArticleTitle": title, "PubDate": f"{day} 10:00", "ContentSource": "x", **tags}
    return ("".join(f"<meta name={name} content='{value}'>" for name, value in given.items()) + f"<h1>{title}</h1>{main}").encode()


def codes(found):
    return [each.code for each in found.findings]


BASE = {**NO_ROBOTS, "/news/1.html": article("最近的一条新的消息")}


# --- days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<li><a href=/a>一条长长的消息</a><span>2026-03-01</span></li>", date(2026, 3, 1)),
        ("<li><span>[2026/3/1]</span><a href=/a>一条长长的消息</a></li>", date(2026, 3, 1)),
        ("<tr><td>1</td><td><a href=/a>一条长长的消息</a></td><td>2026年3月1日</td></tr>", date(2026, 3, 1)),
        ("<li><a href=/a>一条长长的消息 2026.03.01</a></li>", date(2026, 3, 1)),
        ("<li><a href=/a title='一条长长的消息的全名'>一条长长的…</a>03-01</li>", date(2026, 3, 1)),
        ("<li><a href=/a>一条长长的消息</a>12-30</li>", date(2025, 12, 30)),
        ("<dl><dt><a href=/a>一条长长的消息</a></dt><dd>2026-03-01</dd></dl>", date(2026, 3, 1)),
        ("<div class=item><div><a href=/a>一条长长的消息</a></div><div>2026-03-01</div></div>", date(2026, 3, 1)),
        ("<li><a href=/c>通知</a><a href=/a>一条长长的消息</a><i>2026-03-01</i></li>", date(2026, 3, 1)),
    ],
)
def test_a_line_of_a_list_has_its_day(html, day):
    page = parsed(f"<ul>{html}</ul>" if "<tr" not in html else f"<table>{html}</table>")
    assert [(entry.url, entry.day) for entry in page.entries] == [(f"{HOME}a", day)]


@pytest.mark.parametrize(
    "html",
    [
        "<p>今天是2026年3月31日 <a href=/a>登录政务邮箱</a></p>",
        "<li><a href=/a>2026年3月1日至5日的通知</a></li>",
        "<li><a href=/a>一条长长的消息</a>2026-13-45</li>",
        "<li><a href='javascript:x'>一条长长的消息</a>2026-03-01</li>",
        "<div>" + "<a href=/a>一条长长的消息</a>" * 4 + "2026-03-01</div>",
        "<script>'<li><a href=/a>一条长长的消息</a>2026-03-01</li>'</script>",
    ],
)
def test_what_is_no_line_of_a_list_has_none(html):
    assert parsed(html).entries == ()


def test_days_are_told_by_their_labels():
    text = "索引号 123\n成文日期\n2026-01-05\n有效日期：2027-01-01\n发布时间：2026年1月8日 09:00"
    assert (published_in(text), formed_in(text)) == (date(2026, 1, 8), date(2026, 1, 5))
    assert published_in("成文日期：2026-01-05") is None
    assert published_in("时间：2026-01-05 来源：本站") == date(2026, 1, 5)
    assert day_beside("没有日期", TODAY) is None


def test_a_page_in_an_old_encoding_is_read():
    page = read(
        "<meta charset=gb2312><title>示例镇</title><li><a href=/a>一条长长的消息</a>2026-03-01</li>".encode("gb18030"),
        HOME,
        depth=0,
        words="",
        today=TODAY,
        bounds=USUAL,
    )
    assert page is not None
    assert page.title == "示例镇"
    assert page.entries[0].words == "一条长长的消息"


# --- addresses -------------------------------------------------------------------------------------


def test_one_page_under_many_addresses_is_one():
    same = ["a/", "a/index.html", "a/?", "a//", "a/;jsessionid=12AB", "a/?PHPSESSID=x", "a/?t=1700000000000", "a/#top"]
    assert {identity(target(HOME + each)) for each in same} == {"site.example:80/a/"}
    assert identity(target(HOME + "a?t=1")) != identity(target(HOME + "a?t=2"))
    assert identity(target(HOME + "a?b=1&c=2")) == identity(target(HOME + "a?c=2&b=1"))


def test_addresses_of_one_program_are_alike_and_loops_are_seen():
    assert shape(target(HOME + "2031/05/?day=3")) == shape(target(HOME + "1999/12/?day=17"))
    assert endless(target(HOME + "a/b/" * 4))
    assert not endless(target(HOME + "a/b/c/d.html"))


def test_a_site_is_its_host_with_and_without_www_and_with_both_schemes():
    site = Site.of(target("http://www.site.example/town/index.html"))
    assert site.folder == "/town/"
    assert site.holds(target("https://site.example/x"))
    assert not site.holds(target("http://other.site.example/"))
    assert not site.holds(target("http://www.site.example:8080/"))


# --- columns ---------------------------------------------------------------------------------------


def test_further_pages_of_a_list_and_years_of_it_are_not_judged_by_themselves(look):
    fresh, old = listed([("/news/1.html", "最近的一条新的消息", FRESH)]), listed([("/news/2.html", "去年的一条旧的消息", OLD)])
    more = "<a href='/0/page/2/'>下一页</a><a href='/0/year/2025/'>2025年</a>"
    pages = {
        "/": home("工作动态"), "/0/": column("工作动态", fresh + more), "/0/page/2/": column("工作动态", old), "/0/year/2025/": column("工作动态（2025年）", old),
        "/news/2.html": article("去年的一条旧的消息", OLD),
    }  # fmt: skip
    found, _, _ = look({**BASE, **pages})
    assert codes(found) == []
    assert found.columns == 2


def test_one_column_at_two_addresses_is_counted_once(look):
    old = listed([(f"/news/{each}.html", f"旧的第{each}条消息内容", OLD) for each in (2, 3, 4)])
    pages = {
        "/": home("工作动态", "信息目录"),
        "/0/": column("工作动态", old),
        "/1/": column("信息目录", "<a href='/other/0/'>工作动态</a>"),
        "/other/0/": column("工作动态", old),
    }
    articles = {f"/news/{each}.html": article(f"旧的第{each}条消息内容", OLD) for each in (2, 3, 4)}
    found, _, _ = look({**BASE, **pages, **articles})
    assert codes(found) == ["W102"]
    assert found.findings[0].where == f"{HOME}0/"


def test_the_six_months_are_for_columns_of_the_first_level(look):
    old = listed([("/news/2.html", "旧的一条消息内容", OLD)])
    pages = {
        "/": home("专题专栏"),
        "/0/": column("专题专栏", "<a href='/0/deep/'>看通知公告</a>"),
        "/0/deep/": column("通知公告", old),
        "/news/2.html": article("旧的一条消息内容", OLD),
    }
    found, _, _ = look({**BASE, **pages})
    assert codes(found) == []


def test_a_column_without_days_takes_those_of_its_articles(look):
    pages = {"/": home("工作动态"), "/0/": column("工作动态", "<a href='/news/1.html'>最近的一条新的消息</a>")}
    found, _, _ = look({**BASE, **pages})
    assert codes(found) == []


def test_a_column_whose_things_have_no_day_at_all_counts_as_not_updated(look):
    pages = {
        "/": home("工作动态"),
        "/0/": column("工作动态", "<a href='/plain.html'>没有日期的消息</a>"),
        "/plain.html": f"<h1>没有日期</h1>{'字' * 300}".encode(),
    }
    found, _, _ = look({**BASE, **pages})
    assert codes(found) == ["W102"]
    assert "没有找到带日期的信息" in found.findings[0].words


def test_what_a_script_brings_is_said_and_not_judged(look):
    pages = {
        "/": home("工作动态", "城建专栏"),
        "/0/": column("工作动态", "<script>$.ajax('/list')</script>"),
        "/1/": column("城建专栏", "<script>fetch('/list')</script>"),
    }
    found, _, _ = look({**BASE, **pages})
    assert codes(found) == []
    assert any("2 个栏目用脚本" in words for words in found.unseen)


def test_a_column_that_says_itself_that_it_is_empty_is_blank(look):
    words = "<h2>还没有公开的内容</h2><p>这里将公开城建方面的政府信息，有新内容时按日期列出。</p><p>急需的信息可以<a href='/apply/'>申请公开</a>。</p>"
    found, _, _ = look({**BASE, "/": home("城建专栏"), "/0/": column("城建专栏", words), "/apply/": b"<form>x</form>"})
    assert codes(found) == ["W104"]


@pytest.mark.parametrize(
    "main", ["<img src=/a.png>", f"<p>{'本镇负责辖区内的事务。' * 5}</p>", "<a href='/a.pdf'>名单</a>", "<iframe src=/x></iframe>"]
)
def test_a_column_with_a_picture_a_text_a_file_or_a_frame_is_not_blank(look, main):
    found, _, _ = look({**BASE, "/": home("城建专栏"), "/0/": column("城建专栏", main), "/a.pdf": b"%PDF"})
    assert codes(found) == []


def test_a_first_page_that_only_leads_on_is_judged_by_what_it_leads_to(look):
    only = f"{SITE}<a href='/0/'>工作动态</a><a href='/1/'>通知公告</a>{FOOT}".encode()
    one = listed([("/news/1.html", "最近的一条新的消息", FRESH)])
    found, _, _ = look({**BASE, "/": only, "/0/": column("工作动态", one), "/1/": column("通知公告", one)})
    assert codes(found) == []


def test_a_folder_is_inspected_alone_with_the_articles_that_it_leads_to(look):
    main = listed(
        [
            ("/art/9.html", "别处的一篇文章内容", FRESH),
            ("/news/1.html", "最近的一条新的消息", FRESH),
            ("/art/8.html", "别处的另一篇文章", FRESH),
        ]
    )
    pages = {
        "/town/": home("总站栏目", more=main + "<a href='/town/dt/'>工作动态</a>"), "/0/": column("工作动态", listed([("/deep/", "别的镇的消息内容", OLD)])),
        "/town/dt/": column("工作动态", main), "/art/9.html": article("别处的一篇文章内容", main="<p>成文日期：2026-03-30</p>"), "/art/8.html": article("别处的另一篇文章"),
    }  # fmt: skip
    found, served, _ = look({**BASE, **pages}, url=f"{HOME}town/")
    assert codes(found) == ["W302"]
    assert found.findings[0].where == f"{HOME}art/9.html"
    assert (found.columns, "/deep/" in served.asked) == (1, False)


def test_a_site_that_moved_is_inspected_where_it_is(look):
    moved = {
        f"http://new.example{path}" if path != "/robots.txt" else "http://new.example/robots.txt": answer
        for path, answer in Faulty("dead_link").pages.items()
        if path.startswith("/")
    }
    found, _, _ = look(
        {**moved, "/": Answer(301, (("Location", "http://new.example/"),)), "/robots.txt": Answer(404), "http://out.example/": b"x"}
    )
    assert codes(found) == ["W401"]
    assert found.url == "http://new.example/"
