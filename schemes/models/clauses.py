from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cadres.enums import StaffKind
from schemes.enums import AppliesTo, Category, Measure, Metric, Provenance
from schemes.models.grounds import in_language
from schemes.models.schemes import SchemeVersion

if TYPE_CHECKING:
    from accounts.models import User


OPS = [(">=", "≥"), (">", ">"), ("<=", "≤"), ("<", "<")]


@dataclass(frozen=True)
class Condition:
    """One condition of a numeric trigger: a metric at or beyond a value."""

    metric: str
    op: str
    value: Decimal

    @property
    def label(self) -> str:
        return f"{Metric(self.metric).label} {dict(OPS)[self.op]} {self.value.normalize():f}"


def only_in_drafts() -> pgtrigger.Trigger:
    """Answer the trigger that keeps rows of a version as they are once it is no draft."""
    return pgtrigger.Trigger(
        name="only_in_drafts",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("held", "TEXT")],
        func="""
            SELECT state INTO held FROM schemes_schemeversion
            WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
            IF held <> 'DRAFT' THEN
                RAISE EXCEPTION 'the version is fixed: rows of % stay as they are', TG_TABLE_NAME;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class ClauseQuerySet(models.QuerySet["Clause"]):
    def visible_to(self, user: "User") -> Self:
        """Those of the versions that the user may see."""
        return self.filter(version__in=SchemeVersion.objects.visible_to(user))

    def standing(self) -> Self:
        """Those that have not been dropped."""
        return self.filter(is_dropped=False)


class Clause(models.Model):
    """条款: what one version says of a ground. The ground is what stays the same in all versions.

    An item of the scheme above that this version drops stays as a row with its reason, so that
    nothing falls out silently. A trigger (metric, op, value) makes a candidate, never a decision;
    with a second condition (or_…) either of the two is enough.
    """

    version = models.ForeignKey(SchemeVersion, models.CASCADE, related_name="clauses")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("顺序"))
    title = models.CharField(_("情形"), max_length=60)
    text = models.TextField(_("全文"), blank=True)
    category = models.CharField(_("类别"), max_length=16, choices=Category)
    evidence = models.CharField(_("应有证明材料"), max_length=200, blank=True)
    applies_to = models.CharField(
        _("适用人员"), max_length=8, choices=AppliesTo, default=AppliesTo.ALL
    )
    staff_kinds = ArrayField(
        models.CharField(max_length=14, choices=StaffKind),
        verbose_name=_("适用身份"),
        default=list,
        blank=True,
    )
    measures = ArrayField(
        models.CharField(max_length=10, choices=Measure), verbose_name=_("建议措施"), default=list
    )
    metric = models.CharField(_("触发指标"), max_length=32, choices=Metric, blank=True)
    op = models.CharField(_("比较"), max_length=2, blank=True, choices=OPS)
    value = models.DecimalField(_("触发数值"), max_digits=8, decimal_places=2, null=True)
    or_metric = models.CharField(_("或者：触发指标"), max_length=32, choices=Metric, blank=True)
    or_op = models.CharField(_("或者：比较"), max_length=2, blank=True, choices=OPS)
    or_value = models.DecimalField(_("或者：触发数值"), max_digits=8, decimal_places=2, null=True)
    provenance = models.CharField(_("出处"), max_length=10, choices=Provenance)
    examples = models.CharField(_("举例"), max_length=300, blank=True)
    counter_examples = models.CharField(_("不属于此项"), max_length=300, blank=True)
    requires_free_text = models.BooleanField(_("须写明具体情形"), default=False)
    is_dropped = models.BooleanField(_("不再适用"), default=False)
    reason = models.CharField(_("不再适用的理由"), max_length=200, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "ground"], name="clause_once_per_version"),
            models.CheckConstraint(
                condition=models.Q(is_dropped=False) | ~models.Q(reason=""),
                name="clause_dropped_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(metric="", op="", value=None)
                | ~models.Q(metric="") & ~models.Q(op="") & models.Q(value__isnull=False),
                name="clause_trigger_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(or_metric="", or_op="", or_value=None)
                | ~models.Q(or_metric="")
                & ~models.Q(or_op="")
                & models.Q(or_value__isnull=False)
                & ~models.Q(metric=""),
                name="clause_second_condition_is_whole",
            ),
        ]
        triggers = [only_in_drafts()]

    def __str__(self) -> str:
        return f"{self.ground.code} {self.title}"

    @property
    def label(self) -> str:
        """The title in the language of the screen, while it is still the ground's own."""
        same = self.title == self.ground.title
        return in_language(self.title, self.ground.title_en if same else self.title)

    @property
    def trigger_label(self) -> str:
        """The numeric trigger as one phrase, empty when there is none."""
        return gettext("，或者").join(one.label for one in self.conditions)

    @property
    def conditions(self) -> list[Condition]:
        """The conditions of the numeric trigger, none or one or two; any of them is enough."""
        first = (self.metric, self.op, self.value)
        second = (self.or_metric, self.or_op, self.or_value)
        both = (first, second)
        return [Condition(metric, op, value) for metric, op, value in both if value is not None]

    @property
    def staff_label(self) -> str:
        """The staff kinds it is for, as one phrase."""
        names = [str(StaffKind(kind).label) for kind in self.staff_kinds]
        return gettext("、").join(names) if names else gettext("各类身份")

    @property
    def measure_label(self) -> str:
        """The measures it suggests, as one phrase."""
        return gettext("、").join(str(Measure(code).label) for code in self.measures)

    def applies(self, *, is_leading: bool, staff_kind: str) -> bool:
        """Answer whether the clause is for a person of that post and staff kind."""
        post = AppliesTo.LEADING if is_leading else AppliesTo.ORDINARY
        kinds = self.staff_kinds
        return self.applies_to in (AppliesTo.ALL, post) and (not kinds or staff_kind in kinds)


class Correspondence(models.Model):
    """对应关系: an item of another list says what a clause of this version says.

    A past case that cites the other item is read by it: in replays, and where a fact of an
    earlier time needs the clause that was then in force.
    """

    version = models.ForeignKey(SchemeVersion, models.CASCADE, related_name="correspondences")
    other = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")
    ground = models.ForeignKey("schemes.Ground", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "other", "ground"], name="correspondence_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(other=models.F("ground")), name="correspondence_of_two"
            ),
        ]
        triggers = [only_in_drafts()]

    def __str__(self) -> str:
        return f"{self.other.code} → {self.ground.code}"
