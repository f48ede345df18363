"""What a file says beyond what it shows: hidden data and personal data in Word, Excel, PDF and the files inside them.

:func:`scan` is the only door. One module reads each kind of file into :class:`~gongkai.proof.files.model.Piece`, what is a
finding is decided in one place.
"""

from gongkai.proof.files.model import BLOCK, LABELS, NOTE, Hidden, Scan
from gongkai.proof.files.scanner import scan

__all__ = ["BLOCK", "LABELS", "NOTE", "Hidden", "Scan", "scan"]
