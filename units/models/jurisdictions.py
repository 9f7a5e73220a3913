from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from units.enums import JurisdictionLevel

DIVISION_CODE = r"^[0-9]{6}$"


def span() -> models.Func:
    """Answer the days of a row: its first day in, its last out; open when it has no last."""
    return models.Func(
        models.F("from_on"),
        models.F("until_on"),
        models.Value("[)"),
        function="daterange",
        output_field=DateRangeField(),
    )


class Jurisdiction(models.Model):
    """行政区划 by its GB/T 2260 code; a county belongs to a prefecture.

    Code and name are those of now; what it was called before stands in its former names.
    """

    code = models.CharField(_("区划代码"), max_length=6, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=JurisdictionLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    document_mark = models.CharField(_("发文机关代字"), max_length=10, default="组召")
    from_on = models.DateField(_("设立日期"), null=True)
    until_on = models.DateField(_("撤销日期"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=DIVISION_CODE), name="jurisdiction_code_is_gb2260"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def former_rows(self) -> "list[FormerDivision]":
        """What it was before, read once: an act prints its name several times."""
        return list(self.former.all())


class FormerDivision(models.Model):
    """What a division was called and coded up to, and not with, a day (撤县设市 and its like)."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="former")
    code = models.CharField(_("原区划代码"), max_length=6)
    name = models.CharField(_("原名称"), max_length=60)
    from_on = models.DateField(_("启用日期"), null=True)
    until_on = models.DateField(_("停用日期"))
    basis = models.CharField(_("批准文号"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=DIVISION_CODE), name="former_division_code_is_gb2260"
            ),
            models.CheckConstraint(
                condition=models.Q(from_on=None) | models.Q(until_on__gt=models.F("from_on")),
                name="former_division_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="former_division_one_name_a_day",
                expressions=[
                    ("jurisdiction", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["code"], name="former_division_code")]

    def __str__(self) -> str:
        return self.name

    def bore(self, on: date) -> bool:
        """Say whether this was its name on a day."""
        return (self.from_on is None or self.from_on <= on) and on < self.until_on
