"""One module a format, each with ``render(letter) -> bytes``; which one is chosen in ``notices.render``."""
