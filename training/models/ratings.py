"""课程评价: who may rate, an urn that nobody reads, and what is told once it is opened.

No row here joins a rating to a person. See docs/course-rating.md and docs/adr/0020.
"""

from typing import TYPE_CHECKING, Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from training.enums import RATES
from training.models.attendance import Attendance, AttendanceCorrection
from training.models.ranges import paired
from training.models.sessions import Session

if TYPE_CHECKING:
    from accounts.models import User

RUNS = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
_USER = settings.AUTH_USER_MODEL
_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
_AS_TOLD = pgtrigger.Protect(name="as_told", operation=pgtrigger.Update | pgtrigger.Delete)
_BURN = """
    SELECT s.rating_id INTO burnt FROM training_ratingseat s WHERE s.id = NEW.seat_key;
    SELECT c.closed_at, c.closes_on, c.items INTO told
    FROM training_courserating c WHERE c.id = burnt FOR SHARE;  -- before the seat, as closing does
    DELETE FROM training_ratingseat s WHERE s.id = NEW.seat_key RETURNING s.rating_id INTO burnt;
    IF burnt IS NULL THEN
        RAISE EXCEPTION 'Cannot rate: no unused seat'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_burns_a_seat';
    END IF;
    IF told.closed_at IS NOT NULL OR NEW.rated_on IS NULL OR NEW.rated_on > told.closes_on THEN
        RAISE EXCEPTION 'Cannot rate: not the time'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_in_time';
    END IF;
    IF jsonb_array_length(NEW.marks) <> jsonb_array_length(told.items) OR EXISTS (
        SELECT FROM jsonb_array_elements(NEW.marks) m
        WHERE m.value::text NOT IN ('1', '2', '3', '4', '5')
    ) THEN
        RAISE EXCEPTION 'Cannot rate: marks do not fit'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_fits';
    END IF;
    NEW.rating_id := burnt;
    NEW.seat_key := NULL;
    NEW.rated_on := NULL;
    RETURN NEW;
"""


class RatingItems(models.Model):
    """评价项目: what is asked of a class's courses, or of all classes of a programme here. The
    newest row counts; one of the class goes before one of the programme."""

    county = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="+")
    training_class = models.ForeignKey(
        "training.TrainingClass", models.PROTECT, null=True, related_name="+"
    )
    programme = models.ForeignKey("training.Programme", models.PROTECT, null=True, related_name="+")
    items = models.JSONField(_("评价项目"))  # words, in their order
    set_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(training_class=None, programme__isnull=False)
                | models.Q(training_class__isnull=False, programme=None),
                name="ratingitems_of_class_or_programme",
            )
        ]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.pk}"


class CourseRatingQuerySet(models.QuerySet["CourseRating"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the county's classes, the session's teacher, and those who were asked."""
        return self.filter(
            models.Q(session__county__in=user.counties(*RUNS))
            | models.Q(teacher=user)
            | models.Q(pk__in=self.model.objects.asked_of(user).values("pk"))
        )

    def asked_of(self, user: "User") -> Self:
        """Those of which the user was asked: by the mark and the place in the class as they stood
        at the opening, not by the seat, so that it makes no difference who has rated."""
        opened_at = models.OuterRef("opened_at")
        later = AttendanceCorrection.objects.filter(
            attendance=models.OuterRef("pk"), at__gt=models.OuterRef(opened_at)
        )
        marks = Attendance.objects.filter(
            models.Q(enrolment__withdrawn_at=None)
            | models.Q(enrolment__withdrawn_at__gt=opened_at),
            session=models.OuterRef("session"),
            enrolment__case__subject=user,
        ).annotate(
            stood=Coalesce(models.Subquery(later.order_by("pk").values("before")[:1]), "status")
        )
        return self.filter(models.Exists(marks.filter(stood__in=RATES)))

    def told_to(self, user: "User") -> Self:
        """Those whose results the user may read once they are opened, never of a class in which
        the user sits."""
        sits = models.Q(
            session__training_class__enrolments__case__subject=user,
            session__training_class__enrolments__withdrawn_at=None,
        )
        rows = self.filter(
            models.Q(session__county__in=user.counties(*RUNS)) | models.Q(teacher=user)
        )
        return rows.exclude(pk__in=self.model.objects.filter(sits).values("pk"))


class CourseRating(models.Model):
    """课程评价 of a session: items as they stood, until when, and how many gave one in the end."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="rating")
    teacher = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    items = models.JSONField(_("评价项目"))
    seats_made = models.PositiveSmallIntegerField(_("可评人数"))
    closes_on = models.DateField(_("截止日期"))
    given = models.PositiveSmallIntegerField(_("评价人数"), null=True)
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("开放时间"))
    closed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("公布时间"), null=True)

    objects = CourseRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=paired("courserating", "closed")[0],
                name=paired("courserating", "closed")[1],
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, given=None)
                | models.Q(closed_at__isnull=False, given__lte=models.F("seats_made")),
                name="courserating_counted_when_closed",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="as_opened",
                fields=["session", "teacher", "items", "closes_on", "opened_at"],
            ),
            pgtrigger.Protect(
                name="seats_only_come",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__seats_made__lt=pgtrigger.F("old__seats_made")),
            ),
            pgtrigger.Protect(
                name="closed_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.session}"


class RatingSeat(models.Model):
    """One person who attended and has not rated yet. Rating takes the row away."""

    rating = models.ForeignKey(CourseRating, models.PROTECT, related_name="seats")
    enrolment = models.ForeignKey("training.Enrolment", models.PROTECT, related_name="+")

    about = ("enrolment", "case", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "enrolment"], name="ratingseat_once")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class UrnRating(models.Model):
    """A rating in the closed urn. The web may put one in and cannot read any.

    `seat_key` and `rated_on` are taken by the trigger, which burns the seat, checks day and marks,
    and empties both.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rating = models.ForeignKey(CourseRating, models.PROTECT, related_name="+")
    marks = models.JSONField()  # 1 to 5, in the order of the items
    remark = models.CharField(max_length=300, blank=True)
    seat_key = models.BigIntegerField(null=True)
    rated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat_key=None, rated_on=None), name="urnrating_keeps_no_trace"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="burns_a_seat",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("burnt", "bigint"), ("told", "record")],
                func=_BURN,
            ),
            pgtrigger.Protect(name="as_given", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RatingAnswer(models.Model):
    """The marks of one rating once the urn is opened. Only `training_open_ratings` writes it."""

    id = models.UUIDField(primary_key=True, editable=False)
    rating = models.ForeignKey(CourseRating, models.PROTECT, related_name="answers")
    marks = models.JSONField()

    class Meta:
        triggers = [_AS_TOLD]

    def __str__(self) -> str:
        return str(self.pk)


class RatingRemark(models.Model):
    """A remark once the urn is opened, apart from the marks that came with it."""

    id = models.UUIDField(primary_key=True, editable=False)
    rating = models.ForeignKey(CourseRating, models.PROTECT, related_name="remarks")
    text = models.CharField(_("意见"), max_length=300)

    class Meta:
        triggers = [_AS_TOLD]

    def __str__(self) -> str:
        return str(self.pk)
