"""robots.txt is read as RFC 9309 has it, and kept to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inspection.robots import read
from gongkai.lib.errors import UnusableInput
from support.faulty_site import Answer


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: gongkai\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: other\nUser-agent: gongkai\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php?a", True),
        ("User-agent: *\nDisallow: /*?page=", "/list?page=2", False),
        ("User-agent: *\nDisallow: /%E9%80%9A", "/通知", False),
        ("USER-AGENT : *\ndisallow : /a # why", "/a", False),
        ("Disallow: /", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_a_path_is_allowed_or_not(text, path, allowed):
    assert read(text).allows(path) is allowed


def test_the_delay_is_read_and_bounded():
    assert read("User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert read("User-agent: *\nCrawl-delay: 1e9").delay == 60
    assert read("User-agent: *\nCrawl-delay: nan").delay == 0
    assert read("User-agent: *\nCrawl-delay: soon").delay == 0


@given(st.text(), st.text())
def test_whatever_stands_there_is_read(text, path):
    assert read(text).allows(path) in (True, False)


def test_a_pattern_of_many_stars_costs_no_time():
    rules = read("User-agent: *\nDisallow: /" + "*a" * 5_000 + "$")
    begun = time.monotonic()
    assert rules.allows("/" + "a" * 4_000)
    assert time.monotonic() - begun < 1


def test_a_site_that_wants_no_programs_is_not_looked_at(look):
    with pytest.raises(UnusableInput, match="不让程序查看首页"):
        look({"/robots.txt": Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /"), "/": b"<p>x"})


def test_rules_that_cannot_be_read_keep_everybody_out(look):
    with pytest.raises(UnusableInput, match="答复 500"):
        look({"/robots.txt": Answer(500), "/": b"<p>x"})


def test_a_redirect_into_what_is_forbidden_is_not_followed(look):
    robots = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /no/")
    _, served, _ = look({"/robots.txt": robots, "/": b"<a href=/r>abcd</a>", "/r": Answer(302, (("Location", "/no/a"),)), "/no/a": b"<p>x"})
    assert "/no/a" not in served.asked


def test_the_delay_that_a_site_asks_for_is_kept(look):
    robots = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nCrawl-delay: 0.2")
    _, served, seconds = look({"/robots.txt": robots, "/": b"<a href=/a>abcd</a>", "/a": b"<p>x"})
    assert served.asked == ["/robots.txt", "/", "/a"]
    assert seconds >= 0.38


def test_a_long_delay_takes_no_time_from_the_page_itself(look):
    robots = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nCrawl-delay: 0.6")
    found, served, _ = look({"/robots.txt": robots, "/": b"<a href=/a>abcd</a>", "/a": b"<p>x"}, page_seconds=0.5)
    assert "/a" in served.asked
    assert "W401" not in {each.code for each in found.findings}


def test_a_delay_longer_than_all_the_time_ends_with_the_time(look):
    robots = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nCrawl-delay: 50")
    found, _, seconds = look(
        {"/robots.txt": robots, "/": b"<a href=/a>abcd</a><a href=/b>abcd</a>", "/a": b"<p>x", "/b": b"<p>x"}, seconds=0.8
    )
    assert seconds < 2
    assert not found.complete
    assert "W401" not in {each.code for each in found.findings}
