"""Taking files in, giving them back. Type by content, limits before reading, sealed on disk."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import uuid
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.web.vault.keyring import keyring
from gongkai.web.vault.kinds import KINDS, kind_of
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from datetime import date, datetime

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]")
NAME_CHARACTERS = 120


class Upload(NamedTuple):
    """A file as it came: the name it was given and its bytes."""

    name: str
    data: bytes


def checked(name: str, data: bytes, *, allowed: frozenset[str] | None = None) -> str:
    """The kind of the file by its content. Raises :class:`UnusableInput` for what is too large, empty, of no known kind or not ``allowed``."""
    shown = safe_name(name)
    if not data:
        raise UnusableInput("是空文件", "请重新选择文件", f"“{shown}”")
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput(f"超过 {limits.RAW_BYTES // 1024 // 1024} MB", "请压缩或者拆开以后再交，也可以邮寄或者当面提交", f"“{shown}”")
    kind = kind_of(data)
    if kind is None or (allowed is not None and kind not in allowed):
        words = "、".join(KINDS[each].label for each in sorted(allowed or KINDS))
        raise UnusableInput("不是可以接收的文件", f"请交 {words}", f"“{shown}”")
    KINDS[kind].inspect(data)
    return kind


def store(
    *,
    name: str,
    data: bytes,
    purpose: str,
    stream: uuid.UUID | None,
    organ: uuid.UUID | None,
    by: str,
    moment: datetime,
    allowed: frozenset[str] | None = None,
) -> StoredFile:
    """Check and keep a file that somebody handed in."""
    kind = checked(name, data, allowed=allowed)
    return keep(name=name, data=data, kind=kind, purpose=purpose, stream=stream, organ=organ, by=by, moment=moment)


def keep(
    *, name: str, data: bytes, kind: str, purpose: str, stream: uuid.UUID | None, organ: uuid.UUID | None, by: str, moment: datetime
) -> StoredFile:
    """Keep a file of our own making; ``kind`` is a key of ``vault.kinds``. Written and synced before its row, so that a row never names a file that is not there."""
    file = StoredFile(
        id=uuid.uuid4(), stream=stream, organ=organ, purpose=purpose, name=safe_name(name), kind=kind, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), stored_at=moment, stored_by=by,
    )  # fmt: skip
    path = path_of(file.id)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "xb") as target:
        target.write(keyring().seal(data, f"file:{file.id}"))
        target.flush()
        os.fsync(target.fileno())
    file.save(force_insert=True)
    return file


def pass_on(*, stream: uuid.UUID, organ: uuid.UUID) -> None:
    """The files of a case belong to another organ from now on (机构改革): who may open the case there may open them."""
    StoredFile.objects.filter(stream=stream).update(organ=organ)


def read(file: StoredFile) -> bytes:
    """The plain content. Raises :class:`UnusableInput` when retention erased it or the disk lost it."""
    if file.erased_on:
        raise UnusableInput("已按保存期限清除", "需要的请向档案管理部门查询", f"“{file.name}”")
    try:
        with open(path_of(file.id), "rb") as source:
            data = keyring().unseal(source.read(), f"file:{file.id}")
    except FileNotFoundError as error:
        raise UnusableInput("在磁盘上找不到了", "请从备份恢复", f"“{file.name}”") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise UnusableInput("内容与登记的不符", "请从备份恢复", f"“{file.name}”")
    return data


def erase(file: StoredFile, on: date) -> None:
    """Take the content away; the row keeps its hash."""
    path = path_of(file.id)
    if os.path.exists(path):
        os.unlink(path)
    file.erased_on = on
    file.name = "已清除"
    file.save(update_fields=["erased_on", "name"])


def path_of(identity: uuid.UUID) -> str:
    """Where the file lies: two levels, so that no folder grows too large."""
    text = identity.hex
    return os.path.join(settings.ENVIRONMENT.files, text[:2], text[2:4], text)


def safe_name(name: str) -> str:
    """A name that a disk and a header can carry."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "未命名"
    stem, dot, suffix = plain.rpartition(".")
    return plain if len(plain) <= NAME_CHARACTERS else f"{(stem or plain)[: NAME_CHARACTERS - 10]}{dot}{suffix[:8]}"
