"""Rows of content. What happened and when stands in the ledger; what retention may erase stands here."""

from __future__ import annotations

from gongkai.web.applications.models.beside import Rectification, Remedy
from gongkai.web.applications.models.case import Application, Draft, Item, Text
from gongkai.web.applications.models.letter import Approval, Letter
from gongkai.web.applications.models.people import Consulted, Person
from gongkai.web.applications.models.register import RegisterImport
from gongkai.web.applications.models.reveal import IdentityCheck, Reveal
from gongkai.web.applications.models.upkeep import DigestSent, DueChanged, Erasure

__all__ = [
    "Application", "Approval", "Consulted", "DigestSent", "Draft", "DueChanged", "Erasure", "IdentityCheck", "Item", "Letter", "Person",
    "Rectification", "RegisterImport", "Remedy", "Reveal", "Text",
]  # fmt: skip
