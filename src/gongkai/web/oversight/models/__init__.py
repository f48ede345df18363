"""Rows of oversight: evidence and working material; figures of the annual report stay in the ledger."""

from __future__ import annotations

from gongkai.web.oversight.models.board import Urged, Urging
from gongkai.web.oversight.models.changes import Destination, OrganChange
from gongkai.web.oversight.models.filing import FilingLook, Likeness
from gongkai.web.oversight.models.indicators import AppliesTo, IndicatorNode, IndicatorSet, Method
from gongkai.web.oversight.models.orders import UNFINISHED, WAITING, Order, OrderFile, OrderStep
from gongkai.web.oversight.models.rounds import Assessed, ClaimFile, Objection, Round, Score, Scoring

__all__ = [
    "UNFINISHED",
    "WAITING",
    "AppliesTo",
    "Assessed",
    "ClaimFile",
    "Destination",
    "FilingLook",
    "IndicatorNode",
    "IndicatorSet",
    "Likeness",
    "Method",
    "Objection",
    "Order",
    "OrderFile",
    "OrderStep",
    "OrganChange",
    "Round",
    "Score",
    "Scoring",
    "Urged",
    "Urging",
]
