"""Tables of the annual report."""

from gongkai.web.reporting.models.annual import AnnualReport, Answer, Edition, EditionFile, Note, ReportReminder, Revision, Scope
from gongkai.web.reporting.models.beside import FigureRequest, PastReport, Submission, Trouble, TroubleStep
from gongkai.web.reporting.models.facts import (
    ActivityFact,
    ApplicationFact,
    CalendarRead,
    Declaration,
    DocumentFact,
    ExplanationFact,
    ItemDay,
    ItemFact,
    RectificationFact,
    RemedyFact,
    Watermark,
)

__all__ = [
    "ActivityFact",
    "AnnualReport",
    "Answer",
    "ApplicationFact",
    "CalendarRead",
    "Declaration",
    "DocumentFact",
    "Edition",
    "EditionFile",
    "ExplanationFact",
    "FigureRequest",
    "ItemDay",
    "ItemFact",
    "Note",
    "PastReport",
    "RectificationFact",
    "RemedyFact",
    "ReportReminder",
    "Revision",
    "Scope",
    "Submission",
    "Trouble",
    "TroubleStep",
    "Watermark",
]
