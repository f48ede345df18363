"""A district that is reorganised: 示例镇 goes, 示例乡 or others take over; one town officer, the system administrator, the district's supervisor."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.accounts.models import Role
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from support import web

DAY = date(2026, 7, 1)


@pytest.fixture
def heir(district):
    return establish(
        slug="shilixiang", name="示例乡人民政府", short_name="示例乡", level=Level.TOWN, valid_from=web.FOUNDED, parent=district, word="示乡公开",
        review_body="示例区人民政府", court="示例区人民法院", office="示例乡党政综合办公室",
    )  # fmt: skip


@pytest.fixture
def other(district):
    return establish(
        slug="shilijie", name="示例街道办事处", short_name="示例街道", level=Level.STREET, valid_from=web.FOUNDED, parent=district, word="示街公开",
        review_body="示例区人民政府", court="示例区人民法院", office="示例街道党政办公室",
    )  # fmt: skip


@pytest.fixture
def admin(district):
    return web.account("admin", "系统管理员甲", district, Role.SYSTEM_ADMIN, subtree=True)


@pytest.fixture
def supervisor(district):
    return web.account("supervisor", "监督员甲", district, Role.SUPERVISOR, subtree=True)
