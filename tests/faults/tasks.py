"""A task for tests that kill workers: it writes each attempt down, and does its work once. Never part of the product."""

from __future__ import annotations

import os
import time

from django.db import connection, transaction
from django_tasks import task

TABLES = (
    "DROP TABLE IF EXISTS faults_attempt",
    "DROP TABLE IF EXISTS faults_effect",
    "DELETE FROM django_tasks_database_dbtaskresult",
    "CREATE TABLE faults_attempt (number INTEGER NOT NULL, worker INTEGER NOT NULL)",
    "CREATE TABLE faults_effect (number INTEGER NOT NULL)",
)


@task()
def note(number: int) -> None:
    """Look first whether the work is done, as every task of the product does, and only then do it: no key of the table helps."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_attempt VALUES (%s, %s)", [number, os.getpid()])
    time.sleep(0.1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM faults_effect WHERE number = %s", [number])
        if cursor.fetchone()[0] == 0:
            cursor.execute("INSERT INTO faults_effect VALUES (%s)", [number])
    time.sleep(0.1)  # killed here, the work is done and the queue does not know


@task()
def slow(number: int) -> None:
    """The first attempt takes longer than any test waits; the second does the work."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_attempt VALUES (%s, %s)", [number, os.getpid()])
        cursor.execute("SELECT COUNT(*) FROM faults_attempt WHERE number = %s", [number])
        first = cursor.fetchone()[0] == 1
    if first:
        time.sleep(300)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_effect VALUES (%s)", [number])
