"""The summary of a survey: by rule, by organ, by year; as JSON and as a table for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongkai.report.output.columns import pad, width_of, wrap
from gongkai.report.rules import by_code

if TYPE_CHECKING:
    from gongkai.report.audit.work import Outcome

LEVELS = ("error", "warning", "info", "uncertain")
_WORDS = {"error": "错误", "warning": "提醒", "info": "提示", "uncertain": "存疑"}
_TOP_RULES, _TOP_ORGANS = 20, 10


class Tally:
    """Counts that grow with the number of rules, organs and years, not with that of files."""

    def __init__(self) -> None:
        self.files = 0
        self.unusable = 0
        self.clean = 0
        self.from_cache = 0
        self.totals = dict.fromkeys(LEVELS, 0)
        self.rules: dict[str, list[int]] = {}  # code -> findings, files
        self.organs: dict[str, list[int]] = {}  # organ -> files, then findings by level
        self.years: dict[str, list[int]] = {}

    def add(self, outcome: Outcome, *, cached: bool) -> None:
        """Count one file."""
        self.files += 1
        self.from_cache += cached
        if outcome.error:
            self.unusable += 1
            return
        self.clean += not outcome.findings
        by_level = dict.fromkeys(LEVELS, 0)
        codes: dict[str, int] = {}
        for finding in outcome.findings:
            by_level[finding[2] if finding[3] else "uncertain"] += 1
            codes[finding[0]] = codes.get(finding[0], 0) + 1
        for level, number in by_level.items():
            self.totals[level] += number
        for code, number in codes.items():
            entry = self.rules.setdefault(code, [0, 0])
            entry[0] += number
            entry[1] += 1
        for table, key in ((self.organs, outcome.organ or ""), (self.years, "" if outcome.year is None else str(outcome.year))):
            counts = table.setdefault(key, [0] * (1 + len(LEVELS)))
            counts[0] += 1
            for position, level in enumerate(LEVELS, 1):
                counts[position] += by_level[level]

    def as_dict(self) -> dict[str, Any]:
        """The summary file: schema ``gongkai.audit/1``. An organ or year that was not recognised is null."""
        return {
            "schema": "gongkai.audit/1",
            "files": self.files,
            "unusable": self.unusable,
            "clean": self.clean,
            "findings": self.totals,
            "by_rule": [
                {"code": code, "title": _title(code), "level": _level(code), "findings": found, "files": files}
                for code, (found, files) in sorted(self.rules.items(), key=lambda item: (-item[1][1], item[0]))
            ],
            "by_organ": _table(self.organs, "organ", sorted(self.organs.items(), key=lambda item: (-item[1][1], item[0]))),
            "by_year": _table(self.years, "year", sorted(self.years.items())),
        }

    def dumps(self) -> str:
        """The summary as JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"


def _table(source: dict[str, list[int]], name: str, ordered: list[tuple[str, list[int]]]) -> list[dict[str, Any]]:
    return [
        {name: (int(key) if name == "year" else key) if key else None, "files": counts[0], **dict(zip(LEVELS, counts[1:], strict=True))}
        for key, counts in ordered
    ]


def _title(code: str) -> str:
    rule = by_code(code)
    return rule.title if rule else ""


def _level(code: str) -> str:
    rule = by_code(code)
    return rule.level if rule else ""


def words(tally: Tally, width: int = 100) -> str:
    """The summary for people: totals, the commonest rules, the organs with most errors, the years."""
    cached = f"，{tally.from_cache} 份结果取自缓存" if tally.from_cache else ""
    lines = [
        f"共 {tally.files} 份：{tally.clean} 份没有发现问题，{tally.unusable} 份不能使用{cached}。",
        "，".join(f"{_WORDS[level]} {number} 处" for level, number in tally.totals.items()) + "。",
    ]
    data = tally.as_dict()
    rules = data["by_rule"]
    if rules:
        lines += ["", f"最常见的问题（共 {len(rules)} 种）", f"{'份数':>4}  {'处数':>4}  规则"]
        for entry in rules[:_TOP_RULES]:
            lead = f"{entry['files']:>6}  {entry['findings']:>6}  {entry['code']}  "
            first, *rest = wrap(entry["title"], max(20, width - width_of(lead)))
            lines += [lead + first, *(" " * width_of(lead) + line for line in rest)]
    lines += _section("错误最多的机关", "organ", [entry for entry in data["by_organ"] if entry["error"]][:_TOP_ORGANS], "机关名称不明")
    lines += _section("按年度", "year", data["by_year"], "年度不明")
    return "\n".join(lines) + "\n"


def _section(title: str, name: str, entries: list[dict[str, Any]], unknown: str) -> list[str]:
    if not entries:
        return []
    labels = [str(entry[name]) if entry[name] is not None else unknown for entry in entries]
    wide = max(8, *(width_of(label) for label in labels))
    head = pad("", wide) + "".join("  " + pad(word, 6, right=True) for word in ("份数", *_WORDS.values()))
    lines = ["", title, head]
    for label, entry in zip(labels, entries, strict=True):
        lines.append(pad(label, wide) + "".join("  " + pad(str(entry[key]), 6, right=True) for key in ("files", *LEVELS)))
    return lines
