"""Rows of oversight: evidence and working material; figures of the annual report stay in the ledger."""

from __future__ import annotations

from gongkai.web.oversight.models.changes import Destination, OrganChange

__all__ = ["Destination", "OrganChange"]
