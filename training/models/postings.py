from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from training.models.guests import Guest
from training.models.mentors import MENTOR_HAS_ROOM, MENTOR_IS_APART
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

SHORTEST_DAYS, LONGEST_DAYS = 28, 184  # 1 month (February) and 6 months (July to December)


def _at_least(days: int) -> CombinedExpression:
    return models.F("from_on") + timedelta(days=days)


def _pauses_added(days: int) -> models.Func:
    """Answer the day so many days after the first, and as many as it stood still."""
    return models.Func(
        models.F("from_on"),
        models.F("paused_days"),
        models.Value(days),
        arg_joiner=" + ",  # in the alphabet's order: Django compares as written
        output_field=models.DateField(),
        template="(%(expressions)s)",
    )


class PracticePostingQuerySet(models.QuerySet["PracticePosting"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, own unit's, own host unit's, those one mentors, and one's own."""
        return self.filter(
            models.Q(case__county__in=user.counties(*OFFICE_ROLES))
            | models.Q(case__unit__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
            | models.Q(case__subject=user)
        ) | self.guided_by(user)

    def guided_by(self, user: "User") -> Self:
        """Those of which the user is the mentor or the host unit's contact."""
        own = models.Q(mentor=user) | models.Q(host_unit__in=user.units(Role.HOST))
        if user.is_guest:  # invited for one posting, at the unit where it is now
            own |= models.Exists(
                Guest.objects.hosts(user).filter(
                    posting=models.OuterRef("pk"), unit=models.OuterRef("host_unit")
                )
            )
        return self.filter(own).exclude(case__subject=user)

    def told_of_wishes(self, user: "User") -> Self:
        """Those whose wish to stay the user reads: not the unit that sent the person."""
        return self.wishes_kept(user) | self.guided_by(user)

    def wishes_kept(self, user: "User") -> Self:
        """Those of which the user reads every wish, of a former host too: one's own, the office."""
        counties = user.counties(*OFFICE_ROLES)
        return self.filter(models.Q(case__subject=user) | models.Q(case__county__in=counties))

    def standing(self) -> Self:
        """Those not finished yet."""
        return self.filter(finished_on=None)


class PracticePosting(models.Model):
    """实践锻炼: a span in a host unit, under a mentor, with tasks; one stands per case.

    While the case is suspended `held_from_on` stands and no day counts; afterwards the span is
    longer by `paused_days`. The days themselves are rows of Suspension.
    """

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="postings")
    host_unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    place = models.CharField(_("锻炼地点"), max_length=80)
    host_place = models.ForeignKey(
        "training.HostPlace", models.PROTECT, null=True, related_name="postings"
    )
    unit_km = models.PositiveSmallIntegerField(_("距原单位（公里）"), null=True)
    home_km = models.PositiveSmallIntegerField(_("距家（公里）"), null=True)
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"))
    paused_days = models.PositiveSmallIntegerField(_("顺延天数"), default=0)
    tasks = models.TextField(_("锻炼任务"))
    held_from_on = models.DateField(_("中止起日"), null=True)
    resumed_on = models.DateField(_("恢复日期"), null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("派出时间"))
    finished_on = models.DateField(_("期满日期"), null=True)
    early_reason = models.CharField(_("提前结束的原因"), max_length=200, blank=True)
    opinion = models.TextField(_("鉴定意见"), blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(_("鉴定时间"), null=True)

    objects = PracticePostingQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(finished_on=None),
                name="posting_one_standing_per_case",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=_at_least(SHORTEST_DAYS - 1))
                & models.Q(until_on__lte=_pauses_added(LONGEST_DAYS - 1)),
                name="posting_lasts_1_to_6_months",
            ),
            models.CheckConstraint(
                condition=paired("posting", "finished")[0], name=paired("posting", "finished")[1]
            ),
            models.CheckConstraint(
                condition=models.Q(finished_on=None, opinion="")
                | models.Q(finished_on__gte=models.F("from_on")) & ~models.Q(opinion=""),
                name="posting_finished_with_opinion",
            ),
        ]
        triggers = [MENTOR_IS_APART, MENTOR_HAS_ROOM]

    def __str__(self) -> str:
        return f"{self.case} {self.place}"
