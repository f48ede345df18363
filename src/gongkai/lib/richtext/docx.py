"""A Word document as a body: its words and tables, its pictures as files, and what the paper says of itself."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.lib.archive import Archive, whole
from gongkai.lib.richtext.docx_reading import PAGE, Picture, Walk
from gongkai.lib.richtext.docx_styles import Package
from gongkai.lib.richtext.guessing import Guesses, guess
from gongkai.lib.richtext.notes import Notes
from gongkai.lib.richtext.shaping import shaped
from gongkai.lib.richtext.tree import Block, html, lines


class Imported(NamedTuple):
    """A document taken over: ``html`` is clean, ``said`` what is not in it, ``images`` the files that it shows as
    ``attachment:NAME``.
    """

    html: str
    title: str
    said: tuple[str, ...]
    images: tuple[Picture, ...]
    guesses: Guesses


def from_docx(data: bytes) -> Imported:
    """A .docx file as a body.

    Raises:
        UnusableInput: it is no such file, damaged, locked, or beyond all measure.
    """
    notes = Notes()
    with whole("Word 文档"):
        walk = Walk(Package(Archive(data)), notes)
        blocks = shaped(block for block in walk.blocks() if block != PAGE)
    guesses, body = guess(blocks, walk.titles)
    for _ in range(len(blocks) - len(body)):
        notes.add("moved")
    return Imported(html(shaped(body)), guesses.title, notes.said(), tuple(walk.pictures), guesses)


def docx_pages(data: bytes) -> tuple[str, ...]:
    """The visible text of a .docx file, parted where the author began a new page. UnusableInput as :func:`from_docx`."""
    with whole("Word 文档"):
        pages: list[list[Block]] = [[]]
        for block in Walk(Package(Archive(data)), Notes()).blocks():
            if block == PAGE:
                pages.append([])
            else:
                pages[-1].append(block)
        return tuple(text for page in pages if (text := "\n".join(lines(shaped(page)))))
