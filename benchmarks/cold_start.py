"""Claim: a cold ``gongkai report check`` of one HTML or text file costs at most 8× ``python -c pass``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from _pages import plain_text, word_page
from _timing import medians, verdict

BAR = 8.0


def gongkai() -> list[str]:
    """The command as it is installed beside the interpreter, else the package as a module."""
    script = Path(sys.executable).with_name("gongkai")
    return [str(script)] if script.exists() else [sys.executable, "-m", "gongkai"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        page, text = Path(folder, "report.html"), Path(folder, "report.txt")
        page.write_text(word_page(), "utf-8")
        text.write_text(plain_text(), "utf-8")
        commands = {
            "pass": [sys.executable, "-c", "pass"],
            "html": [*gongkai(), "report", "check", str(page)],
            "text": [*gongkai(), "report", "check", str(text)],
        }
        # An installed program has its bytecode; one that runs from its sources gets it here, for all candidates alike.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        codes = {subprocess.run(command, capture_output=True, env=environment, check=False).returncode for command in commands.values()}
        if not codes <= {0, 1}:
            print("MISS  the check itself fails")
            return 1
        calls = {
            name: lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
            for name, command in commands.items()
        }
        taken = medians(calls, 21)
    base = taken["pass"]
    results = [
        verdict(
            f"cold check of one {name} file against python -c pass",
            taken[name] / base,
            BAR,
            f"{taken[name] * 1000:.0f} ms / {base * 1000:.0f} ms",
        )
        for name in ("html", "text")
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
