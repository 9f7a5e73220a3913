"""民主测评: a poll, its groups, the people assessed and the roll. The votes: models/ballots.py."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import BallotKind, PollMeasure, PollPurpose, PollState, VoteChannel
from evidence.models.poll_triggers import FIXED, nobody_judges_themselves, only_in_draft

if TYPE_CHECKING:
    from accounts.models import User


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head; none about oneself.

        Those about trainees are also for the class managers of the county.
        """
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        classes = user.counties(Role.CLASS_MANAGER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        assessed = PollSubject.objects.filter(cadre__user=user).values("poll")
        trainees = models.Q(county__in=classes, purpose=PollPurpose.TRAINEES)
        mine = models.Q(county__in=office) | models.Q(unit__in=units) | trainees
        return self.filter(mine).exclude(pk__in=assessed)


class Poll(models.Model):
    """民主测评: one vote of a unit or a county about some of its people.

    What decides the result is fixed at opening by a trigger. `options` are the answers,
    `[{"code": "A", "label", "value"}]`; `share_of` names those whose share counts. Exactly one of
    `bottom_n` and `threshold` says who is on the line; a poll about trainees has neither and leads
    to no signal: its result is a part of their assessment. `tally_hash` is the SHA-256 of the
    list of ballots; `code` is in the address where voters check it. By `seen_open_at`, the
    database's own instant of the opening, a ballot is late whatever hour it says.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(
        _("用途"), max_length=8, choices=PollPurpose, default=PollPurpose.SIGNALS
    )
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据办法及版本"), max_length=100)
    kind = models.CharField(_("票种"), max_length=5, choices=BallotKind)
    options = models.JSONField(_("等次"))
    max_names = models.PositiveSmallIntegerField(_("最多推选人数"), null=True)
    measure = models.CharField(_("结果"), max_length=10, choices=PollMeasure)
    share_of = models.CharField(_("计入得票率的等次"), max_length=12, blank=True)
    bottom_n = models.PositiveSmallIntegerField(_("末位人数"), null=True)
    threshold = models.DecimalField(_("界线"), max_digits=5, decimal_places=2, null=True)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, null=True, related_name="+")
    closes_at = models.DateTimeField(_("截止时间"))
    code = models.CharField(max_length=10, unique=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("筹备时间"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("开始时间"), null=True)
    seen_open_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("截止登记时间"), null=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    counted_at = models.DateTimeField(_("计票时间"), null=True)
    tally_hash = models.CharField(_("计票摘要"), max_length=64, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_by=None, opened_at=None)
                | models.Q(opened_by__isnull=False, opened_at__isnull=False),
                name="poll_opened_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(
                    closed_by__isnull=False, closed_at__isnull=False, opened_at__isnull=False
                ),
                name="poll_closed_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(counted_by=None, counted_at=None, tally_hash="")
                | models.Q(
                    counted_by__isnull=False, counted_at__isnull=False, closed_at__isnull=False
                )
                & ~models.Q(tally_hash=""),
                name="poll_counted_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose=PollPurpose.SIGNALS)
                & (
                    models.Q(bottom_n__gte=1, threshold=None)
                    | models.Q(bottom_n=None, threshold__gte=0, threshold__lte=100)
                )
                | models.Q(
                    purpose=PollPurpose.TRAINEES,
                    bottom_n=None,
                    threshold=None,
                    ground=None,
                    measure=PollMeasure.SCORE,
                ),
                name="poll_one_line",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=BallotKind.SCALE, max_names=None)
                | models.Q(kind=BallotKind.NAMES, max_names__gte=1),
                name="poll_names_have_a_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__minute=0, closes_at__second=0),
                name="poll_closes_at_a_whole_hour",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "planned_at"], name="poll_county"),
            models.Index(fields=["unit", "planned_at"], name="poll_unit"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="fixed_at_opening",
                operation=pgtrigger.UpdateOf(*FIXED),
                condition=pgtrigger.Q(old__opened_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="counted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__counted_at__isnull=False),
            ),
            nobody_judges_themselves(),
            pgtrigger.Trigger(
                name="one_token_per_voter",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("opened_at"),
                func="""
                    IF EXISTS (
                        SELECT FROM evidence_pollgroup g WHERE g.poll_id = NEW.id AND (
                            SELECT count(*) FROM evidence_pollvoter v WHERE v.group_id = g.id
                        ) <> (
                            SELECT count(*) FROM evidence_polltoken t WHERE t.group_id = g.id
                        )
                    ) THEN
                        RAISE EXCEPTION 'Cannot open: one token for each voter of the roll'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'poll_one_token_per_voter';
                    END IF;
                    NEW.seen_open_at := clock_timestamp();
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> PollState:
        """Where the poll stands, by its latest instant."""
        if self.counted_at:
            return PollState.COUNTED
        if self.closed_at:
            return PollState.CLOSED
        return PollState.OPEN if self.opened_at else PollState.DRAFT

    @property
    def rule(self) -> str:
        """Rule and version in words: what is counted and who is on the line."""
        if self.bottom_n is not None:
            return f"{self.basis}：{self.get_measure_display()}，末 {self.bottom_n} 名"
        if self.threshold is None:
            return f"{self.basis}：{self.get_measure_display()}"
        return f"{self.basis}：{self.get_measure_display()}，界线 {self.threshold:f}"


class PollGroup(models.Model):
    """投票人分组 with its weight. `merged_into`: fewer than five ballots came back."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="groups")
    position = models.PositiveSmallIntegerField(_("顺序"))
    name = models.CharField(_("名称"), max_length=30)
    weight = models.DecimalField(_("权重"), max_digits=5, decimal_places=2)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    used_count = models.PositiveIntegerField(_("收回票数"), null=True)
    valid_count = models.PositiveIntegerField(_("有效票数"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="pollgroup_position_once"),
            models.UniqueConstraint(fields=["poll", "name"], name="pollgroup_name_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=100), name="pollgroup_weight_fits"
            ),
        ]
        triggers = [
            only_in_draft(
                "fixed_at_opening",
                pgtrigger.Insert | pgtrigger.Delete | pgtrigger.UpdateOf("weight", "poll_id"),
                "ROW.poll_id",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PollSubject(models.Model):
    """被测评人 with a number on the ballot."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="subjects")
    position = models.PositiveSmallIntegerField(_("票上序号"))
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)
    unit_name = models.CharField(_("单位"), max_length=80)
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="pollsubject_position_once"),
            models.UniqueConstraint(fields=["poll", "cadre"], name="pollsubject_once"),
        ]
        triggers = [
            only_in_draft(
                "fixed_at_opening",
                pgtrigger.Insert | pgtrigger.Delete | pgtrigger.Update,
                "ROW.poll_id",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PollVoter(models.Model):
    """名册: who may vote. Holds no trace of a vote; `is_drawn`: took the voting code in person."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="voters")
    group = models.ForeignKey(PollGroup, models.PROTECT, related_name="voters")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)
    channel = models.CharField(_("领票方式"), max_length=5, choices=VoteChannel)
    is_drawn = models.BooleanField(_("已领投票码"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "cadre"], name="pollvoter_once"),
            models.UniqueConstraint(
                fields=["poll", "name"],
                condition=models.Q(cadre=None),
                name="pollvoter_name_once",
            ),
        ]
        indexes = [models.Index(fields=["poll", "group", "name"], name="pollvoter_roll")]
        triggers = [
            only_in_draft(
                "fixed_at_opening",
                pgtrigger.Insert
                | pgtrigger.Delete
                | pgtrigger.UpdateOf("poll_id", "group_id", "cadre_id", "name", "channel"),
                "ROW.poll_id",
            ),
            pgtrigger.Protect(
                name="drawn_once",
                operation=pgtrigger.UpdateOf("is_drawn"),
                condition=pgtrigger.Q(old__is_drawn=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
