from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES

if TYPE_CHECKING:
    from accounts.models import User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its department."""
        return self.filter(county__in=user.counties(*OFFICE_ROLES))

    def newest(self) -> Self:
        """The last version of each title of each county."""
        return self.order_by("county", "title", "-version").distinct("county", "title")


class Programme(models.Model):
    """班次方案: a county's own programme, one row for each version; none is ever changed.

    `blocks` is a list of {kind, length, unit, least, most, told}: see training/presets. `preset` is
    the template that it was made from. A class keeps the version by which it was laid out.
    `rubric` is what its classes' reflections are marked by, `[{"name", "points"}]`, empty for words
    alone; None in a version kept before programmes told of it.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    title = models.CharField(_("方案名称"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    preset = models.CharField(_("参照模板"), max_length=40, blank=True)
    note = models.CharField(_("依据和说明"), max_length=200, blank=True)
    blocks = models.JSONField(_("环节"))
    rubric = models.JSONField(_("心得评分标准"), null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("保存时间"))

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "title", "version"], name="programme_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gt=0), name="programme_version_positive"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def parts(self) -> list[dict[str, Any]]:
        return list(self.blocks)
