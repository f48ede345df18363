"""Long imports of lists in the worker."""

from __future__ import annotations

from django_tasks import task

from gongkai.web.clock import now
from gongkai.web.publication.models import ListImport
from gongkai.web.publication.register import jobs


@task()
def look(identity: str) -> None:
    """Check an upload."""
    jobs.look(job=ListImport.objects.select_related("organ", "file", "by").get(pk=identity), moment=now())


@task()
def run(identity: str) -> None:
    """Bring a confirmed upload in."""
    jobs.run(job=ListImport.objects.select_related("organ", "file", "by").get(pk=identity), moment=now())
