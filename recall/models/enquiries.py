"""补充询问: what verification asks the unit besides, by when, and what the unit answers."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.guards import never_shorter
from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: "User") -> Self:
        """Those of nominations that the user may see: department and unit, never the person."""
        return self.filter(nomination__in=Nomination.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        """Those that the unit has still to answer."""
        return self.filter(answered_at=None, withdrawn_at=None, nomination__state="SUBMITTED")


class Enquiry(models.Model):
    """One question of a verifier to the unit about a nomination that is being verified."""

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="enquiries")
    question = models.CharField(_("询问"), max_length=500)
    days = models.PositiveSmallIntegerField(_("答复期限（工作日）"))
    due_on = models.DateField(_("答复期限"))
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("询问时间"))
    answer = models.TextField(_("答复"), blank=True)
    file = models.OneToOneField(
        "evidence.EvidenceFile", models.PROTECT, null=True, related_name="+"
    )
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    why_withdrawn = models.CharField(_("撤回理由"), max_length=200, blank=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = EnquiryQuerySet.as_manager()
    about = ("nomination", "cadre_id")

    class Meta:
        verbose_name = verbose_name_plural = _("补充询问")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", file=None, answered_by=None, answered_at=None)
                | (
                    ~models.Q(answer="")
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="enquiry_answered_at",
            ),
            models.CheckConstraint(
                condition=models.Q(why_withdrawn="", withdrawn_by=None, withdrawn_at=None)
                | (
                    ~models.Q(why_withdrawn="")
                    & models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                ),
                name="enquiry_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(withdrawn_at=None),
                name="enquiry_answered_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="enquiry_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            never_shorter("due_on"),
            pgtrigger.Protect(
                name="question_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "nomination_id", "question", "days", "asked_by_id", "asked_at"
                ),
            ),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False)
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:40]

    @property
    def is_open(self) -> bool:
        """Whether it was neither answered nor taken back."""
        return self.answered_at is None and self.withdrawn_at is None
