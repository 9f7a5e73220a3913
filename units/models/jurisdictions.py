from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import JurisdictionLevel


class Jurisdiction(models.Model):
    """行政区划 by its GB/T 2260 code; a county belongs to a prefecture."""

    code = models.CharField(_("区划代码"), max_length=6, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=JurisdictionLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    document_mark = models.CharField(_("发文机关代字"), max_length=10, default="组召")

    def __str__(self) -> str:
        return self.name
