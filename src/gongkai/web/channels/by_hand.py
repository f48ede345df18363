"""Outlets that people serve: they say where and since when, and give the evidence (Art. 23, 25).

The notice board has its own sheet to print, archive and library their list to sign; a gazette, a newspaper or a press
conference needs nothing of ours but the item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels import receiving
from gongkai.web.channels.base import Field, Outcome, Receipt
from gongkai.web.channels.listing import signed_list
from gongkai.web.channels.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from gongkai.web.channels.base import Envelope, Said


@dataclass
class ByHand:
    """See :class:`~gongkai.web.channels.base.Channel`. ``todo`` is what the person does, ``where`` and ``proof`` what is asked for then."""

    key: str
    label: str
    outlet: Outlet | None
    todo: str
    where: str
    proof: str
    undo: str
    fields: tuple[Field, ...] = (Field("place", "地点或者载体", hint="常用的那一处，办的时候可以改"),)

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Always."""
        return True

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """Nothing is needed."""
        return []

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING for a person."""
        place = f"（{settings['place']}）" if settings.get("place") else ""
        return Receipt(Outcome.WAITING, moment, f"{self.todo}{place}，再写明{self.where}和日期，交{self.proof}。")

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Where, since when, who, and the evidence."""
        known = said._replace(place=said.place.strip() or str(settings.get("place") or ""))
        return receiving.by_person(known, envelope, moment, where=self.where, proof=self.proof)

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Nothing changes until a person says so."""
        return receipt

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING: a person takes it down and says so."""
        return Receipt(
            Outcome.WAITING, moment, f"{self.undo}，再写明日期和经办人。", receipt.address, receipt.reference, {"withdrawing": True}
        )


class Board(ByHand):
    """The notice board: a sheet to print and to pin up."""

    def sheet(self, envelope: Envelope) -> bytes:
        """The item on A4 with a QR code of its address, as a PDF; see :func:`~gongkai.web.channels.sheet.sheet`."""
        return sheet(envelope)


class ReadingPlace(ByHand):
    """Archive, library and service hall (Art. 25): papers are handed over with a list that is signed."""

    def handover(self, envelopes: Sequence[Envelope], settings: Mapping[str, Any], on: date) -> bytes:
        """The list of what is handed over, with places to sign, as a PDF."""
        giver = envelopes[0].organ if envelopes else ""
        return signed_list(envelopes, title="政府信息移交清单", giver=giver, taker=str(settings.get("place") or "　"), on=on)


BOARD = Board(
    "board", "信息公告栏、电子信息屏", Outlet.BOARD, "请打印张贴页，贴到公告栏", "张贴的地点", "张贴后的照片", "请把公告栏上的撤下"
)
READING_PLACE = ReadingPlace(
    "reading_place", "档案馆、图书馆、政务服务场所", Outlet.READING_PLACE, "请打印移交清单，连同文件送交", "接收的单位", "签收的清单", "请通知接收的单位撤下",
    (Field("place", "接收单位", hint="例如区档案馆、镇便民服务中心"),),
)  # fmt: skip
OTHERS = (
    ByHand("gazette", "政府公报", Outlet.GAZETTE, "请把稿件交给公报编辑部", "刊登的公报和期号", "刊登页的扫描件", "请联系公报编辑部更正"),
    ByHand("weibo", "政务微博", Outlet.WEIBO, "请在微博上发布", "微博账号", "微博的网址或者截图", "请在微博上删除"),
    ByHand("other_media", "其他政务新媒体", Outlet.OTHER_MEDIA, "请在新媒体上发布", "平台和账号", "网址或者截图", "请在新媒体上删除"),
    ByHand(
        "press_conference",
        "新闻发布会",
        Outlet.PRESS_CONFERENCE,
        "请在新闻发布会上发布",
        "发布会的名称和地点",
        "通稿、照片或者报道的网址",
        "请另行说明情况",
    ),
    ByHand(
        "press", "报刊、广播、电视", Outlet.PRESS, "请把稿件交给媒体", "媒体和版面、时段", "刊播的扫描件、截图或者网址", "请联系媒体更正"
    ),
)
