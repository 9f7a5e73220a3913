"""What the messages of class and practice say, to whom, and where they lead."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from core import dates
from core.notify.kinds import Kind
from training.enums import Told
from training.models import (
    CourseRating,
    Enrolment,
    HeartTalk,
    MentorHandover,
    Plan,
    PracticePosting,
    Reflection,
    ReflectionTask,
    Session,
    StayWish,
    TraineePoll,
    TrainingClass,
)
from training.queries import postings, warnings
from training.regulations import LEAVE_LIMIT


def _sessions(user: Any) -> QuerySet:
    return Session.objects.visible_to(user)


def _classes(user: Any) -> QuerySet:
    return TrainingClass.objects.visible_to(user)


def _own_enrolments(user: Any) -> QuerySet:
    own = Enrolment.objects.visible_to(user).filter(case__subject=user)
    return own.standing().select_related("training_class")


def _handovers(user: Any) -> QuerySet:
    return MentorHandover.objects.visible_to(user).select_related(
        "posting__case__cadre", "to_mentor"
    )


def _handover_page(row: MentorHandover, user: Any) -> str:
    return reverse("training:handover", args=[row.pk])


def _tasks(user: Any) -> QuerySet:
    return ReflectionTask.objects.visible_to(user).standing()


def _own_reflections(user: Any) -> QuerySet:
    own = Reflection.objects.visible_to(user).filter(enrolment__case__subject=user)
    return own.select_related("task")


def _ratings(user: Any) -> QuerySet:
    return CourseRating.objects.visible_to(user).select_related("session")


def _ballots(user: Any) -> QuerySet:
    return TraineePoll.objects.to_vote(user).select_related("poll")


def _wishes(user: Any) -> QuerySet:
    return StayWish.objects.visible_to(user).select_related("posting__case__cadre")


def _talks(user: Any) -> QuerySet:
    return HeartTalk.objects.visible_to(user).filter(case__subject=user)


def _plans(user: Any) -> QuerySet:
    return Plan.objects.visible_to(user).filter(case__subject=user)


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


def _places(user: Any) -> QuerySet:
    """Answer own places, and those of the classes that the user manages."""
    rows = Enrolment.objects.visible_to(user)
    return warnings.standing(rows.filter(Q(case__subject=user) | Q(training_class__manager=user)))


def _warned(row: Any) -> str:
    told = {"name": row.case.cadre.name, "n": row.absent_count}
    most, share = warnings.most_absences(row), row.leave_share or 0
    parts = []
    if share > LEAVE_LIMIT:
        parts.append(_("请假超过总学时的七分之一，按规定应研究退班"))
    elif share > LEAVE_LIMIT / 2:
        parts.append(_("请假已超过允许学时的一半"))
    if 0 < most <= row.absent_count:
        parts.append(_("缺勤 %(n)s 节") % told)
    words = _("、").join(parts) if parts else _("出勤情况已经更正")
    return _("%(name)s　%(words)s") % (told | {"words": words})


def _place_page(row: Any, user: Any) -> str:
    if row.case.subject_id == user.pk:
        return _today()
    return reverse("training:class-detail", args=[row.training_class_id])


def _postings(user: Any) -> QuerySet:
    rows = PracticePosting.objects.visible_to(user).select_related("case__cadre")
    return rows.annotate(is_paused=Exists(postings.open_pauses(OuterRef("pk"))))


def _posting(row: Any) -> str:
    told = {"name": row.case.cadre.name, "place": row.place, "day": dates.spoken(row.until_on)}
    if row.finished_on:
        return _("%(name)s　实践锻炼已经结束") % told
    if row.is_paused:
        return _("%(name)s　实践锻炼暂停计时，恢复后末日顺延") % told
    return _("%(name)s　实践锻炼有变动，现在%(place)s，到%(day)s") % told


def _posting_page(row: Any, user: Any) -> str:
    return _today() if row.case.subject_id == user.pk else reverse("training:my-trainees")


def _wish_page(row: StayWish, _user: Any) -> str:
    return reverse("training:stay", args=[row.posting_id])


KINDS = [
    Kind.of(
        Told.SESSION_CHANGED,
        _sessions,
        _lesson,
        lambda row, user: _class_page(row.training_class_id, user),
    ),
    Kind.of(
        Told.SESSION_CANCELLED,
        _sessions,
        _lesson,
        lambda row, user: _class_page(row.training_class_id, user),
    ),
    Kind.of(
        Told.TIMETABLE_MOVED,
        _classes,
        _of_class,
        lambda row, user: _class_page(row.pk, user),
    ),
    Kind.of(
        Told.ENROLLED,
        _own_enrolments,
        _enrolled,
        lambda row, user: _today(),
    ),
    Kind.of(
        Told.POSTING_CHANGED,
        _postings,
        _posting,
        _posting_page,
    ),
    Kind.of(
        Told.ATTENDANCE_WARNED,
        _places,
        _warned,
        _place_page,
    ),
    Kind.of(
        Told.REFLECTION_SET,
        _tasks,
        _asked,
        lambda row, user: reverse("training:reflection-write", args=[row.pk]),
    ),
    Kind.of(
        Told.REFLECTION_REVIEWED,
        _own_reflections,
        lambda row: _("您的心得“%(title)s”已评阅，请查看意见") % {"title": row.task.title},
        lambda row, user: reverse("training:reflection-write", args=[row.task_id]),
    ),
    Kind.of(
        Told.RATING_OPENED,
        _ratings,
        lambda row: _("“%(title)s”可以匿名评价了") % {"title": row.session.title},
        lambda row, user: reverse("training:rate", args=[row.pk]),
    ),
    Kind.of(
        Told.POLL_OPENED,
        _ballots,
        lambda row: _("请您投票：%(title)s") % {"title": row.poll.title},
        lambda row, user: reverse("evidence:vote"),
    ),
    Kind.of(
        Told.STAY_WISHED,
        _wishes,
        lambda row: _("%(name)s　申请留任，请答复") % {"name": row.posting.case.cadre.name},
        _wish_page,
    ),
    Kind.of(
        Told.WISH_ANSWERED,
        _wishes,
        lambda row: _("接收单位已答复您的留任申请"),
        _wish_page,
    ),
    Kind.of(
        Told.TALKED,
        _talks,
        lambda row: _("%(day)s的谈心谈话已登记，请看记录并确认") % {"day": dates.spoken(row.on)},
        lambda row, user: reverse("training:talk", args=[row.pk]),
    ),
    Kind.of(
        Told.HANDOVER_ASKED,
        _handovers,
        lambda row: (
            _("%(name)s　更换带教人，请看交接说明并签字") % {"name": row.posting.case.cadre.name}
        ),
        _handover_page,
    ),
    Kind.of(
        Told.HANDOVER_REFUSED,
        _handovers,
        lambda row: _("%(name)s　带教交接未签成，请看理由") % {"name": row.posting.case.cadre.name},
        _handover_page,
    ),
    Kind.of(
        Told.MENTOR_CHANGED,
        _handovers,
        lambda row: (
            _("%(name)s　带教人已换成%(mentor)s")
            % {"name": row.posting.case.cadre.name, "mentor": row.to_mentor.name}
        ),
        _handover_page,
    ),
    Kind.of(
        Told.PLANNED,
        _plans,
        lambda row: _("个人提高计划已批准，请看计划"),
        lambda row, user: reverse("training:plan", args=[row.pk]),
    ),
]
