"""Photograph every page type for people to look at: ``scripts/screens.py FOLDER [WORD …]``.

The demonstration is made and served, every page that a browser can open is photographed at 1280 and 390 pixels and with
large text, whole and not only what a screen shows. With words only the pages whose name holds one of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from browser import looking  # type: ignore[import-not-found] # noqa: E402 - the folder of the tests comes first
from browser.place import CHROMIUM, DESK, FLAGS, served  # type: ignore[import-not-found] # noqa: E402

TALLEST = 4000  # pixels of a photograph


def main(folder: Path, words: list[str]) -> None:
    """Make the folder and fill it."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def visit() -> object:
            return browser.new_context(base_url=site.url, locale="zh-CN", viewport=DESK).new_page()

        refused: dict[str, set[str]] = {}
        for pages in (looking.citizen_pages(visit, site), looking.office_pages(visit, site, refused)):
            for shown in pages:
                if not words or any(word in shown.name for word in words):
                    photograph(shown, folder)
        browser.close()


def photograph(shown: looking.Shown, folder: Path) -> None:
    """The page at each size."""
    for size, viewport, large in looking.SIZES:
        shown.page.set_viewport_size(viewport)
        looking.large(shown.page, large)
        name = shown.name.replace("/", "-").replace(":", "-")
        tall = min(TALLEST, shown.page.evaluate("() => document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": viewport["width"], "height": max(tall, viewport["height"])}
        shown.page.screenshot(path=folder / f"{name}--{size}.png", full_page=True, clip=clip)
        print(f"{name}--{size}.png")
    looking.large(shown.page, False)
    shown.page.set_viewport_size(DESK)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: scripts/screens.py FOLDER [WORD ...]")
    main(Path(sys.argv[1]), sys.argv[2:])
