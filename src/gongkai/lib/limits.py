"""Limits on what is read from outside. One place; nothing else names a number.

They stand in the contract: 32 MB as it comes, 64 MB unpacked, 256 levels deep.
"""

RAW_BYTES = 32 * 1024 * 1024
UNPACKED_BYTES = 64 * 1024 * 1024
NESTING = 256
# A page or a table larger than this is no annual report; reading stops there with a clear word.
CELLS = 200_000
PDF_PAGES = 200
# Cell spans beyond this are a trick, not a table (the widest official row has 15 columns).
SPAN = 1000
# LibreOffice may take this long for one .doc or .wps file.
OFFICE_SECONDS = 30
