"""What an installation decides: read from the environment once, with the data folder behind it.

``GONGKAI_DATA`` the data folder (``./var``); ``GONGKAI_DATABASE_URL`` PostgreSQL instead of SQLite;
``GONGKAI_HOSTS`` names under which it is reached, with commas; ``GONGKAI_HTTPS=1`` behind TLS;
``GONGKAI_MAIL_URL`` ``smtp://user:password@host:port``, ``smtps://`` for TLS from the start, ``smtp+tls://`` for STARTTLS; ``GONGKAI_MAIL_FROM``; ``GONGKAI_KEYS`` the key file
outside the database; ``GONGKAI_PROXIES`` how many proxies of ours stand in front (0): so many entries of
``X-Forwarded-For`` are believed; ``GONGKAI_SECOND_FACTOR`` the roles that must have a second factor, with commas
(``system_admin,security_admin,auditor,leader``; ``none`` for a demonstration); ``GONGKAI_EXPORT`` a folder that is kept as static
pages after each publication; ``GONGKAI_BACKUP_DIR`` a folder that gets a backup every night, of which the last ``GONGKAI_BACKUP_KEEP``
(14) stay; ``GONGKAI_INSPECT=0`` leaves out the weekly visits of sites; ``GONGKAI_PATH`` the sub-path of the district's site under which it is mounted (``/xxgk``): the proxy
takes it off, our links put it on; ``GONGKAI_DEBUG=1`` for developers only.
"""

from __future__ import annotations

import os
import re
import secrets
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from gongkai.lib.errors import UnusableInput

DATABASE, SECRET, KEYS, FILES, OUTBOX = "gongkai.sqlite3", "secret.txt", "keys.json", "files", "mail"
SECOND_FACTOR = "system_admin,security_admin,auditor,leader"
_PATH = re.compile(r"(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?")
BACKUPS = 14  # kept of those made every night
BUSY_SECONDS = 30  # how long a writer waits for another on SQLite


class Environment(NamedTuple):
    """The values, ``data`` an absolute path."""

    data: str
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    debug: bool
    keys: str
    mail_url: str
    mail_from: str
    proxies: int = 0
    second_factor: tuple[str, ...] = ()
    path: str = ""
    export: str = ""
    backup: str = ""
    backup_keep: int = BACKUPS
    inspect: bool = True

    @property
    def database(self) -> dict[str, Any]:
        """The value of ``DATABASES["default"]``."""
        return postgresql(self.database_url) if self.database_url else sqlite(os.path.join(self.data, DATABASE))

    @property
    def files(self) -> str:
        """Where sealed files lie."""
        return os.path.join(self.data, FILES)


def environment() -> Environment:
    """The environment of this process."""
    get = os.environ.get
    data = os.path.abspath(get("GONGKAI_DATA") or "var")
    return Environment(
        data=data,
        database_url=get("GONGKAI_DATABASE_URL", ""),
        hosts=tuple(name.strip() for name in get("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name.strip()),
        https=get("GONGKAI_HTTPS", "") == "1",
        debug=get("GONGKAI_DEBUG", "") == "1",
        keys=get("GONGKAI_KEYS") or os.path.join(data, KEYS),
        mail_url=get("GONGKAI_MAIL_URL", ""),
        mail_from=get("GONGKAI_MAIL_FROM", "gongkai@localhost"),
        export=_folder(get("GONGKAI_EXPORT", "")),
        backup=_folder(get("GONGKAI_BACKUP_DIR", "")),
        backup_keep=max(_number("GONGKAI_BACKUP_KEEP", get("GONGKAI_BACKUP_KEEP", str(BACKUPS)), "请写留几份备份，例如 14"), 1),
        inspect=get("GONGKAI_INSPECT", "1") != "0",
        proxies=_number("GONGKAI_PROXIES", get("GONGKAI_PROXIES", "0")),
        second_factor=tuple(
            role.strip() for role in get("GONGKAI_SECOND_FACTOR", SECOND_FACTOR).split(",") if role.strip() not in ("", "none")
        ),
        path=_path(get("GONGKAI_PATH", "")),
    )


def _path(text: str) -> str:
    """``/xxgk`` for ``xxgk``, ``/xxgk`` and ``/xxgk/``; "" for the root."""
    inner = text.strip().strip("/")
    if not _PATH.fullmatch(inner):
        raise UnusableInput(f"GONGKAI_PATH 写的是“{text}”", "请写栏目在上级网站里的路径，只用字母、数字和短横，例如 /xxgk")
    return f"/{inner}" if inner else ""


def _folder(text: str) -> str:
    return os.path.abspath(text) if text else ""


def _number(name: str, text: str, remedy: str = "请写前面有几层自己的代理服务器，例如 1") -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise UnusableInput(f"{name} 写的是“{text}”", remedy)
    return int(text)


def sqlite(path: str) -> dict[str, Any]:
    """SQLite: WAL is set once at install; FULL so that an acknowledged application survives a power cut; IMMEDIATE so that a writer waits instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening and preparing a connection costs a quarter of a page
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL from ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise UnusableInput(f"GONGKAI_DATABASE_URL 写的是“{parts.scheme}”", "请写 postgresql://用户:密码@主机:端口/库名")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


class MailServer(NamedTuple):
    """Where mail goes out, in the order of Django's settings."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False


def mail_server(url: str) -> MailServer:
    """The server of ``GONGKAI_MAIL_URL``. Raises :class:`UnusableInput` for what is no such address."""
    if not url:
        return MailServer()
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    if parts.scheme not in ports or not parts.hostname:
        raise UnusableInput(
            f"GONGKAI_MAIL_URL 写的是“{parts.scheme}”", "请写 smtp://用户:密码@主机:端口，加密的写 smtps:// 或者 smtp+tls://"
        )
    return MailServer(
        parts.hostname, parts.port or ports[parts.scheme], unquote(parts.username or ""), unquote(parts.password or ""),
        parts.scheme == "smtps", parts.scheme == "smtp+tls",
    )  # fmt: skip


def secret_key(data: str) -> str:
    """The secret of this installation, from ``GONGKAI_SECRET_KEY`` or the data folder; made there by ``gongkai init``.

    Before that, a key for this process alone: commands that need no installation still run.
    """
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given:
        return given
    try:
        with open(os.path.join(data, SECRET), encoding="ascii") as file:
            return file.read().strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(64)
