"""What the class pages show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres.enums import ProtectionKind
from core import dates
from core.ui.forms import NoFields
from recall.models import Case
from training import permissions, regulations
from training.enums import PostponeGround
from training.models import Enrolment, Session, TrainingClass
from training.presenters.acts import act
from training.queries import attendance, checkins, classes, rooms, rosters


def stage(training_class: TrainingClass, on: date) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a class stands on a day; derived, never stored."""
    if on < training_class.opens_on:
        return _("未开班"), "blue", "calendar-clock"
    if on > training_class.closes_on:
        return _("已结班"), "line", "archive"
    return _("进行中"), "teal", "graduation-cap"


def rows(page: Any, on: date) -> list[dict[str, Any]]:
    """Answer each class of a page with its stage."""
    return [{"row": row, "stage": stage(row, on)} for row in page]


def detail(training_class: TrainingClass, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a class's page."""
    refusal = permissions.plan_class.refusal(user, training_class)
    enrolments = rosters.listed(
        Enrolment.objects.visible_to(user).filter(training_class=training_class)
    )
    roster = [roster_row(row) for row in attendance.with_rates(enrolments)]
    waiting = [] if refusal else rosters.awaiting_class(training_class)
    return {
        "training_class": training_class,
        "crumbs": [(_("培训班"), reverse("training:class-list")), (str(training_class), None)],
        "stage": stage(training_class, on),
        "blocks": list(training_class.blocks.order_by("from_on")),
        "facts": _facts(training_class, {row["enrolment"].pk for row in roster}),
        "roster": roster,
        "standing_count": sum(row["enrolment"].withdrawn_at is None for row in roster),
        "sessions": _lessons(training_class, is_shown=not refusal),
        "is_run_by_user": not refusal,
        "enrol": _enrol(training_class, waiting, on),
        "on": on,
    }


def _lessons(training_class: TrainingClass, *, is_shown: bool) -> list[dict[str, Any]]:
    """Answer the lessons, each with the seats its room lacks: for who runs the class alone."""
    sizes = rooms.Sizes({training_class.pk} if is_shown else set())
    return [
        {"row": row, "missing": sizes.missing(row)} for row in classes.timetable(training_class)
    ]


def roster_row(enrolment: Enrolment) -> dict[str, Any]:
    """Answer one line of the roster with the figures as percentages."""
    share = enrolment.leave_share  # type: ignore[attr-defined]  # from attendance.with_rates
    rate = enrolment.rate  # type: ignore[attr-defined]
    return {
        "enrolment": enrolment,
        "case": enrolment.case,
        "rate": None if rate is None else round(rate * 100),
        "leave": None if share is None else round(share * 100),
        "leave_warning": (
            ""
            if regulations.leave_within_limit.is_kept(share)
            else str(regulations.leave_within_limit.sentence)
        ),
    }


def _facts(training_class: TrainingClass, seen: set[int]) -> list[dict[str, Any]]:
    """Answer the facts of a class; the monitor is named to whoever may see that person."""
    monitor = training_class.monitor if training_class.monitor_id in seen else None
    return [
        {"label": _("批次"), "value": training_class.campaign.title},
        {"label": _("地点"), "value": training_class.venue},
        {"label": _("班主任"), "value": training_class.manager},
        {"label": _("班长"), "value": monitor.case.cadre.name if monitor else "—"},
        {"label": _("结班日期"), "value": dates.spoken(training_class.closes_on)},
    ]


def _enrol(training_class: TrainingClass, waiting: list[Case], on: date) -> dict[str, Any]:
    """Answer what the one click will do, before it is done."""
    left_out = rosters.left_out(waiting, max(training_class.opens_on, on))
    taken = [case for case in waiting if case.pk not in left_out]
    served = rosters.served_on(taken)
    late = [
        case
        for case in taken
        if case.pk in served
        and not regulations.served_in_time.is_kept(served[case.pk], training_class.opens_on)
    ]
    label = ngettext("编入 %(n)s 人", "编入 %(n)s 人", len(taken)) % {"n": len(taken)}
    return {
        "taken": taken,
        "postponed": [(case, why(left_out[case.pk])) for case in waiting if case.pk in left_out],
        "late": late,
        "late_sentence": str(regulations.served_in_time.sentence),
        "act": act(
            "enrol",
            label,
            reverse("training:class-enrol", args=[training_class.pk]),
            refusal="" if taken else _("没有已送达、待编班的人员。"),
            form=NoFields(),
            after=_("编入后案件转为“培训中”；延期的人员不受影响，下次编班时再列入。"),
        ),
    }


def why(kind: str) -> str:
    """Answer in words why a person is left out of a roster."""
    if kind == rosters.SUSPENDED:
        return _("学习锻炼中止")
    if kind in ProtectionKind.values:
        return str(ProtectionKind(kind).label)
    return str(PostponeGround(kind).label)


def session_crumbs(training_class: TrainingClass, title: str) -> list[tuple[str, str | None]]:
    page = reverse("training:class-detail", args=[training_class.pk])
    return [
        (_("培训班"), reverse("training:class-list")),
        (str(training_class), page),
        (title, None),
    ]


def sheet(session: Session, form: Any, *, user: Any) -> dict[str, Any]:
    """Answer the context of a session's attendance sheet."""
    told = checkins.on_screen(session)
    rows = [row | {"signs": told["signed"].get(row["enrolment"].pk)} for row in form.rows()]
    return {
        "session": session,
        "form": form,
        "rows": rows,
        "is_signing_out": any("OUT" in signs for signs in told["signed"].values()),
        "walk_ins": told["walk_ins"] if permissions.show_code.allows(user, session) else [],
        "base": "ui/phone_base.html" if user.is_guest else "ui/base.html",
        "crumbs": [] if user.is_guest else session_crumbs(session.training_class, _("考勤")),
        "corrections": attendance.corrections(session, user),
    }


def postponed_sentence(case: Case, kind: str) -> str:
    """Answer the sentence that names a person whom the roster left out."""
    if kind == rosters.SUSPENDED:
        return _("%(name)s 的学习锻炼已中止，恢复后再编班。") % {"name": case.cadre.name}
    if kind == rosters.LEFT:
        return _("%(name)s 已经离任，没有编班；请按离任终止案件。") % {"name": case.cadre.name}
    label = why(kind)
    return _("%(name)s 处于%(kind)s，已延期参训。") % {"name": case.cadre.name, "kind": label}


def withdraw_reason(enrolment: Enrolment) -> str:
    """Answer the reason that the rule proposes: leave over a seventh; the manager decides."""
    row = attendance.with_rates(Enrolment.objects.filter(pk=enrolment.pk)).get()
    share = row.leave_share  # type: ignore[attr-defined]  # from attendance.with_rates
    if regulations.leave_within_limit.is_kept(share):
        return ""
    return _("请假占总学时 %(share)s%%，超过七分之一，按退学处理") % {"share": round(share * 100)}


def withdraw_refusal(user: Any, enrolment: Enrolment) -> str:
    """Answer why the user may not withdraw the trainee, empty when they may."""
    if enrolment.withdrawn_at:
        return _("该学员已经退班。")
    return permissions.run_enrolment.refusal(user, enrolment)


def plan_refusal(user: Any, training_class: TrainingClass) -> str:
    """Answer why the user may not run the class, empty when they may."""
    return permissions.plan_class.refusal(user, training_class)


def after_roll(user: Any, session: Session) -> str:
    """Answer the page to which the roll leads: an invited teacher's lessons, or the class."""
    if user.is_guest:
        return reverse("training:own-lessons")
    return reverse("training:class-detail", args=[session.training_class_id])


def roll_refusal(user: Any, session: Session) -> str:
    """Answer why the user may not mark the roll of a session, empty when they may."""
    return permissions.take_roll.refusal(user, session)
