from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recall.enums.particulars import EvidenceKind
from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User


class Fact(models.Model):
    """事实: what happened, when and where, under which ground.

    `clause` is what was in force of that ground on the day it happened; it names the version. A
    ground that asks for free text ("其他") is confirmed by an admin who has no other hand in it.
    """

    nomination = models.ForeignKey("recall.Nomination", models.CASCADE, related_name="facts")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    clause = models.ForeignKey("schemes.Clause", models.PROTECT, null=True, related_name="+")
    token = models.UUIDField(_("提交标识"), null=True, unique=True)
    happened_on = models.DateField(_("发生日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    text = models.TextField(_("事实经过"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="fact_confirmed_by_with_at",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether the ground asks for a second admin's word that has not been given."""
        return self.ground.requires_free_text and self.confirmed_by_id is None


class FactEvidenceQuerySet(models.QuerySet["FactEvidence"]):
    def visible_to(self, user: "User") -> Self:
        """Evidence on nominations that the user may see, or has been told of as the person."""
        seen = Nomination.objects.visible_to(user).values("pk")
        told = Nomination.objects.told_to(user).values("pk")
        return self.filter(
            models.Q(fact__nomination__in=seen) | models.Q(fact__nomination__in=told)
        )


class FactEvidence(models.Model):
    """A file that shows a fact: what it is, where it comes from, who took it and when.

    Of a witness the person reads neither name nor words that are not blacked out: HR-23.
    """

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="evidence")
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")
    kind = models.CharField(
        _("材料种类"), max_length=8, choices=EvidenceKind, default=EvidenceKind.DOCUMENT
    )
    source = models.CharField(_("来源"), max_length=80, blank=True)
    taken_by = models.CharField(_("取证人"), max_length=40, blank=True)
    taken_on = models.DateField(_("取得日期"), null=True)

    objects = FactEvidenceQuerySet.as_manager()
    about = ("fact", "nomination", "cadre_id")

    def __str__(self) -> str:
        return str(self.file)
