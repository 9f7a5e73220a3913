from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.enums import Attainment, HonourKind, Schooling


class Education(models.Model):
    """学历学位: an education, full-time or in service."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="educations")
    schooling = models.CharField(_("教育类别"), max_length=10, choices=Schooling)
    attainment = models.CharField(_("学历"), max_length=2, choices=Attainment)
    degree = models.CharField(_("学位"), max_length=30, blank=True)
    school = models.CharField(_("毕业院校"), max_length=60, blank=True)
    major = models.CharField(_("专业"), max_length=60, blank=True)
    finished_on = models.DateField(_("毕业日期"), null=True, blank=True)
    about = ("cadre_id",)

    def __str__(self) -> str:
        return f"{self.get_attainment_display()} {self.school}"


class Honour(models.Model):
    """表彰奖励、红名单: what speaks for the person, until it is taken back."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="honours")
    kind = models.CharField(_("类别"), max_length=8, choices=HonourKind)
    title = models.CharField(_("名称"), max_length=80)
    awarded_by = models.CharField(_("授予单位"), max_length=60)
    awarded_on = models.DateField(_("授予日期"))
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_on=None)
                | models.Q(revoked_on__gte=models.F("awarded_on")),
                name="honour_revoked_after_award",
            )
        ]

    def __str__(self) -> str:
        return self.title
