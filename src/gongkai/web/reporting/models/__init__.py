"""Tables of the annual report."""

from gongkai.web.reporting.models.facts import ApplicationFact, Declaration, DocumentFact, RemedyFact, Watermark

__all__ = ["ApplicationFact", "Declaration", "DocumentFact", "RemedyFact", "Watermark"]
