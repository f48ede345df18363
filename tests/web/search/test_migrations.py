"""What was found before is found after the tables have changed, and after they have changed back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from gongkai.web.search.selectors import find
from gongkai.web.search.services import Page, put
from support import web

TODAY = date(2026, 3, 2)
OLD = {  # the pair 防汛 in the index of pairs
    "sqlite": "SELECT count(*) FROM search_pairs WHERE search_pairs MATCH 'x96326c5b'",
    "postgresql": "SELECT count(*) FROM search_pairs WHERE pairs @@ '''x96326c5b'''::tsquery",
}


@pytest.mark.django_db(transaction=True)
def test_the_index_goes_back_and_forth_with_what_is_in_it():
    town = web.town(web.district())
    put(
        organ=town,
        title="示例镇防汛应急预案",
        text="转移安置",
        number="示政发〔2026〕1号",
        published_on=TODAY,
        pages=[Page("表.pdf", 1, "物资清单")],
    )
    call_command("migrate", "search", "0003", verbosity=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute(OLD[connection.vendor])
            assert cursor.fetchone() == (1,)
    finally:
        call_command("migrate", verbosity=0)
    assert [hit.title for hit in find("汛应急", on=TODAY)] == ["示例镇防汛应急预案"]
    assert find("示政发〔2026〕1号", on=TODAY)[0].exact
    assert find("转移", on=TODAY)
