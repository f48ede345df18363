"""What was published, answered and noted is never edited; the triggers that refuse it are put in by a migration."""

from __future__ import annotations

from gongkai.web.events.append_only import AppendOnly, together

TABLES = tuple(
    AppendOnly(f"reporting_{name}", f"reporting_{name}", f"{words} is append-only")
    for name, words in (
        ("edition", "a published edition"), ("editionfile", "a published file"), ("answer", "an answer to a finding"),
        ("note", "a text that an event names"), ("troublestep", "a step of the register of problems"),
    )
)  # fmt: skip
protect, unprotect = together(TABLES)
