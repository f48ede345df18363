"""Files of a form kept in memory, whatever their size: Django would write what is larger than 2 MB to a disk.

The whole request is bounded before it is read (``config.middleware.size``), and how many are read at once by ``turns``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadhandler import MemoryFileUploadHandler

if TYPE_CHECKING:
    from typing import IO, Any

    from django.http import HttpRequest
    from django.http.request import QueryDict


class InMemory(MemoryFileUploadHandler):
    """Takes every file into memory."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, Any] | None:
        """Whatever the length."""
        self.activated = True
        return None


def keep_in_memory(request: HttpRequest) -> None:
    """Before the form is read: no other handler sees a file of this request."""
    request.upload_handlers = [InMemory(request)]
