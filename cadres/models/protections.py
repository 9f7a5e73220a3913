from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.enums import ProtectionKind
from cadres.models.posts import ends_after_it_begins


class ProtectionQuerySet(models.QuerySet["Protection"]):
    def in_force(self, on: date) -> Self:
        return self.filter(models.Q(until_on=None) | models.Q(until_on__gte=on), from_on__lte=on)


class Protection(models.Model):
    """保护期: a span in which the person may not be nominated, with its kind; both ends in."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="protections")
    kind = models.CharField(_("原因"), max_length=14, choices=ProtectionKind)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"), null=True)

    objects = ProtectionQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [ends_after_it_begins("protection")]

    def __str__(self) -> str:
        return f"{self.cadre} {self.get_kind_display()}"

    def covers(self, on: date) -> bool:
        """Say whether the span holds a day, as `in_force` does for rows at hand."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)
