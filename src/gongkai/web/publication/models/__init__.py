"""Content rows of what is published; what happened to them stands in the ledger."""

from __future__ import annotations

from gongkai.web.publication.models.column import Column, SensitiveWord
from gongkai.web.publication.models.delivery import Attempt, Delivery, Reach, Upward
from gongkai.web.publication.models.explaining import Drawing, Interpretation
from gongkai.web.publication.models.item import Attachment, Genre, Item, Phase, Validity, Version
from gongkai.web.publication.models.register import ListImport
from gongkai.web.publication.models.reminding import Reminder
from gongkai.web.publication.models.review import Answered, Note, Opinion
from gongkai.web.publication.models.site import Complaint, SiteSettings

__all__ = [
    "Answered",
    "Attachment",
    "Attempt",
    "Column",
    "Complaint",
    "Delivery",
    "Drawing",
    "Genre",
    "Interpretation",
    "Item",
    "ListImport",
    "Note",
    "Opinion",
    "Phase",
    "Reach",
    "Reminder",
    "SensitiveWord",
    "SiteSettings",
    "Upward",
    "Validity",
    "Version",
]
