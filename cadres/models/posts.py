from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.enums import JobLevel, Rank


def span() -> models.Func:
    """Answer the days of a row: its first day in, its last out; open when it has no last."""
    return models.Func(
        models.F("from_on"),
        models.F("until_on"),
        models.Value("[)"),
        function="daterange",
        output_field=DateRangeField(),
    )


def ends_after_it_begins(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
        name=f"{table}_ends_after_it_begins",
    )


class Post(models.Model):
    """任职: a post held from a day up to, and not with, a day. Main posts never overlap.

    `is_head` marks the person who answers for the unit (主要负责人).
    """

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="posts")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("职务"), max_length=60)
    job_level = models.CharField(_("职务层次"), max_length=3, choices=JobLevel, blank=True)
    is_main = models.BooleanField(_("主职"), default=True)
    is_head = models.BooleanField(_("单位主要负责人"), default=False)
    from_on = models.DateField(_("任职日期"))
    until_on = models.DateField(_("免职日期"), null=True)
    basis = models.CharField(_("任免文号"), max_length=60, blank=True)
    about = ("cadre_id",)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="post_main_posts_do_not_overlap",
                expressions=[("cadre", RangeOperators.EQUAL), (span(), RangeOperators.OVERLAPS)],
                condition=models.Q(is_main=True),
            ),
            models.UniqueConstraint(
                fields=["cadre"],
                condition=models.Q(until_on=None, is_main=True),
                name="post_one_open_per_cadre",
            ),
            ends_after_it_begins("post"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"


class RankPeriod(models.Model):
    """职级(等级): a rank held from a day up to, and not with, a day; one at a time."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="ranks")
    rank = models.CharField(_("职级"), max_length=3, choices=Rank)
    from_on = models.DateField(_("起始"))
    until_on = models.DateField(_("终止"), null=True)
    basis = models.CharField(_("批准文号"), max_length=60, blank=True)
    about = ("cadre_id",)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="rank_one_a_day",
                expressions=[("cadre", RangeOperators.EQUAL), (span(), RangeOperators.OVERLAPS)],
            ),
            ends_after_it_begins("rank"),
        ]

    def __str__(self) -> str:
        return str(self.get_rank_display())
