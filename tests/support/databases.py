"""Databases on the PostgreSQL server of a run (``tests/postgres``), one for each installation."""

from __future__ import annotations

import secrets
from contextlib import closing

import psycopg


def fresh(server: str) -> str:
    """The address of a new and empty database on the server at ``server``."""
    name = f"gongkai_{secrets.token_hex(6)}"
    with closing(psycopg.connect(server, autocommit=True)) as session:
        session.execute(f"CREATE DATABASE {name}")
    before, _, query = server.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{query}"
