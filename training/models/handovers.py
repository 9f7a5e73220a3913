"""带教交接: who guides a person hands them over to another, at the same place."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import RUNNING
from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_OPEN = models.Q(done_on=None, refused_at=None, withdrawn_at=None)
_FACTS = (
    "posting_id",
    "from_mentor_id",
    "to_mentor_id",
    "reason",
    "note",
    "absence",
    "opened_by_id",
    "opened_at",
)


class MentorHandoverQuerySet(models.QuerySet["MentorHandover"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run practice; both mentors while it waits; when done, who reads the posting.

        Who refused whom is no matter of the person, of their unit, or of a later mentor.
        """
        runs = models.Q(posting__case__county__in=user.counties(*RUNNING))
        signs = models.Q(from_mentor=user) | models.Q(to_mentor=user)
        reads = models.Q(posting__in=PracticePosting.objects.visible_to(user).values("pk"))
        return self.filter(
            runs & ~models.Q(posting__case__subject=user)
            | signs & _OPEN
            | reads & models.Q(done_on__isnull=False)
        )

    def open(self) -> Self:
        """Those that wait for a signature."""
        return self.filter(_OPEN)

    def waiting_for(self, user: "User") -> Self:
        """Those that the user has not signed yet."""
        leaves = models.Q(from_mentor=user, left_at=None, absence="")
        return self.open().filter(leaves | models.Q(to_mentor=user, taken_at=None))


class MentorHandover(models.Model):
    """带教交接: opened by the department, signed by who leaves and who comes, or refused by one.

    The posting's mentor changes on the day of the last signature and not before. Where who leaves
    cannot sign, `absence` says why. An ended one never changes.
    """

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="handovers")
    from_mentor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    to_mentor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    reason = models.CharField(_("更换原因"), max_length=200)
    note = models.TextField(_("交接说明"))
    absence = models.CharField(_("原带教人不能签字的原因"), max_length=200, blank=True)
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("发起时间"))
    left_at = models.DateTimeField(_("原带教人签字时间"), null=True)
    taken_at = models.DateTimeField(_("新带教人签字时间"), null=True)
    done_on = models.DateField(_("交接日期"), null=True)
    refusal = models.CharField(_("不同意的理由"), max_length=200, blank=True)
    refused_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(_("不同意时间"), null=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = MentorHandoverQuerySet.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=_OPEN, name="mentor_handover_one_open"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="")
                & ~models.Q(note="")
                & ~models.Q(from_mentor=models.F("to_mentor")),
                name="mentor_handover_is_explained",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on=None)
                | models.Q(taken_at__isnull=False)
                & (models.Q(left_at__isnull=False) | ~models.Q(absence="")),
                name="mentor_handover_done_when_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(refused_at=None, refusal="")
                | models.Q(refused_at__isnull=False) & ~models.Q(refusal=""),
                name="mentor_handover_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(refused_at=None, withdrawn_at=None)
                | models.Q(done_on=None, withdrawn_at=None)
                | models.Q(done_on=None, refused_at=None),
                name="mentor_handover_ends_once",
            ),
            *(
                models.CheckConstraint(condition=condition, name=name)
                for condition, name in map(
                    paired, ["mentor_handover"] * 2, ["refused", "withdrawn"]
                )
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="as_opened", operation=pgtrigger.UpdateOf(*_FACTS)),
            pgtrigger.Protect(
                name="ended_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__done_on__isnull=False)
                | pgtrigger.Q(old__refused_at__isnull=False)
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.opened_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return not (self.done_on or self.refused_at or self.withdrawn_at)

    @property
    def is_signed(self) -> bool:
        """Whether all have signed who can."""
        return bool(self.taken_at and (self.left_at or self.absence))
