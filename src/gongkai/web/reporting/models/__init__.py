"""Tables of the annual report."""

from gongkai.web.reporting.models.annual import AnnualReport, Answer, Edition, EditionFile, Note, ReportReminder, Revision, Scope
from gongkai.web.reporting.models.beside import FigureRequest, PastReport, Submission, Trouble, TroubleStep
from gongkai.web.reporting.models.facts import ApplicationFact, Declaration, DocumentFact, RemedyFact, Watermark

__all__ = [
    "AnnualReport",
    "Answer",
    "ApplicationFact",
    "Declaration",
    "DocumentFact",
    "Edition",
    "EditionFile",
    "FigureRequest",
    "Note",
    "PastReport",
    "RemedyFact",
    "ReportReminder",
    "Revision",
    "Scope",
    "Submission",
    "Trouble",
    "TroubleStep",
    "Watermark",
]
