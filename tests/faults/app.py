"""The product's WSGI application with two addresses in front, for tests that kill it: ``POST /faults/submit?key=…`` takes an application in
without the limits by network that the form has.

With ``GONGKAI_FAULT=after-commit`` the process ends between commit and answer, once for each key, also when the form was used.
Never part of the product.
"""

from __future__ import annotations

import json
import os
from urllib.parse import parse_qs

from django.db import connection

from gongkai.law.receipt import Came
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.web.applications.services.submitting import Asked, Form, Somebody, submit
from gongkai.web.clock import day_of, now
from gongkai.web.config.wsgi import application as product
from gongkai.web.organs.models import Organ

FAULT = "GONGKAI_FAULT"
AFTER_COMMIT = "after-commit"
SENT = "/apply/check/"  # the last page of the citizen's form


def application(environ, start_response):
    """The product, but for the two addresses of the tests."""
    path = environ["PATH_INFO"]
    if path == "/faults/submit":
        return answer(start_response, taken_in(parse_qs(environ["QUERY_STRING"])["key"][0]))
    if path == "/faults/pragmas":
        return answer(start_response, pragmas())
    answered = product(environ, start_response)
    if path == SENT and environ["REQUEST_METHOD"] == "POST" and os.environ.get(FAULT) == AFTER_COMMIT:
        crash_once("form")
    return answered


def taken_in(key: str) -> dict[str, str]:
    """Through the service that every form uses."""
    moment = now()
    form = Form((Somebody(name="申请人甲", identity="11010119900307123X", phone="13800000001"),), (Asked(f"第{key}件"),))
    made = submit(
        organ=Organ.objects.get(),
        form=form,
        channel=Channel.ONLINE,
        came=Came(submitted=day_of(moment)),
        by="applicant",
        moment=moment,
        key=key,
    )
    if os.environ.get(FAULT) == AFTER_COMMIT:
        crash_once(key)
    return {"number": made.register_number}


def crash_once(key: str) -> None:
    """End this process as a power cut would, the first time that this key gets here."""
    try:
        os.close(os.open(os.path.join(os.environ["GONGKAI_DATA"], f"crashed-{key}"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os._exit(9)


def pragmas() -> dict[str, str]:
    """How the connection of this very process stands."""
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0])
    return {**found, "transaction_mode": str(connection.transaction_mode)}


def answer(start_response, value: dict[str, str]):
    body = json.dumps(value).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
