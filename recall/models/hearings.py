"""告知和谈话: what is served before the word, black-out copies, talks with the person."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from recall.enums import RedactionReason, ServiceManner
from recall.models.facts import FactEvidence
from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_WRITTEN_ONCE = pgtrigger.Protect(
    name="written_once", operation=pgtrigger.Update | pgtrigger.Delete
)


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, nobody's own."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        rows = self.filter(evidence__fact__nomination__county__in=office)
        return rows.exclude(evidence__fact__nomination__subject=user)


class Redaction(models.Model):
    """遮盖件: the copy of an evidence file that the person gets, areas black; the newest holds.

    `areas` is a list of [page, left, top, width, height], percent of the page. The copy is made
    by a job: until `file` is there, and after a failure, the person gets neither copy nor original.
    """

    evidence = models.ForeignKey(FactEvidence, models.PROTECT, related_name="redactions")
    areas = models.JSONField(_("遮盖位置"))
    reason = models.CharField(_("遮盖理由"), max_length=8, choices=RedactionReason)
    file = models.OneToOneField(
        "evidence.EvidenceFile", models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    made_at = models.DateTimeField(_("完成时间"), null=True)

    objects = RedactionQuerySet.as_manager()
    about = ("evidence", "fact", "nomination", "cadre_id")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="areas_stay",
                operation=pgtrigger.UpdateOf("evidence_id", "areas", "reason", "by_id", "at"),
            ),
            pgtrigger.Protect(
                name="made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__made_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def has_failed(self) -> bool:
        """Whether the job ended without a copy."""
        return self.made_at is not None and self.file_id is None


class AllegationQuerySet(models.QuerySet["Allegation"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the nominations that the department of the county may see; nobody's own."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        seen = Nomination.objects.visible_to(user).filter(county__in=office)
        return self.filter(nomination__in=seen.values("pk"))

    def told_to(self, user: "User") -> Self:
        """The person's own."""
        return self.filter(nomination__in=Nomination.objects.told_to(user).values("pk"))


class Allegation(models.Model):
    """告知书: facts and evidence were served on the person; the reply term runs from that day.

    `document` is the notice as it was frozen then; tellings of before the notices have none.
    """

    nomination = models.OneToOneField(
        "recall.Nomination", models.PROTECT, related_name="allegation"
    )
    served_on = models.DateField(_("送达日期"))
    manner = models.CharField(_("送达方式"), max_length=9, choices=ServiceManner)
    received_by = models.CharField(_("签收人"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = AllegationQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(received_by="") | ~models.Q(note=""),
                name="allegation_refusal_is_noted",
            )
        ]
        triggers = [_WRITTEN_ONCE]

    def __str__(self) -> str:
        return f"{self.get_manner_display()} {self.served_on}"


class TalkRequest(models.Model):
    """The person asks to be heard in a talk before the decision."""

    nomination = models.OneToOneField(
        "recall.Nomination", models.PROTECT, related_name="talk_request"
    )
    text = models.CharField(_("想当面说明的事项"), max_length=200, blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    about = ("nomination", "cadre_id")

    class Meta:
        triggers = [_WRITTEN_ONCE]

    def __str__(self) -> str:
        return self.text


class Talk(models.Model):
    """谈话记录: a talk that was held, or that was put off to another day."""

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="talks")
    on = models.DateField(_("谈话日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    first = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    said = models.TextField(_("问答内容"), blank=True)
    is_signed = models.BooleanField(_("本人签名"), default=False)
    refusal = models.CharField(_("拒签情况"), max_length=200, blank=True)
    witness = models.CharField(_("见证人"), max_length=40, blank=True)
    next_on = models.DateField(_("改期至"), null=True)
    reason = models.CharField(_("改期理由"), max_length=200, blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(next_on=None, reason="", first__isnull=False, second__isnull=False)
                    & ~models.Q(said="")
                    & ~models.Q(first=models.F("second"))
                    & (models.Q(is_signed=True) | ~models.Q(refusal="") & ~models.Q(witness=""))
                )
                | (
                    models.Q(next_on__gt=models.F("on"), said="", is_signed=False)
                    & ~models.Q(reason="")
                ),
                name="talk_held_or_put_off",
            )
        ]
        triggers = [_WRITTEN_ONCE]

    def __str__(self) -> str:
        return f"{self.on}"
