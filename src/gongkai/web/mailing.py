"""The one door to the mail server: what it says when it refuses is kept by whoever sends, never raised."""

from __future__ import annotations

from django.core.mail import send_mail

_LONGEST = 300


def send(subject: str, body: str, to: str) -> str:
    """Send plain text to one address; what went wrong, "" when it was taken. Outside of transactions: a server may take its time."""
    try:
        send_mail(subject, body, None, [to])
    except OSError as problem:  # smtplib's errors are OSErrors: refused, unreachable, timed out
        return f"{type(problem).__name__}: {problem}"[:_LONGEST]
    return ""
