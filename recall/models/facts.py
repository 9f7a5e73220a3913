from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class Fact(models.Model):
    """事实: what happened, when and where, under which ground."""

    nomination = models.ForeignKey("recall.Nomination", models.CASCADE, related_name="facts")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    token = models.UUIDField(_("提交标识"), null=True, unique=True)
    happened_on = models.DateField(_("发生日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    text = models.TextField(_("事实经过"))

    def __str__(self) -> str:
        return self.text[:40]


class FactEvidenceQuerySet(models.QuerySet["FactEvidence"]):
    def visible_to(self, user: "User") -> Self:
        """Evidence on nominations that the user may see, or has been told of as the person."""
        seen = Nomination.objects.visible_to(user).values("pk")
        told = Nomination.objects.told_to(user).values("pk")
        return self.filter(
            models.Q(fact__nomination__in=seen) | models.Q(fact__nomination__in=told)
        )


class FactEvidence(models.Model):
    """A file that shows a fact."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="evidence")
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")

    objects = FactEvidenceQuerySet.as_manager()
    about = ("fact", "nomination", "cadre_id")

    def __str__(self) -> str:
        return str(self.file)
