"""研判小组: a panel studies candidates side by side, scores them, proposes; it never decides."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import PanelSeat, PanelState
from evidence.models.guards import tied

if TYPE_CHECKING:
    from accounts.models import User

_TIED = tied("evidence_panelcandidate", "NEW.candidate_id", "evidence_panelmember", "NEW.member_id")


def _only(name: str, state: str, panel: str) -> pgtrigger.Trigger:
    """Refuse to write beneath a panel that is not (any more) as `state` says."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF NOT EXISTS (SELECT 1 FROM evidence_panel p WHERE p.id = {panel} AND {state}) THEN
            RAISE EXCEPTION 'the panel takes no such change now' USING ERRCODE = '23514';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  (names of ours only)
    )


def _in_draft() -> pgtrigger.Trigger:
    panel = "COALESCE(NEW.panel_id, OLD.panel_id)"
    return _only("only_in_draft", "p.opened_at IS NULL", panel)


_OF_MEMBER = """(SELECT m.panel_id FROM evidence_panelmember m
    WHERE m.id = COALESCE(NEW.member_id, OLD.member_id))"""


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department, the unit's for clerk and head, one's own seats; none
        in which one is a candidate."""
        office = user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        seats = PanelMember.objects.filter(user=user).values("panel")
        studied = PanelCandidate.objects.filter(cadre__user=user).values("panel")
        return self.filter(
            models.Q(county__in=office) | models.Q(unit__in=units) | models.Q(pk__in=seats)
        ).exclude(pk__in=studied)

    def seating(self, user: "User") -> Self:
        """Those on which the user has a seat."""
        return self.filter(members__user=user)


class Panel(models.Model):
    """研判小组: members, criteria and candidates of one study, fixed when scoring begins.

    `line` is the mean score from which a candidate may be proposed; `quorum` the number of
    scoring members who must be present, and of scores without which a candidate has no result.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    from_on = models.DateField(_("线索起始日期"))
    until_on = models.DateField(_("线索截止日期"))
    line = models.DecimalField(_("提出线（分）"), max_digits=5, decimal_places=2)
    quorum = models.PositiveSmallIntegerField(_("最少到会评分人数"))
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("建立时间"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("开始时间"), null=True)
    minutes = models.TextField(_("会议记录"), max_length=2000, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("结束时间"), null=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="panel_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(line__range=(0, 100)), name="panel_line_in_hundred"
            ),
            models.CheckConstraint(
                condition=models.Q(quorum__gte=2), name="panel_quorum_of_two_or_more"
            ),
            models.CheckConstraint(
                condition=models.Q(opened_by=None, opened_at=None)
                | models.Q(opened_by__isnull=False, opened_at__isnull=False),
                name="panel_opened_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(
                    closed_by__isnull=False, closed_at__isnull=False, opened_at__isnull=False
                )
                & ~models.Q(minutes=""),
                name="panel_closed_by_with_at",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="rule_stays",
                operation=pgtrigger.UpdateOf(
                    "county_id",
                    "unit_id",
                    "ground_id",
                    "from_on",
                    "until_on",
                    "line",
                    "quorum",
                    "opened_at",
                ),
                condition=pgtrigger.Q(old__opened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> PanelState:
        if self.opened_at is None:
            return PanelState.DRAFT
        return PanelState.OPEN if self.closed_at is None else PanelState.CLOSED


class PanelCriterion(models.Model):
    """One thing that members judge, with its weight of the hundred."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="criteria")
    title = models.CharField(_("评分项"), max_length=40)
    weight = models.DecimalField(_("权重"), max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "title"], name="panelcriterion_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=100), name="panelcriterion_has_weight"
            ),
        ]
        triggers = [_in_draft()]

    def __str__(self) -> str:
        return self.title


class PanelMember(models.Model):
    """A seat on a panel; whether its holder was present is noted at the end."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.CharField(_("席位"), max_length=8, choices=PanelSeat)
    was_present = models.BooleanField(_("到会"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="panelmember_once"),
            models.UniqueConstraint(
                fields=["panel", "seat"],
                condition=~models.Q(seat=PanelSeat.MEMBER),
                name="panelmember_one_chair_one_recorder",
            ),
        ]
        triggers = [
            _only(
                "only_while_open",
                "p.closed_at IS NULL AND (p.opened_at IS NULL OR TG_OP = 'UPDATE')",
                "COALESCE(NEW.panel_id, OLD.panel_id)",
            ),
            pgtrigger.Protect(
                name="seat_stays", operation=pgtrigger.UpdateOf("panel_id", "user_id", "seat")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_seat_display()}"


class PanelCandidate(models.Model):
    """A person whom a panel studies; by hand only with a reason, else from signals."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="candidates")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    reason = models.CharField(_("列入理由"), max_length=200, blank=True)
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "cadre"], name="panelcandidate_once")
        ]
        indexes = [models.Index(fields=["cadre"], name="panelcandidate_cadre")]
        triggers = [_in_draft()]

    def __str__(self) -> str:
        return str(self.cadre)


class PanelRecusal(models.Model):
    """回避: a member has nothing to do with a candidate, declared with a reason. Written once."""

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="recusals")
    candidate = models.ForeignKey(PanelCandidate, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("回避理由"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    about = ("candidate", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "candidate"], name="panelrecusal_once")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.reason


class PanelSheet(models.Model):
    """评分表: one member's scores of one candidate, with the reason. Corrected until the end.

    `marks` is `[{"title", "weight", "score"}]` as text; `total` the weighted sum, 0 to 100.
    """

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="sheets")
    candidate = models.ForeignKey(PanelCandidate, models.PROTECT, related_name="sheets")
    marks = models.JSONField(_("各项得分"))
    total = models.DecimalField(_("总分"), max_digits=5, decimal_places=2)
    reason = models.CharField(_("理由"), max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("评分时间"))
    about = ("candidate", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "candidate"], name="panelsheet_once"),
            models.CheckConstraint(
                condition=models.Q(total__range=(0, 100)), name="panelsheet_in_hundred"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="panelsheet_says_why"),
        ]
        triggers = [
            _only("only_while_open", "p.opened_at IS NOT NULL AND p.closed_at IS NULL", _OF_MEMBER),
            pgtrigger.Trigger(
                name="no_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                IF EXISTS (SELECT 1 FROM evidence_panelrecusal r
                           WHERE r.member_id = NEW.member_id
                             AND r.candidate_id = NEW.candidate_id) OR {_TIED} THEN
                    RAISE EXCEPTION 'an interested hand may not score' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,  # noqa: S608  (names of ours only)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total}"
