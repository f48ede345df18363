"""One letter of each family as a person sees it: set by typst and by LibreOffice, turned into pictures, and measured.

Run with ``GONGKAI_PICTURES=folder`` to keep the pictures and look at them.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from gongkai.notices.edited import differences
from gongkai.notices.fill import fill
from gongkai.notices.writers import docx, pdf
from tests.notices.samples import ALL

FAMILIES = ("P01", "P03", "P07", "P09", "P12", "P13", "P15", "P16", "D03", "reply")
MILLIMETRE = 2.0  # pixels
PAGE = (210, 297)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    kept = os.environ.get("GONGKAI_PICTURES")
    return Path(kept) if kept else tmp_path_factory.mktemp("pictures")


def converted(folder, suffix, name):
    """All letters as .docx, turned into another format by LibreOffice in one go."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for code in FAMILIES:
        (folder / f"{code}.docx").write_bytes(docx.render(fill(code, ALL[code])))
    files = [str(folder / f"{code}.docx") for code in FAMILIES]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, "--headless", profile, "--convert-to", suffix, "--outdir", str(folder / name), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    return folder / name


@pytest.fixture(scope="module")
def from_word(folder):
    return converted(folder, "pdf", "word")


@pytest.fixture(scope="module")
def saved_again(folder):
    return converted(folder, "docx", "again")


def pictures(data, name, folder):
    """Every page as rows, each row its reds, greens and blues; 2 pixels a millimetre."""
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(data), 1):
        bitmap = page.render(scale=MILLIMETRE * 25.4 / 72, rev_byteorder=True)
        if os.environ.get("GONGKAI_PICTURES"):
            bitmap.to_pil().save(folder / f"{name}-{number}.png")
        raw, step, depth = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        lines = [raw[y * step : y * step + bitmap.width * depth] for y in range(bitmap.height)]
        pages.append([tuple(line[colour::depth] for colour in range(3)) for line in lines])
    return pages


def dark(row, places):
    """Is there ink that is not red at one of the places of a row?"""
    return any(max(pixel) < 150 for pixel in zip(*(colour[places] for colour in row), strict=True))


def inked(pages, left, right):
    """Is there ink, the red lines aside, within so many millimetres of the left or right edge of any page?"""
    sides = (slice(0, int(left * MILLIMETRE)), slice(-int(right * MILLIMETRE), None))
    return any(dark(row, places) for rows in pages for row in rows for places in sides)


def red_lines(rows):
    """Heights in millimetres of rows that are red over more than 160 mm, and how long each is."""
    found = {}
    for y, row in enumerate(rows):
        length = sum(1 for red, green, blue in zip(*row, strict=True) if red > 150 and green < 150 and blue < 150) / MILLIMETRE
        if length > 160:
            found[y / MILLIMETRE] = length
    return found


def check(pages, code):
    assert 1 <= len(pages) <= 4
    for rows in pages:
        assert (len(rows[0][0]) / MILLIMETRE, len(rows) / MILLIMETRE) == pytest.approx(PAGE, abs=1)
        assert any(dark(row, slice(None)) for row in rows), "an empty page"
    assert not inked(pages, 26, 24), "text stands in a margin"
    lines = [red_lines(rows) for rows in pages]
    if fill(code, ALL[code]).layout == "letter":
        heights = sorted(lines[0])
        assert 40 < heights[0] < 52
        assert 275.5 < heights[-1] < 278.5  # 20 mm from the lower edge
        assert all(168 <= length <= 172 for length in lines[0].values())
        lines = lines[1:]
    assert not any(lines)


@pytest.mark.slow
@pytest.mark.parametrize("code", FAMILIES)
def test_a_letter_saved_again_by_an_office_program_is_unchanged(code, folder, saved_again):
    assert differences(fill(code, ALL[code]), (saved_again / f"{code}.docx").read_bytes()) == ()


@pytest.mark.slow
@pytest.mark.parametrize("code", FAMILIES)
def test_the_pdf_keeps_margins_and_red_lines(code, folder):
    check(pictures(pdf.render(fill(code, ALL[code])), f"{code}-typst", folder), code)


@pytest.mark.slow
@pytest.mark.parametrize("code", FAMILIES)
def test_the_word_file_keeps_margins_and_red_lines(code, folder, from_word):
    check(pictures((from_word / f"{code}.pdf").read_bytes(), f"{code}-word", folder), code)
