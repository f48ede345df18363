"""A site that means harm: nothing endless, nothing large, no private address, and the answer says what was not seen."""

from __future__ import annotations

import gzip
import itertools
import time

import pytest

from gongkai.inspection.bounds import USUAL
from gongkai.inspection.inspecting import inspect
from gongkai.lib.errors import UnusableInput
from support.faulty_site import TODAY, Answer, Served

HTML = ("Content-Type", "text/html")
WEB = "http://"


def page(*hrefs, text="正文"):
    return f"<title>页</title><p>{text}</p>{''.join(f'<a href={href!r}>去看这一页</a>' for href in hrefs)}".encode()


def codes(found):
    return {each.code for each in found.findings} - {"W101", "W104", "W501", "W502", "W701"}


def test_an_endless_calendar_ends(look):
    def day(path):
        number = int(path.rpartition("=")[2] or 0) if "=" in path else 0
        return Answer(body=page(*(f"/calendar?day={number + step}" for step in range(1, 40))))

    found, served, _ = look({"*": day, "/robots.txt": Answer(404)})
    assert len(served.asked) <= USUAL.alike + 3
    assert not found.complete
    assert any("参数不同" in words for words in found.unseen)


def test_folders_inside_themselves_and_sessions_end(look):
    count = itertools.count()

    def deeper(path):
        return Answer(body=page("a/b/", "a/", f"/;jsessionid={next(count)}", f"/?PHPSESSID={next(count)}"))

    found, served, seconds = look({"*": deeper, "/robots.txt": Answer(404)}, pages=200)
    assert len(served.asked) <= 120
    assert not found.complete
    assert seconds < 10


def test_a_chain_without_end_ends_with_the_clicks(look):
    names = "abcdefghijklmnop"
    chain = {f"/{name}.html": page(f"/{after}.html") for name, after in zip(names, names[1:], strict=False)}
    found, served, _ = look({"/": page("/a.html"), **chain, "/robots.txt": Answer(404)})
    assert len(served.asked) == USUAL.depth + 2
    assert any("次点击" in words for words in found.unseen)


def test_redirects_that_go_round_end(look):
    pages = {
        "/": page("/r1"), "/r1": Answer(302, (("Location", "/r2"),)), "/r2": Answer(302, (("Location", "/r1"),)), "/robots.txt": Answer(302, (("Location", "/robots.txt"),)),
    }  # fmt: skip
    found, served, _ = look(pages)
    assert codes(found) == {"W401"}
    assert any("跳转超过" in each.words for each in found.findings)
    assert len(served.asked) <= 16


def test_a_first_page_that_redirects_without_end_is_not_reached(look):
    found, served, _ = look({"*": Answer(302, (("Location", "/"),))})
    assert [each.code for each in found.findings] == ["W001"]
    assert len(served.asked) <= 13


@pytest.mark.parametrize("headers", [(HTML, ("Content-Length", str(10 * 1024**3))), (HTML,)], ids=["announced", "not announced"])
def test_ten_gigabytes_are_not_read(look, headers):
    def endless(path):
        return Answer(200, headers, (b"<p>" + b"x" * 65_000 + b"</p>" for _ in range(160_000)))

    found, served, seconds = look({"/": page("/big"), "/big": endless, "/robots.txt": Answer(404)}, page_bytes=200_000)
    assert served.sent < 8 * 1024**2
    assert seconds < 10
    assert any("只看了前面" in words for words in found.unseen)


def test_ten_gigabytes_in_chunks_are_not_read(look):
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"

    def endless(path):
        return Answer(200, (HTML, ("Transfer-Encoding", "chunked")), (chunk for _ in range(160_000)))

    _, served, seconds = look({"/": page("/big"), "/big": endless, "/robots.txt": Answer(404)}, page_bytes=200_000)
    assert served.sent < 8 * 1024**2
    assert seconds < 10


def test_a_bomb_is_cut_while_it_unfolds(look):
    bomb = Answer(200, (HTML, ("Content-Encoding", "gzip")), gzip.compress(b"<p>" + b"0" * 50_000_000, 9))
    found, _, seconds = look({"/": page("/bomb"), "/bomb": bomb, "/robots.txt": Answer(404)})
    assert seconds < 10
    assert any("只看了前面" in words for words in found.unseen)


def test_a_page_that_drips_ends_with_its_time(look):
    def drip():
        for _ in range(100):
            time.sleep(0.05)
            yield b"<p>x"

    pages = {"/": page("/slow", "/fine"), "/slow": lambda path: Answer(200, (HTML,), drip()), "/fine": page(), "/robots.txt": Answer(404)}
    found, served, seconds = look(pages, page_seconds=0.5)
    assert codes(found) == {"W401"}
    assert "/fine" in served.asked
    assert seconds < 4


