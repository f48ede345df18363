"""Bodies of published papers: pasted, imported and typed text as one small, clean HTML; compared, searched, read by page.

See ``docs/adr/0017-rich-text.md`` for what is kept and what is not.
"""

from gongkai.lib.richtext.body import (
    Cleaned,
    Heading,
    Link,
    clean,
    cleaned,
    files,
    from_text,
    is_html,
    links,
    outline,
    placed,
    read,
    taken,
    to_text,
)
from gongkai.lib.richtext.comparing import Summary, changed, compare
from gongkai.lib.richtext.docx import Imported, from_docx
from gongkai.lib.richtext.docx_reading import Picture
from gongkai.lib.richtext.guessing import Guesses
from gongkai.lib.richtext.pages import pages

__all__ = [
    "Cleaned",
    "Guesses",
    "Heading",
    "Imported",
    "Link",
    "Picture",
    "Summary",
    "changed",
    "clean",
    "cleaned",
    "compare",
    "files",
    "from_docx",
    "from_text",
    "is_html",
    "links",
    "outline",
    "pages",
    "placed",
    "read",
    "taken",
    "to_text",
]
