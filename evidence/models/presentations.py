"""晒比述评: members show what they did, are compared, state it, and are commented on."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import RoundState, Statement
from evidence.models.checklists import OFFICE, paired
from evidence.models.guards import frozen, only_while

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
ROUND = "evidence_presentationround"
_WRITE = pgtrigger.Insert | pgtrigger.Update
_RULES = (
    "county_id",
    "unit_id",
    "title",
    "basis",
    "from_on",
    "until_on",
    "session_on",
    "highest",
    "line",
    "ground_id",
    "smallest",
    "least",
    "drawn_up_by_id",
    "drawn_up_at",
)
_FEWEST = 5  # under it a mean tells who gave which score


def _hand() -> models.ForeignKey:
    return models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")


def _until_settled() -> list[pgtrigger.Trigger]:
    """Let a list change until the rules are fixed; its rows are put in and taken out whole."""
    return [
        frozen("not_after_settling", _WRITE, table=ROUND, key="NEW.round_id"),
        frozen("not_removed_after_settling", pgtrigger.Delete, table=ROUND, key="OLD.round_id"),
    ]


class PresentationRoundQuerySet(models.QuerySet["PresentationRound"]):
    def visible_to(self, user: "User") -> Self:
        """The county's for the department; for clerk and head their unit's, and those with people
        of their unit. None in which one is a member: that is read on one's own page."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        sent = PresentationMember.objects.filter(unit__in=units).values("round")
        own = PresentationMember.objects.filter(cadre__user=user).values("round")
        return self.filter(
            models.Q(county__in=user.counties(*OFFICE))
            | models.Q(unit__in=units)
            | models.Q(pk__in=sent, settled_at__isnull=False)
        ).exclude(pk__in=own)

    def told_to(self, user: "User") -> Self:
        """Settled ones in which the user shows, or comments."""
        shows = PresentationMember.objects.filter(cadre__user=user).values("round")
        seats = PresentationSeat.objects.filter(user=user).values("round")
        both = models.Q(pk__in=shows) | models.Q(pk__in=seats)
        return self.filter(both, settled_at__isnull=False)