def test_all_of_it_ends_with_the_whole_time(look):
    def slow(path):
        def drip():
            for _ in range(100):
                time.sleep(0.05)
                yield b" "

        return Answer(200, (HTML,), drip())

    pages = {"/": page(*(f"/s{each}" for each in "abcdefghijkl")), "*": slow, "/robots.txt": Answer(404)}
    found, _, seconds = look(pages, seconds=1.5)
    assert seconds < 4
    assert not found.complete
    assert any("时间" in words for words in found.unseen)
    assert not codes(found), "what had no time is not called dead"


def test_a_site_that_stops_answering_is_left(look):
    pages = {
        "/": page(*(f"/s{each}" for each in range(40))),
        "*": Answer(200, (HTML, ("Content-Length", "500")), b"short"),
        "/robots.txt": Answer(404),
    }
    found, served, _ = look(pages)
    assert len(served.asked) == 2 + USUAL.failures
    assert any("连续" in words for words in found.unseen)


def test_a_hundred_thousand_links_are_cut(look):
    found, served, seconds = look({"/": page(*(f"/p{each}.html" for each in range(100_000))), "/robots.txt": Answer(404)}, pages=30)
    assert len(served.asked) <= 31
    assert seconds < 20
    assert any("只看了前面" in words for words in found.unseen)


@pytest.mark.parametrize(
    ("pages", "names"),
    [
        ({"/": page("/r"), "/r": Answer(302, (("Location", WEB + "10.0.0.1/"),))}, {}),
        ({"/": page("/r"), "/r": Answer(302, (("Location", WEB + "169.254.169.254/latest/"),))}, {}),
        ({"/": page("http://127.0.0.1:9/", WEB + "[::1]/", WEB + "192.168.0.1/")}, {}),
        ({"/": page("http://inside.example/")}, {"inside.example": ["192.168.1.1"]}),
        ({"/": page("http://both.example/")}, {"both.example": ["93.184.216.34", "127.0.0.1"]}),
    ],
    ids=["redirect", "metadata", "links", "name", "one of two"],
)
def test_a_private_address_is_never_connected_to(look, pages, names):
    found, served, _ = look({**pages, "/robots.txt": Answer(404)}, names=names)
    assert set(served.opened) == {"93.184.216.34"}
    assert codes(found) <= {"W401", "W402"}


def test_a_name_that_becomes_private_while_the_walk_goes_on_is_never_connected_to(look):
    class Changing(list):
        """Public for the first three questions."""

        asked = 0

        def __iter__(self):
            Changing.asked += 1
            return iter(["93.184.216.34"] if Changing.asked <= 3 else ["127.0.0.1"])

    _, served, _ = look(
        {"/": page("/a", "/b", "/c"), "/a": page(), "/b": page(), "/c": page(), "/robots.txt": Answer(404)},
        names={"www.site.example": Changing()},
    )
    assert set(served.opened) == {"93.184.216.34"}
    assert len(served.asked) == 3


def test_a_private_site_is_refused_without_the_option_and_only_that_host_is_asked_with_it():
    with Served({"/": Answer(body=page("http://127.0.0.1:1/", "/a")), "/a": Answer(body=page()), "/robots.txt": Answer(404)}) as served:
        url = f"http://127.0.0.1:{served.port}/"
        with pytest.raises(UnusableInput):
            inspect(url, today=TODAY, bounds=USUAL._replace(rate=1000.0), network=served.network)
        assert served.asked == []
        inspect(url, today=TODAY, bounds=USUAL._replace(rate=1000.0), network=served.network, allow_private=True)
        assert sorted(served.asked) == ["/", "/a", "/robots.txt"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe\x00", b"<", b"<html", b"<!--", b"<a href=", f"<a href='{WEB}[::1'>坏网址在这里</a>".encode(), b"<div>" * 50_000, b"<b><i>" * 30_000 + b"x",
        b"<table><tr><td>" * 20_000, b"<li>" * 100_000, b"<base href='javascript:x'><a href='a.html'>abcd</a>", b"<meta name=PubDate content='" + b"9" * 100_000 + b"'>",
        b"<ul>" + b"<li><a href='/x'>aaaa</a> 2026-99-99</li>" * 5_000, b"<svg><script><![CDATA[<a href=/x>]]>", bytes(range(256)) * 100, "<p>\x00\u202e</p>".encode(),
        b"<meta charset=utf-7>+ADw-script", b"<?xml version='1.0' encoding='x'?><html>", b"&#x110000;&#0;" * 1_000, b"<title>" + b"x" * 300_000,
    ],
)  # fmt: skip
def test_broken_html_harms_nothing(look, body):
    found, _, seconds = look({"/": page("/broken"), "/broken": body, "/robots.txt": Answer(404), "/x": page()}, pages=20)
    assert codes(found) <= {"W401", "W402", "W503", "W504"}
    assert seconds < 10


def test_the_pace_is_kept_by_redirects_too(look):
    pages = {"/": page("/a"), "/a": Answer(302, (("Location", "/b"),)), "/b": page(), "/robots.txt": Answer(404)}
    _, served, seconds = look(pages, rate=10.0)
    assert len(served.asked) == 4
    assert seconds >= 0.29
