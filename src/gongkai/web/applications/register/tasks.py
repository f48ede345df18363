"""Long imports in the worker."""

from __future__ import annotations

from django_tasks import task

from gongkai.web.applications.models import RegisterImport
from gongkai.web.applications.register import jobs
from gongkai.web.clock import now


@task()
def look(identity: str) -> None:
    """Check an upload."""
    jobs.look(job=RegisterImport.objects.select_related("organ", "file").get(pk=identity), moment=now())


@task()
def run(identity: str) -> None:
    """Bring a confirmed upload in."""
    jobs.run(job=RegisterImport.objects.select_related("organ", "file").get(pk=identity), moment=now())
