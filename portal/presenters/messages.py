"""What each kind of message says, to whom, and where it leads.

The rows of a kind are those that the reader may see at the time of reading; a message about the
person themself (本人) begins where their own page does, never earlier.
"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from core import dates
from core.jobs.models import Job
from core.notify import kinds, reading
from core.notify.kinds import Kind
from portal.queries import operations
from recall.enums import NominationState, Told
from recall.models import Case, Clock, Nomination
from training.enums import Told as ToldTrainee
from training.models import (
    CourseRating,
    Enrolment,
    Reflection,
    ReflectionTask,
    Session,
    StayWish,
    TrainingClass,
)

_SIZE = 20


def _sessions(user: Any) -> QuerySet:
    return Session.objects.visible_to(user)


def _classes(user: Any) -> QuerySet:
    return TrainingClass.objects.visible_to(user)


def _own_enrolments(user: Any) -> QuerySet:
    own = Enrolment.objects.visible_to(user).filter(case__subject=user)
    return own.standing().select_related("training_class")


def _tasks(user: Any) -> QuerySet:
    return ReflectionTask.objects.visible_to(user).standing()


def _own_reflections(user: Any) -> QuerySet:
    own = Reflection.objects.visible_to(user).filter(enrolment__case__subject=user)
    return own.select_related("task")


def _ratings(user: Any) -> QuerySet:
    return CourseRating.objects.visible_to(user).select_related("session")


def _wishes(user: Any) -> QuerySet:
    return StayWish.objects.visible_to(user).select_related("posting__case__cadre")


def _nominations(user: Any) -> QuerySet:
    return Nomination.objects.visible_to(user).select_related("cadre")


def _told(user: Any) -> QuerySet:
    return Nomination.objects.told_to(user)


def _own_cases(user: Any) -> QuerySet:
    return Case.objects.of_person(user).filter(receipt__isnull=False)


def _clocks(user: Any) -> QuerySet:
    return Clock.objects.visible_to(user).select_related("cadre")


def _jobs(user: Any) -> QuerySet:
    return Job.objects.all() if user.duty == Role.SYSTEM_ADMIN else Job.objects.none()


def _lesson(row: Session) -> str:
    day = dates.spoken(dates.legal_day(row.starts_at))
    group = _("（第 %(n)s 组）") % {"n": row.group} if row.group else ""
    told = {
        "title": f"{row.title}{group}",
        "day": day,
        "time": f"{row.starts_at.astimezone(dates.ZONE):%H:%M}",
        "place": row.room or row.venue,
    }
    if row.cancelled_at:
        return _("“%(title)s”已取消，原定 %(day)s %(time)s") % told
    return _("“%(title)s”有变动，现为 %(day)s %(time)s，%(place)s") % told


def _class_page(class_pk: int, user: Any) -> str:
    is_desk = any(role != Role.HOST for role in user.scopes)
    return reverse("training:class-detail", args=[class_pk]) if is_desk else _today()


def _today() -> str:
    return reverse("training:today")


def _of_class(row: TrainingClass) -> str:
    return _("“%(title)s”的日程整体调整，现为 %(first)s至%(last)s") % {
        "title": row.title,
        "first": dates.spoken(row.opens_on),
        "last": dates.spoken(row.closes_on),
    }


def _enrolled(row: Enrolment) -> str:
    room = row.training_class
    return _("您已编入“%(title)s”，%(day)s 开班，地点 %(place)s") % {
        "title": room.title,
        "day": dates.spoken(room.opens_on),
        "place": room.venue,
    }


def _asked(row: ReflectionTask) -> str:
    told = {"title": row.title, "day": dates.spoken(row.due_on)}
    return _("请写心得“%(title)s”，%(day)s前交") % told


def _wish_page(row: StayWish, _user: Any) -> str:
    return reverse("training:stay", args=[row.posting_id])


def _term(row: Clock) -> str:
    told = {"name": row.cadre.name, "kind": row.get_kind_display()}
    if row.due_on is None or row.ended_at:
        return _("%(name)s　%(kind)s期限已结束或者已暂停") % told
    return _("%(name)s　%(kind)s期限 %(day)s") % (told | {"day": dates.spoken(row.due_on)})


def _reply_by(row: Nomination) -> str:
    if row.state != NominationState.VERIFIED or row.due_on is None:  # another term runs by now
        return _("请查看您的事项")
    return _("陈述申辩截止 %(day)s") % {"day": dates.spoken(row.due_on)}


def _own_nomination(row: Nomination, _user: Any) -> str:
    return reverse("recall:own-nomination", args=[row.pk])


KINDS = [
    Kind(
        ToldTrainee.SESSION_CHANGED,
        ToldTrainee.SESSION_CHANGED.label,
        _sessions,
        _lesson,
        lambda row, user: _class_page(row.training_class_id, user),
    ),
    Kind(
        ToldTrainee.SESSION_CANCELLED,
        ToldTrainee.SESSION_CANCELLED.label,
        _sessions,
        _lesson,
        lambda row, user: _class_page(row.training_class_id, user),
    ),
    Kind(
        ToldTrainee.TIMETABLE_MOVED,
        ToldTrainee.TIMETABLE_MOVED.label,
        _classes,
        _of_class,
        lambda row, user: _class_page(row.pk, user),
    ),
    Kind(
        ToldTrainee.ENROLLED,
        ToldTrainee.ENROLLED.label,
        _own_enrolments,
        _enrolled,
        lambda row, user: _today(),
    ),
    Kind(
        ToldTrainee.REFLECTION_SET,
        ToldTrainee.REFLECTION_SET.label,
        _tasks,
        _asked,
        lambda row, user: reverse("training:reflection-write", args=[row.pk]),
    ),
    Kind(
        ToldTrainee.REFLECTION_REVIEWED,
        ToldTrainee.REFLECTION_REVIEWED.label,
        _own_reflections,
        lambda row: _("您的心得“%(title)s”已评阅，请查看意见") % {"title": row.task.title},
        lambda row, user: reverse("training:reflection-write", args=[row.task_id]),
    ),
    Kind(
        ToldTrainee.RATING_OPENED,
        ToldTrainee.RATING_OPENED.label,
        _ratings,
        lambda row: _("“%(title)s”可以匿名评价了") % {"title": row.session.title},
        lambda row, user: reverse("training:rate", args=[row.pk]),
    ),
    Kind(
        ToldTrainee.STAY_WISHED,
        ToldTrainee.STAY_WISHED.label,
        _wishes,
        lambda row: _("%(name)s　申请留任，请答复") % {"name": row.posting.case.cadre.name},
        _wish_page,
    ),
    Kind(
        ToldTrainee.WISH_ANSWERED,
        ToldTrainee.WISH_ANSWERED.label,
        _wishes,
        lambda row: _("接收单位已答复您的留任申请"),
        _wish_page,
    ),
    Kind(
        Told.NOMINATION_RETURNED,
        Told.NOMINATION_RETURNED.label,
        _nominations,
        lambda row: _("%(name)s　退回补正，请按核实意见修改后再报") % {"name": row.cadre.name},
        lambda row, user: reverse("recall:nomination", args=[row.pk]),
    ),
    Kind(
        Told.TO_VERIFY,
        Told.TO_VERIFY.label,
        _nominations,
        lambda row: _("%(name)s　单位已报送，请核实") % {"name": row.cadre.name},
        lambda row, user: reverse("recall:nomination", args=[row.pk]),
    ),
    Kind(
        Told.ALLEGATION_TOLD,
        Told.ALLEGATION_TOLD.label,
        _told,
        _reply_by,
        _own_nomination,
    ),
    Kind(
        Told.REPLY_SOON,
        Told.REPLY_SOON.label,
        _told,
        _reply_by,
        _own_nomination,
    ),
    Kind(
        Told.NOTICE_SERVED,
        Told.NOTICE_SERVED.label,
        _own_cases,
        lambda row: _("召回通知书已送达，请查看内容和救济办法"),
        lambda row, user: reverse("recall:own-case", args=[row.pk]),
    ),
    Kind(
        Told.TERM_SOON,
        Told.TERM_SOON.label,
        _clocks,
        _term,
        lambda row, user: reverse("recall:clock", args=[row.pk]),
    ),
    Kind(
        Told.TERM_LATE,
        Told.TERM_LATE.label,
        _clocks,
        _term,
        lambda row, user: reverse("recall:clock", args=[row.pk]),
    ),
    Kind(
        operations.JOB_DEAD,
        gettext_lazy("后台任务停止"),
        _jobs,
        lambda row: _("%(kind)s　%(state)s") % {"kind": row.kind, "state": row.get_state_display()},
        lambda row, user: reverse("portal:job-list"),
    ),
]
kinds.register(*KINDS)


def page(user: Any, params: Any, *, is_part: bool) -> dict[str, Any]:
    """Answer the context of the list: a page of lines, and how many are unread.

    :param is_part: only the list itself is asked for
    """
    paginator = Paginator(reading.listed(user), _SIZE)
    shown: Page = paginator.get_page(params.get("page"))
    return {
        "page": shown,
        "lines": reading.lines(shown.object_list, user=user),
        "unread": user.unread_count,
        "frame": "ui/fragment.html" if is_part else frame(user),
    }


def frame(user: Any) -> str:
    """Answer the frame of the page: the phone's for who has no desk."""
    return "ui/base.html" if set(user.scopes) - {Role.HOST, Role.MENTOR} else "ui/phone_base.html"
