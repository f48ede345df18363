"""Rows of oversight: evidence and working material; figures of the annual report stay in the ledger."""

from __future__ import annotations

from gongkai.web.oversight.models.board import Urged, Urging
from gongkai.web.oversight.models.changes import Destination, OrganChange
from gongkai.web.oversight.models.filing import FilingLook, Likeness
from gongkai.web.oversight.models.orders import UNFINISHED, WAITING, Order, OrderFile, OrderStep

__all__ = [
    "UNFINISHED",
    "WAITING",
    "Destination",
    "FilingLook",
    "Likeness",
    "Order",
    "OrderFile",
    "OrderStep",
    "OrganChange",
    "Urged",
    "Urging",
]
