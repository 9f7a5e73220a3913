"""期限: each term is a row, with its pauses; nothing waits on a timer."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from recall.enums import OF_APPEAL, OF_CASE, OF_NOMINATION, ClockKind, PauseReason

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
OFFICE = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
# whoever reads the matter itself reads its terms
_READERS = {
    OF_NOMINATION: OFFICE,
    OF_CASE: (*OFFICE, Role.CLASS_MANAGER),
    OF_APPEAL: (Role.COUNTY_ADMIN, Role.DECIDER, Role.APPEAL_HANDLER),
}


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for those who read the matter, nobody's own."""
        found = models.Q(pk=None)
        for kinds, roles in _READERS.items():
            found |= models.Q(kind__in=kinds, county__in=user.counties(*roles))
        return self.filter(found).exclude(cadre__user=user)

    def running(self) -> Self:
        return self.filter(ended_at=None)

    def overdue(self, on: date) -> Self:
        """Those that run past their last day; a paused one has none."""
        return self.running().filter(due_on__lt=on)


class Clock(models.Model):
    """One term of one matter: from a day, so many days, longer by an extension or pauses.

    `due_on` is the last day, none while it is paused. It stands in the matter's row as well. A
    term beside the matter's own way names the row of an upper floor that it is about, such as an
    appeal. What a law fixes is neither paused nor extended here.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    nomination = models.ForeignKey(
        "recall.Nomination", models.PROTECT, null=True, related_name="clocks"
    )
    case = models.ForeignKey("recall.Case", models.PROTECT, null=True, related_name="clocks")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    row_kind = models.CharField(_("所属记录类别"), max_length=40, blank=True)
    row_id = models.BigIntegerField(_("所属记录"), null=True)
    kind = models.CharField(_("环节"), max_length=8, choices=ClockKind)
    from_on = models.DateField(_("起算日"))
    days = models.PositiveSmallIntegerField(_("期限（天数）"))
    is_working = models.BooleanField(_("按工作日计算"), default=True)
    is_statutory = models.BooleanField(_("法定期限"), default=False)
    extra_days = models.PositiveSmallIntegerField(_("延长（天数）"), default=0)
    extra_reason = models.CharField(_("延长理由"), max_length=200, blank=True)
    due_on = models.DateField(_("末日"), null=True)
    begun_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    objects = ClockQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nomination__isnull=False, case=None)
                | models.Q(nomination=None, case__isnull=False),
                name="clock_of_one_matter",
            ),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=models.Q(ended_at=None, nomination__isnull=False),
                name="clock_one_runs_per_nomination",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at=None, case__isnull=False, row_id=None),
                name="clock_one_runs_per_case",
            ),
            models.UniqueConstraint(
                fields=["row_kind", "row_id", "kind"],
                condition=models.Q(ended_at=None, row_id__isnull=False),
                name="clock_one_of_a_kind_runs_per_row",
            ),
            models.CheckConstraint(
                condition=models.Q(row_kind="", row_id=None)
                | (models.Q(row_id__isnull=False) & ~models.Q(row_kind="")),
                name="clock_names_its_row",
            ),
            models.CheckConstraint(
                condition=models.Q(extra_days=0, extra_reason="")
                | (models.Q(extra_days__gt=0) & ~models.Q(extra_reason="")),
                name="clock_extension_is_explained",
            ),
        ]
        indexes = [models.Index(fields=["county", "ended_at", "due_on"], name="clock_running")]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="begins_once",
                operation=pgtrigger.UpdateOf(
                    "county_id", "nomination_id", "case_id", "cadre_id", "row_kind", "row_id",
                    "kind", "from_on", "days", "is_working", "is_statutory", "begun_at",
                ),
            ),
            pgtrigger.Protect(
                name="ended_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"


class ClockPause(models.Model):
    """Days that a term does not count, with the reason; open until the clock goes on."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    from_on = models.DateField(_("暂停起日"))
    until_on = models.DateField(_("暂停止日"), null=True)
    reason = models.CharField(_("暂停原因"), max_length=13, choices=PauseReason)
    note = models.CharField(_("说明"), max_length=200)
    paused_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(_("登记时间"))
    resumed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    resumed_at = models.DateTimeField(_("恢复时间"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=models.Q(until_on=None),
                name="clockpause_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None, resumed_by=None, resumed_at=None)
                | models.Q(until_on__isnull=False, resumed_at__isnull=False),
                name="clockpause_resumed_at",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="clockpause_span",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ended_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__until_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.from_on}"
