"""Programs that some tests look with; without them the tests say so and are skipped."""

import shutil

import pytest


@pytest.fixture(scope="session")
def office():
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture(scope="session")
def pdftotext():
    found = shutil.which("pdftotext")
    if not found:
        pytest.skip("pdftotext is not installed (apt-get install poppler-utils)")
    return found
