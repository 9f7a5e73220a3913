"""自愿留任: the person's own wish to stay where they practised, and the host unit's answer."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_HOST_NOW = models.F("posting__host_unit")  # a transfer moves the posting, not the wish


class StayWishQuerySet(models.QuerySet["StayWish"]):
    def visible_to(self, user: "User") -> Self:
        """The department's, one's own, and what was asked of whom one guides where they are now.

        Not the former unit's; nor does the next host read what was asked of the one before.
        """
        postings = PracticePosting.objects
        return self.filter(
            models.Q(posting__in=postings.wishes_kept(user))
            | models.Q(posting__in=postings.guided_by(user), host_unit=_HOST_NOW)
        )

    def standing(self) -> Self:
        """Those not taken back, and asked of the unit in which the person practises or did."""
        return self.filter(withdrawn_at=None, host_unit=_HOST_NOW)


class StayWish(models.Model):
    """留任申请: what the person says; the host unit agrees or not; until then it may be taken back.

    It is asked of the host unit of that day and goes to no other with a transfer. The words never
    change; answered and taken back are set once.
    """

    posting = models.ForeignKey(PracticePosting, models.PROTECT, related_name="wishes")
    host_unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    why = models.CharField(_("申请理由"), max_length=300)
    wished_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    wished_at = models.DateTimeField(_("申请时间"))
    is_agreed = models.BooleanField(_("是否同意"), null=True)
    answer = models.CharField(_("接收单位意见"), max_length=300, blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = StayWishQuerySet.as_manager()
    about = ("posting", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "host_unit"],
                condition=models.Q(withdrawn_at=None),
                name="stay_wish_once_per_host",
            ),
            models.CheckConstraint(
                condition=paired("stay_wish", "answered")[0],
                name=paired("stay_wish", "answered")[1],
            ),
            models.CheckConstraint(
                condition=paired("stay_wish", "withdrawn")[0],
                name=paired("stay_wish", "withdrawn")[1],
            ),
            models.CheckConstraint(
                condition=models.Q(is_agreed=None, answered_at=None)
                | models.Q(is_agreed__isnull=False, answered_at__isnull=False),
                name="stay_wish_answered_with_yes_or_no",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_said",
                operation=pgtrigger.UpdateOf("posting_id", "host_unit_id", "why", "wished_at"),
            ),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answered_at IS NOT NULL AND (NEW.is_agreed, NEW.answer)"
                    " IS DISTINCT FROM (OLD.is_agreed, OLD.answer)"
                ),
            ),
            pgtrigger.Protect(
                name="withdrawn_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}"

    @property
    def stands(self) -> bool:
        """Say of one row what `standing` asks of all."""
        return self.withdrawn_at is None and self.host_unit_id == self.posting.host_unit_id
