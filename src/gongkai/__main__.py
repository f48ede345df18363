"""Roof: ``python -m gongkai`` and the command ``gongkai``."""

from __future__ import annotations

import sys

from gongkai.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
