"""Bodies of published papers: pasted, imported and typed text as one small, clean HTML; compared, searched, read by page.

See ``docs/adr/0017-rich-text.md`` for what is kept and what is not.
"""

from gongkai.lib.richtext.body import Cleaned, Heading, Link, clean, cleaned, files, from_text, links, outline, placed, taken, to_text

__all__ = ["Cleaned", "Heading", "Link", "clean", "cleaned", "files", "from_text", "links", "outline", "placed", "taken", "to_text"]
