"""The record of who saw personal data is append-only; its triggers are put in by a migration."""

from __future__ import annotations

from gongkai.web.events.append_only import AppendOnly

_RECORD = AppendOnly("applications_reveal", "reveal", "a record of who saw personal data is append-only")
protect, unprotect = _RECORD.protect, _RECORD.unprotect
