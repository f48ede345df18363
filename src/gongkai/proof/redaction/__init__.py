"""Takes hidden data and named words out of a file for good, and proves it by opening the result again.

:func:`redact` is the only door. Nothing is covered: what is hidden is not written again, what is named is replaced by
:data:`~gongkai.proof.redaction.terms.MARK`, and a page of a PDF with something to take out becomes a picture.
"""

from gongkai.proof.redaction.model import Box, Proof, Redacted
from gongkai.proof.redaction.redactor import redact
from gongkai.proof.redaction.terms import MARK

__all__ = ["MARK", "Box", "Proof", "Redacted", "redact"]
