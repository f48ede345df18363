"""Why the network gave nothing: not allowed (a person must mend the address) or not reached (try again later)."""

from __future__ import annotations

from gongkai.lib.errors import UnusableInput


class Forbidden(UnusableInput):
    """The address may not be asked. Trying again changes nothing."""


class Unreached(UnusableInput):
    """The other side did not answer as it should. Later it may."""
