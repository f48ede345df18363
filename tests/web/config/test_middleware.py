"""Sizes, caches and addresses of static files."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from gongkai.web.config import middleware


class Unread:
    """A body that must not be touched."""

    def read(self, *args: object) -> bytes:
        raise AssertionError("the body was read")


def answer(length: str):
    """What a POST with that declared length gets."""
    request = RequestFactory().generic("POST", "/")
    request.META.update({"CONTENT_LENGTH": length, "wsgi.input": Unread()})
    return middleware.size(lambda request: "through")(request)


def test_a_body_above_the_limit_is_refused_before_it_is_read():
    refused = answer(str(middleware.BODY_BYTES + 1))
    assert refused.status_code == 413
    assert "32 MB" in refused.content.decode()


@pytest.mark.parametrize("length", ["", "0", "12", str(middleware.BODY_BYTES), "many"])
def test_other_bodies_go_on(length):
    assert answer(length) == "through"


def test_the_refusal_carries_the_policy_too(client, db):
    refused = client.post("/", content_type="application/octet-stream", data=b"", CONTENT_LENGTH=str(middleware.BODY_BYTES + 1))
    assert refused.status_code == 413
    assert "default-src 'none'" in refused["Content-Security-Policy"]


def test_a_page_is_kept_by_no_cache_and_names_styles_by_their_content(client, db):
    page = client.get("/track/")
    assert page["Cache-Control"] == "no-store"
    assert "/static/ui/gongkai.css?v=" in page.content.decode()


def test_a_page_for_everybody_may_be_kept_and_links_as_a_file(client, db):
    page = client.get("/")
    assert page["Cache-Control"] == "public, max-age=60"
    assert 'href="static/ui/gongkai.css?v=' in page.content.decode()
    assert client.get("/index.html").content == page.content
