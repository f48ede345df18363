"""The three administrators of 示例区, with all below it."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from gongkai.web.accounts.models import Role
from support import web


@pytest.fixture(autouse=True)
def _forget_rates():
    """The limits that allauth keeps in the cache begin anew with each test."""
    cache.clear()


@pytest.fixture
def system_admin(district):
    return web.account("system", "系统管理员壬", district, Role.SYSTEM_ADMIN, subtree=True)


@pytest.fixture
def security_admin(district):
    return web.account("security", "安全管理员癸", district, Role.SECURITY_ADMIN, subtree=True)


@pytest.fixture
def auditor(district):
    return web.account("auditor", "审计管理员子", district, Role.AUDITOR, subtree=True)


@pytest.fixture
def entered(client):
    """The browser of somebody who is logged in already."""

    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
