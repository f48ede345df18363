"""Findings of visits: what names each, whatever the visit; the visit with which one is compared."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from gongkai.web.oversight.models.platforms import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"\d+")


def key_of(finding: Mapping[str, Any]) -> str:
    """What names a finding in whatever visit: its rule, its place and its words without the numbers, which grow by the day."""
    told = "\n".join((finding["code"], finding["where"], _NUMBER.sub("", finding["message"])))
    return hashlib.sha256(told.encode()).hexdigest()


def keys_of(visit: Visit) -> dict[str, dict[str, Any]]:
    """The findings of a visit by their keys, in their order."""
    return {key_of(each): each for each in visit.result.get("findings", ())}


def before(visit: Visit) -> Visit | None:
    """The last visit of the same address that was brought to an end before this one."""
    ended = Visit.objects.filter(platform=visit.platform_id, state=Visit.State.DONE, address=visit.address)
    return ended.filter(asked_at__lt=visit.asked_at).order_by("-asked_at").first()
