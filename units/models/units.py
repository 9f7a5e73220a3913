from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import UnitKind


class Unit(models.Model):
    """单位 of a county. `until_on` ends it; a case keeps the unit as it was that day."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(_("单位名称"), max_length=80)
    kind = models.CharField(_("单位性质"), max_length=12, choices=UnitKind)
    from_on = models.DateField(_("设立日期"))
    until_on = models.DateField(_("撤销日期"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"],
                condition=models.Q(until_on=None),
                name="unit_name_once_per_county",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name
