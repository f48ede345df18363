"""政府网站 by hand: fields to copy, files to upload, and the address that comes back is the receipt (Art. 23).

Almost no content system of a district has an interface: the clerk copies field by field, uploads the attachments and
pastes back the address of the page; it is fetched and compared. Where it cannot be reached a screenshot counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.network.policy import why_not_policy
from gongkai.web.channels import receiving
from gongkai.web.channels.base import Field, Outcome, Receipt
from gongkai.web.channels.bundle import named, page_html, zipped
from gongkai.web.channels.field_maps import field_map_of, field_maps, fields_for, why_not_map

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.web.channels.base import Envelope, Said
    from gongkai.web.channels.field_maps import Filled

HOSTS = (
    Field("allowed_hosts", "只核对这些网站", "lines", "每行一个域名，或者以点开头的后缀；空着就是所有公网网站"),
    Field("inner_hosts", "内网地址", "lines", "要连接内网的，每行写一个“主机:端口”；没有列出的内部地址一律不连接"),
    Field("authorities", "内网证书的签发机构", "pem", "内网网站用自签证书的，贴上签发机构的证书（PEM）"),
)


class Website:
    """See :class:`~gongkai.web.channels.base.Channel`."""

    key = "website"
    label = "政府网站（手工发布）"
    outlet: Outlet | None = Outlet.WEBSITE
    fields: tuple[Field, ...] = (
        Field("system", "后台的名称", hint="例如区政府门户网站后台", default="区政府网站后台"),
        Field("field_map", "字段对照表", "map", choices=tuple((each.key, each.label) for each in field_maps().values())),
        *HOSTS,
    )

    def by_hand(self, settings: Mapping[str, Any]) -> bool:
        """Always."""
        return True

    def why_not(self, settings: Mapping[str, Any]) -> list[str]:
        """See the protocol."""
        return [*why_not_map(settings.get("field_map")), *why_not_policy(settings)]

    def copied(self, envelope: Envelope, settings: Mapping[str, Any]) -> list[Filled]:
        """The fields of the other system with what is copied into each, in the order of its form."""
        return fields_for(envelope, field_map_of(settings.get("field_map")))

    def files(self, envelope: Envelope, settings: Mapping[str, Any]) -> bytes:
        """A .zip: the attachments, the body as a page and as plain text, the fields as text."""
        listed = "\r\n".join(f"{each.label}：{each.value}" for each in self.copied(envelope, settings) if each.kind != "html")
        attached = ((f"附件/{name}", each.data) for name, each in named(envelope.enclosed))
        texts = (("正文.html", page_html(envelope)), ("正文.txt", envelope.text), ("字段.txt", listed))
        return zipped([*((name, text.encode("utf-8-sig")) for name, text in texts), *attached])

    def deliver(self, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING for the clerk."""
        where = settings.get("system") or "区政府网站后台"
        return Receipt(Outcome.WAITING, moment, f"请把各项内容复制到{where}，发布以后把网址贴回来。")

    def confirm(self, said: Said, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """The pasted address, fetched and compared; see :func:`receiving.by_address`."""
        return receiving.by_address(said, envelope, settings, moment)

    def ask(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """Fetch and compare again; of a withdrawal, whether it is gone."""
        return receiving.asked_again(receipt, envelope, settings, moment)

    def withdraw(self, receipt: Receipt, envelope: Envelope, settings: Mapping[str, Any], moment: datetime) -> Receipt:
        """WAITING: the clerk takes it down there."""
        return receiving.to_withdraw(receipt, moment, settings.get("system") or "区政府网站后台")
