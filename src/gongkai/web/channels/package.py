"""Handing over: items as one .zip that another system or a person takes in, to be made public there or as 报送.

::

    manifest.json    gongkai.handover/1: every item with its fields and the hashes of its files
    index.xlsx       the same as a list to read; nothing in it is computed
    001-标题/正文.html 正文.txt 附件/01-…
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.network.policy import why_not_policy
from gongkai.web.channels import receiving
from gongkai.web.channels.base import Field, Outcome, Receipt
from gongkai.web.channels.bundle import named, page_html, safe_name, zipped
from gongkai.web.channels.listing import workbook
from gongkai.web.channels.website import HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from gongkai.web.channels.base import Envelope, Said

SCHEMA = "gongkai.handover/1"
_FOLDER = 40


def archive(envelopes: Sequence[Envelope]) -> bytes:
    """The .zip of all items. The same items make the same bytes; every name in it is a plain one."""
    folders = [f"{number:03}-{safe_name(each.title[:_FOLDER])}" for number, each in enumerate(envelopes, 1)]
    files: list[tuple[str, bytes]] = []
    entries = []
    for folder, each in zip(folders, envelopes, strict=True):
        own = list(_files(each))
        files += [(f"{folder}/{name}", data) for name, data in own]
        entries.append(_entry(each, folder, own))
    manifest = json.dumps({"schema": SCHEMA, "items": entries}, ensure_ascii=False, indent=1).encode("utf-8")
    return zipped([("manifest.json", manifest), ("index.xlsx", workbook(envelopes, folders)), *files])


def _files(each: Envelope) -> Iterator[tuple[str, bytes]]:
    yield "正文.html", page_html(each).encode("utf-8")
    yield "正文.txt", each.text.encode("utf-8-sig")
    for name, enclosed in named(each.enclosed):
        yield f"附件/{name}", enclosed.data


def _entry(each: Envelope, folder: str, files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    return {
        "key": each.key, "item": each.item, "title": each.title, "organ": each.organ, "column": each.column,
        "issued_on": each.issued_on.isoformat() if each.issued_on else None, "published_on": each.published_on.isoformat(),
        "fields": dict(each.fields), "summary": each.summary, "address": each.address, "folder": folder,
        "files": [{"path": f"{folder}/{name}", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files],
    }  # fmt: skip


@dataclass
class Package:
    """See :class:`~gongkai.web.channels.base.Channel`. ``outlet`` None: 报送, the superior takes what it wants and nothing is counted as public."""

    key: str
    label: str
    outlet: Outlet | None
    todo: str
    where: str
    proof: str
    undo: str
    fields: tuple[Field, ...]

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Always: somebody carries it."""
        return True

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """See the protocol."""
        return why_not_policy(settings)

    def files(self, envelopes: Sequence[Envelope]) -> bytes:
        """What is handed over; see :func:`archive`."""
        return archive(envelopes)

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING for the person who carries it."""
        place = f"（{settings['place']}）" if settings.get("place") else ""
        return Receipt(Outcome.WAITING, moment, f"{self.todo}{place}，再写明{self.where}和日期，交{self.proof}。")

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """With an address, the page is fetched and compared (not for 报送); else who took it and when, with the signed receipt."""
        known = said._replace(place=said.place.strip() or str(settings.get("place") or ""))
        if self.outlet is not None and said.address.strip():
            return receiving.by_address(known, envelope, settings, moment)
        receipt = receiving.by_person(known, envelope, moment, where=self.where, proof=self.proof)
        if self.outlet is None and receipt.outcome is Outcome.RECEIVED:
            taken = said.reason.strip()
            return receipt._replace(words=f"{receipt.words}对方答复：{taken or '收到'}。", evidence={**receipt.evidence, "taken": taken})
        return receipt

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Of a page, how it stands; of what a person carried, nothing new."""
        return receipt if self.outlet is None else receiving.asked_again(receipt, envelope, settings, moment)

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING: the other side takes it down."""
        return Receipt(Outcome.WAITING, moment, f"{self.undo}。", receipt.address, receipt.reference, {"withdrawing": True})


PACKAGE = Package(
    "package", "移交数据包（由上级网站发布）", Outlet.WEBSITE, "请下载移交数据包，交给网站的管理单位", "接收的单位", "发布以后的网址或者签收的回执", "请通知接收的单位撤下",
    (Field("place", "接收单位", hint="例如区政府办公室信息科"), *HOSTS),
)  # fmt: skip
REPORT_UP = Package(
    "report_up", "报送上级（不计入公开）", None, "请下载报送包，报送上级", "接收的单位", "签收的回执或者回复的截图", "请通知上级不再采用",
    (Field("place", "接收单位", hint="例如区政务公开办公室"),),
)  # fmt: skip
