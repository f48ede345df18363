"""Steps of a grievance and what was done about an opinion are never edited; the triggers that refuse it are put in by a migration."""

from __future__ import annotations

from gongkai.web.events.append_only import AppendOnly, together

TABLES = tuple(
    AppendOnly(f"oversight_{name}", f"oversight_{name}", f"{words} is append-only")
    for name, words in (("grievancestep", "a step of a grievance"), ("followup", "a step about an opinion"))
)
protect, unprotect = together(TABLES)
