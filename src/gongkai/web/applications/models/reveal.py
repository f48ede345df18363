"""Who looked at personal data in full, and who compared an identity proof: records for the auditor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.applications.models.beside import Rectification
from gongkai.web.applications.models.case import Application
from gongkai.web.applications.models.people import Person


class Reveal(models.Model):
    """Somebody saw a value in full. Append-only by triggers, like events; ``what`` is a word of ``services.revealing``.

    It is about an application or about a request for rectification, never about both or none. ``person`` is the number of the row of ``Person`` and no key: retention erases that row, this one stays.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="reveals", null=True)
    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="reveals", null=True)
    person = models.BigIntegerField(null=True)
    what = models.CharField("看了什么", max_length=40)
    why = models.CharField("为了什么", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moment = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-moment", "-id"]
        indexes: ClassVar = [models.Index(fields=["moment"], name="reveals_by_moment")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(application__isnull=False, rectification__isnull=True)
                | models.Q(application__isnull=True, rectification__isnull=False),
                name="reveal_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.what}"

    @property
    def about(self) -> Application | Rectification:
        """Whose personal data were seen."""
        found = self.application or self.rectification
        assert found is not None  # by the constraint
        return found


class IdentityCheck(models.Model):
    """An officer compared the identity proof of a person on the form (条例 Art. 29)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="checks")
    agrees = models.BooleanField("一致")
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moment = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-moment"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.agrees}"
