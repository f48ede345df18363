"""Roof: ``python -m gongkai`` and the command ``gongkai``."""

from __future__ import annotations

from gongkai.cli.main import command

if __name__ == "__main__":
    command()
