"""部务会、常委会: who is due, what is on the agenda, in which state the meeting stands."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.enums import Role
from cadres.models import Cadre, Kinship
from core.workflow.models import Step
from recall import permissions
from recall.enums import Attendance, MeetingBody, MeetingMatter
from recall.enums import MeetingState as S
from recall.models import ties
from recall.models.nominations import Nomination

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL
_PEOPLE = models.Q(attendance=Attendance.ABSENT) | models.Q(absence_reason="")
_WHILE = """
IF NOT EXISTS (SELECT 1 FROM recall_meeting m
               WHERE m.id = COALESCE(NEW.meeting_id, OLD.meeting_id)
               AND m.state IN ({allowed})) THEN
    RAISE EXCEPTION 'the meeting stands in another state' USING ERRCODE = '23514';
END IF;
RETURN COALESCE(NEW, OLD);
"""

# A nomination n waits for the matter that is told as SQL.
WAITS = """CASE {matter} WHEN 'RECALL' THEN n.state = 'HEARD'
    ELSE EXISTS (SELECT 1 FROM recall_case c
                 WHERE c.nomination_id = n.id AND c.state = 'ASSESSED') END"""
_ONLY_WHAT_WAITS = """
IF NOT EXISTS (SELECT 1 FROM recall_nomination n
               JOIN recall_meeting m ON m.county_id = n.county_id
               WHERE n.id = NEW.nomination_id AND {waits}
               AND m.id = NEW.meeting_id) THEN
    RAISE EXCEPTION 'the nomination does not wait for a decision here' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""


def while_meeting(name: str, *states: str, operation: pgtrigger.Operations) -> pgtrigger.Trigger:
    """Refuse to write a row of a meeting that stands in any other state."""
    allowed = ", ".join(f"'{state}'" for state in states)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=_WHILE.format(allowed=allowed),
    )


def _paired(act: str) -> models.CheckConstraint:
    by, at = f"{act}_by", f"{act}_at"
    together = models.Q(**{f"{by}__isnull": False, f"{at}__isnull": False})
    return models.CheckConstraint(
        condition=models.Q(**{by: None, at: None}) | together, name=f"meeting_{act}_by_with_at"
    )


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: "User") -> Self:
        """The county's, for its deciders, administrators and secretaries."""
        roles = (Role.DECIDER, Role.COUNTY_ADMIN, Role.DECISION_SECRETARY)
        return self.filter(county__in=user.counties(*roles))


class Meeting(FSMModelMixin, models.Model):
    """A meeting of a collective body on nominations: prepared, opened, closed, applied."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    token = models.UUIDField(_("提交标识"), unique=True)
    name = models.CharField(_("会议名称"), max_length=80)
    body = models.CharField(_("会议类型"), max_length=10, choices=MeetingBody)
    held_on = models.DateField(_("会议日期"))
    keeper = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("记录人"))
    state = FSMField(_("状态"), choices=S, default=S.PREPARED, protected=True)
    prepared_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("建立时间"))
    opened_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("开会时间"), null=True)
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("闭会时间"), null=True)
    applied_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(_("登记时间"), null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [_paired(act) for act in ("opened", "closed", "applied")]
        indexes = [models.Index(fields=["county", "held_on"], name="meeting_county_day")]

    def __str__(self) -> str:
        return self.name

    def touches(self, user: "User") -> bool:
        """Say whether a case of the agenda is about the account, its kin or unit, or passed it.

        The same people as `queries.nominations.interested_ids`, for one account and all cases.
        """
        mine = Cadre.objects.filter(user=user)
        tied = Kinship.objects.standing()
        kin = models.Q(cadre__in=tied.filter(cadre__in=mine).values("relative"))
        kin |= models.Q(cadre__in=tied.filter(relative__in=mine).values("cadre"))
        hands = ("drafted_by", "submitted_by", "verified_by", "subject")
        for path in (*hands, "verifications__by", "recusals__user"):
            kin |= models.Q(**{path: user})
        placed = Nomination.objects.filter(pk__in=self.agenda_ids())
        return placed.filter(kin | ties.in_units(mine.values("unit"))).exists()

    def agenda_ids(self) -> "models.QuerySet[MeetingItem, dict[str, int]]":
        """Answer the nominations on the agenda, none of a meeting that is not stored yet."""
        return MeetingItem.objects.filter(meeting_id=self.pk).values("nomination")

    @transition(
        state,
        source=S.PREPARED,
        target=S.OPENED,
        custom={"label": _("开会"), "rule": permissions.run_meeting},
    )
    def open_meeting(self, *, by, at):
        self.opened_by, self.opened_at = by, at

    @transition(
        state,
        source=S.OPENED,
        target=S.CLOSED,
        custom={"label": _("闭会"), "rule": permissions.run_meeting},
    )
    def close_meeting(self, *, by, at):
        self.closed_by, self.closed_at = by, at

    @transition(
        state,
        source=S.CLOSED,
        target=S.APPLIED,
        custom={"label": _("登记全部决定"), "rule": permissions.run_meeting},
    )
    def apply_meeting(self, *, by, at):
        self.applied_by, self.applied_at = by, at


class MeetingStep(Step):
    row = models.ForeignKey(Meeting, models.PROTECT, related_name="steps")


class MeetingMember(models.Model):
    """应到人员: an account or only a name; whether they came, and why not."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="members")
    user = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)
    attendance = models.CharField(
        _("到会情况"), max_length=8, choices=Attendance, default=Attendance.UNMARKED
    )
    absence_reason = models.CharField(_("缺席原因"), max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=models.Q(user__isnull=False),
                name="meeting_member_once",
            ),
            models.UniqueConstraint(fields=["meeting", "name"], name="meeting_member_name_once"),
            models.CheckConstraint(condition=_PEOPLE, name="meeting_member_reason_of_absence"),
        ]
        triggers = [
            while_meeting("named_before", S.PREPARED, operation=pgtrigger.Insert),
            while_meeting("called_until_end", S.PREPARED, S.OPENED, operation=pgtrigger.Update),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingItem(models.Model):
    """议程: one matter of a nomination, in order, with the version and the hash of what is read."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="+")
    matter = models.CharField(
        _("事项"), max_length=8, choices=MeetingMatter, default=MeetingMatter.RECALL
    )
    position = models.PositiveSmallIntegerField(_("序号"))
    version = models.PositiveIntegerField(_("版本"))
    content_hash = models.CharField(_("材料校验值"), max_length=64)
    placed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("列入时间"))

    about = ("nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "nomination"], name="meeting_item_once_per_nomination"
            ),
            models.UniqueConstraint(fields=["meeting", "position"], name="meeting_item_in_order"),
        ]
        triggers = [
            while_meeting(
                "agenda_stands", S.PREPARED, operation=pgtrigger.Insert | pgtrigger.Delete
            ),
            while_meeting("read_again", S.PREPARED, S.OPENED, operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="only_what_waits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_ONLY_WHAT_WAITS.format(waits=WAITS.format(matter="NEW.matter")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