class PresentationRound(models.Model):
    """One round with its rules, fixed before the first report; each step has its instant.

    Scores go from 0 to `highest`. A mean under `line` of at least `least` comments makes a signal
    under `ground`; both or neither. An indicator with fewer than `smallest` values compares nobody.
    """

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据文件"), max_length=120)
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    session_on = models.DateField(_("述职日期"))
    highest = models.DecimalField(_("满分"), max_digits=5, decimal_places=2)
    line = models.DecimalField(_("线索线（分）"), max_digits=5, decimal_places=2, null=True)
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, null=True, related_name="+")
    smallest = models.PositiveSmallIntegerField(_("最少对比人数"))
    least = models.PositiveSmallIntegerField(_("最少评议人数"))
    drawn_up_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(_("建立时间"))
    settled_by = _hand()
    settled_at = models.DateTimeField(_("规则定案时间"), null=True)
    shown_by = _hand()
    shown_at = models.DateTimeField(_("晒出时间"), null=True)
    stated_by = _hand()
    stated_at = models.DateTimeField(_("述职结束时间"), null=True)
    closed_by = _hand()
    closed_at = models.DateTimeField(_("评议结束时间"), null=True)

    objects = PresentationRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "unit", "title"],
                nulls_distinct=False,
                name="presentationround_title_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    until_on__gte=models.F("from_on"), session_on__gte=models.F("until_on")
                ),
                name="presentationround_span",
            ),
            models.CheckConstraint(
                condition=models.Q(line=None, ground=None)
                | models.Q(
                    line__gt=0,
                    line__lte=models.F("highest"),
                    ground__isnull=False,
                ),
                name="presentationround_line_names_a_ground",
            ),
            models.CheckConstraint(
                condition=models.Q(highest__gt=0, smallest__gte=_FEWEST, least__gte=_FEWEST),
                name="presentationround_hides_few",
            ),
            *(
                models.CheckConstraint(condition=paired(hand), name=f"presentationround_{hand}_at")
                for hand in ("settled", "shown", "stated", "closed")
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at=None)
                | models.Q(settled_at__isnull=False, shown_at__gte=models.F("settled_at")),
                name="presentationround_shown_after_settling",
            ),
            models.CheckConstraint(
                condition=models.Q(stated_at=None)
                | models.Q(shown_at__isnull=False, stated_at__gte=models.F("shown_at")),
                name="presentationround_stated_after_showing",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None)
                | models.Q(stated_at__isnull=False, closed_at__gte=models.F("stated_at")),
                name="presentationround_closed_after_stating",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="rules_are_fixed",
                operation=pgtrigger.UpdateOf(*_RULES),
                condition=pgtrigger.Q(old__settled_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> RoundState:
        steps = (
            (self.closed_at, RoundState.CLOSED),
            (self.stated_at, RoundState.COMMENTING),
            (self.shown_at, RoundState.SHOWN),
            (self.settled_at, RoundState.REPORTING),
        )
        return next((state for at, state in steps if at is not None), RoundState.DRAFT)


class PresentationIndicator(models.Model):
    """One number that every member shows, and which way is better."""

    round = models.ForeignKey(PresentationRound, models.PROTECT, related_name="indicators")
    name = models.CharField(_("指标"), max_length=40)
    measure = models.CharField(_("计量单位"), max_length=10)
    higher_is_better = models.BooleanField(_("越高越好"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="presentationindicator_once")
        ]
        triggers = _until_settled()

    def __str__(self) -> str:
        return f"{self.name}（{self.measure}）"


class PresentationMemberQuerySet(models.QuerySet["PresentationMember"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the rounds that the user keeps or reads, and those of the user's unit; nobody
        reads themselves here."""
        units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
        rounds = PresentationRound.objects.visible_to(user)
        return self.filter(
            models.Q(round__county__in=user.counties(*OFFICE))
            | models.Q(round__unit__in=units)
            | models.Q(unit__in=units),
            round__in=rounds.values("pk"),
        )

    def told_to(self, user: "User") -> Self:
        """The person's own, once the rules are fixed."""
        return self.filter(cadre__user=user, round__settled_at__isnull=False)


class PresentationMember(models.Model):
    """Who shows and states in a round, of which unit then; whether they stated, or why not."""

    round = models.ForeignKey(PresentationRound, models.PROTECT, related_name="members")
    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    statement = models.CharField(_("述职"), max_length=6, choices=Statement, blank=True)
    absence = models.CharField(_("未到会原因"), max_length=200, blank=True)
    recorded_by = _hand()
    recorded_at = models.DateTimeField(_("登记述职时间"), null=True)

    objects = PresentationMemberQuerySet.as_manager()
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "cadre"], name="presentationmember_once"),
            models.CheckConstraint(
                condition=paired("recorded"), name="presentationmember_recorded_at"
            ),
            models.CheckConstraint(
                condition=models.Q(statement="", absence="", recorded_at=None)
                | models.Q(statement=Statement.STATED, absence="", recorded_at__isnull=False)
                | (
                    models.Q(statement=Statement.ABSENT, recorded_at__isnull=False)
                    & ~models.Q(absence="")
                ),
                name="presentationmember_absent_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="presentationmember_unit")]
        triggers = [
            frozen("not_after_settling", pgtrigger.Insert, table=ROUND, key="NEW.round_id"),
            frozen("not_removed_after_settling", pgtrigger.Delete, table=ROUND, key="OLD.round_id"),
            pgtrigger.Protect(
                name="member_is_fixed",
                operation=pgtrigger.UpdateOf("round_id", "cadre_id", "unit_id"),
            ),
            only_while(
                "stated_at_the_session",
                pgtrigger.Update,
                table=ROUND,
                key="NEW.round_id",
                state="above.shown_at IS NOT NULL AND above.stated_at IS NULL",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cadre)


class PresentationSeat(models.Model):
    """A commentator."""

    round = models.ForeignKey(PresentationRound, models.PROTECT, related_name="seats")
    user = models.ForeignKey(_USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="presentationseat_once")
        ]
        triggers = _until_settled()

    def __str__(self) -> str:
        return str(self.user)
