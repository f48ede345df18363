"""The record of what administrators did is append-only; its triggers are put in by a migration."""

from __future__ import annotations

from gongkai.web.events.append_only import AppendOnly

_RECORD = AppendOnly("accounts_adminact", "adminact", "the record of what administrators did is append-only")
protect, unprotect = _RECORD.protect, _RECORD.unprotect
