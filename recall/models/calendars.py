"""工作日历: what the State Council decrees for a year that the library does not know yet."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.guards import frozen
from recall.models.clocks import OFFICE

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_WRITE = pgtrigger.Insert | pgtrigger.Update
_ABOVE = {"table": "recall_yearcalendar", "column": "confirmed_at"}


class YearCalendarQuerySet(models.QuerySet["YearCalendar"]):
    def visible_to(self, user: "User") -> Self:
        """All years for every department: the decree is one."""
        return self if user.counties(*OFFICE) else self.none()


class YearCalendar(models.Model):
    """One year's holidays and make-up days; in force once a second administrator confirmed them.

    It holds for every county: the decree does.
    """

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    document = models.CharField(_("文件"), max_length=80)
    entered_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))
    confirmed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)

    objects = YearCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="yearcalendar_confirmed_at",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("entered_by")),
                name="yearcalendar_confirmed_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="confirmed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a weekend day that is worked."""

    calendar = models.ForeignKey(YearCalendar, models.CASCADE, related_name="days")
    on = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=20)

    class Meta:
        triggers = [
            frozen("not_after_confirming", _WRITE, key="NEW.calendar_id", **_ABOVE),
            frozen("not_removed_after", pgtrigger.Delete, key="OLD.calendar_id", **_ABOVE),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
