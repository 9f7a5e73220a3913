"""协办查阅: the view of one case, lent to a named helper for some days, approved by another."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES
from recall.models.cases import Case
from recall.models.decisions import refusing

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
LONGEST_DAYS = 14
_NOMINATION = "(SELECT k.nomination_id FROM recall_case k WHERE k.id = NEW.case_id)"


def _paired(act: str, *more: str) -> models.CheckConstraint:
    """Answer the constraint that `<act>_by`, `<act>_at` and `more` are set together."""
    names = (f"{act}_by", f"{act}_at", *more)
    return models.CheckConstraint(
        condition=models.Q(**dict.fromkeys(names))
        | models.Q(**{f"{name}__isnull": False for name in names}),
        name=f"helperaccess_{act}_as_a_whole",
    )


class HelperAccessQuerySet(models.QuerySet["HelperAccess"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, of cases in view; never of one's own case."""
        seen = Case.objects.visible_to(user).filter(county__in=user.counties(*OFFICE_ROLES))
        return self.filter(case__in=seen.values("pk"))

    def told_to(self, user: "User") -> Self:
        """Those of which the person may know: approved, the notice served, no law against it."""
        return self.filter(
            case__subject=user,
            case__receipt__isnull=False,
            approved_at__isnull=False,
            withheld_basis="",
        )

    def waiting(self) -> Self:
        """Those that nobody approved or refused yet."""
        return self.filter(approved_at=None, refused_at=None)


class HelperAccess(models.Model):
    """One access. It ends by the clock; an end before that is a hand's."""

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="helper_accesses")
    helper = models.ForeignKey(_USER, models.PROTECT, verbose_name=_("协办人"), related_name="+")
    reason = models.CharField(_("协办事由"), max_length=300)
    days = models.PositiveSmallIntegerField(_("查阅天数"))
    withheld_basis = models.CharField(_("不告知本人的法律依据"), max_length=200, blank=True)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    approved_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    until_at = models.DateTimeField(_("查阅截止"), null=True)
    refused_reason = models.CharField(_("不批准的理由"), max_length=200, blank=True)
    refused_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(_("不批准时间"), null=True)
    ended_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("提前收回时间"), null=True)

    objects = HelperAccessQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        verbose_name = verbose_name_plural = _("协办查阅")
        constraints = [
            _paired("approved", "until_at"),
            _paired("refused"),
            _paired("ended"),
            models.CheckConstraint(
                condition=models.Q(refused_at=None, refused_reason="")
                | (models.Q(refused_at__isnull=False) & ~models.Q(refused_reason="")),
                name="helperaccess_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | models.Q(refused_at=None),
                name="helperaccess_approved_or_refused",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(approved_at__isnull=False),
                name="helperaccess_ends_what_began",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | (
                    ~models.Q(approved_by=models.F("asked_by"))
                    & ~models.Q(approved_by=models.F("helper"))
                ),
                name="helperaccess_second_hand",
            ),
            models.CheckConstraint(
                condition=~models.Q(helper=models.F("asked_by")), name="helperaccess_for_another"
            ),
            models.CheckConstraint(
                condition=models.Q(days__range=(1, LONGEST_DAYS)), name="helperaccess_short"
            ),
            models.CheckConstraint(
                condition=models.Q(until_at=None)
                | models.Q(until_at__lte=models.F("approved_at") + timedelta(days=LONGEST_DAYS)),
                name="helperaccess_ends_by_the_clock",
            ),
            models.UniqueConstraint(
                fields=["case", "helper"],
                condition=models.Q(approved_at=None, refused_at=None),
                name="helperaccess_one_waiting",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="request_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "case_id", "helper_id", "reason", "days", "withheld_basis", "asked_by_id",
                    "asked_at",
                ),
            ),
            pgtrigger.Protect(
                name="decision_stays",
                operation=pgtrigger.UpdateOf(
                    "approved_by_id", "approved_at", "until_at", "refused_by_id", "refused_at",
                    "refused_reason",
                ),
                condition=pgtrigger.Q(old__approved_at__isnull=False)
                | pgtrigger.Q(old__refused_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="end_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="no_interested_helper",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing(_NOMINATION, "NEW.helper_id"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.helper}"

    @property
    def waits(self) -> bool:
        """Whether nobody approved or refused it yet."""
        return self.approved_at is None and self.refused_at is None
