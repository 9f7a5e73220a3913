"""What the pages of ratings show: figures from five ratings on, and no single one."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.ui.forms import NoFields
from training.models import CourseRating
from training.permissions import ratings as permissions
from training.presenters.acts import act, form_of
from training.presenters.classes import session_crumbs
from training.queries import ratings as queries
from training.regulations import ratings as rules


def stage(row: CourseRating, at: datetime) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a rating stands."""
    if row.closed_at:
        if rules.can_be_told.is_kept(row.given):
            return _("已公布"), "green", "circle-check"
        return _("不足 5 份"), "line", "minus"
    if dates.legal_day(at) > row.closes_on:
        return _("待公布"), "amber", "clock"
    return _("评价中"), "teal", "radio"


def of_class(training_class: Any, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the sessions of a class with their ratings side by side."""
    sessions = queries.of_class(training_class, at)
    ratings = [row.rating for row in sessions if hasattr(row, "rating")]
    means = queries.means(ratings)
    return {
        "training_class": training_class,
        "crumbs": session_crumbs(training_class, _("课程评价")),
        "refusal": permissions.run_rating.refusal(user, training_class),
        "items": queries.items_of(training_class),
        "rows": [_session(row, means, at) for row in sessions],
    }


def _session(row: Any, means: dict[int, Any], at: datetime) -> dict[str, Any]:
    rating = getattr(row, "rating", None)
    values = means.get(rating.pk) if rating else None
    return {
        "row": row,
        "rating": rating,
        "stage": stage(rating, at) if rating else None,
        "overall": queries.overall(values) if values else None,
    }


def compared(page: Any, at: datetime) -> list[dict[str, Any]]:
    """Answer closed ratings, each by itself; no sum over several, which would tell a hidden one."""
    means = queries.means(page)
    return [
        {
            "row": row,
            "stage": stage(row, at),
            "overall": queries.overall(means[row.pk]) if row.pk in means else None,
        }
        for row in page
    ]


def result(row: CourseRating, *, user: Any, at: datetime, bound: Any = None) -> dict[str, Any]:
    """Answer the page of one rating: before it is closed only how many have rated."""
    values = queries.means([row]).get(row.pk, []) if row.closed_at else []
    runs = permissions.run_rating.allows(user, row.session.training_class)
    left = 0 if row.closed_at else queries.seats_left(row)
    return {
        "row": row,
        "session": row.session,
        "stage": stage(row, at),
        "crumbs": _crumbs(row, runs),
        "given": row.given if row.closed_at else row.seats_made - left,
        "is_told": bool(values),
        "means": list(zip(row.items, values, strict=True)) if values else [],
        "overall": queries.overall(values) if values else None,
        "remarks": queries.remarks(row),
        "acts": _acts(row, left, at, bound) if runs else [],
        "form": bound,
    }


def _crumbs(row: CourseRating, runs: bool) -> list[tuple[str, str | None]]:
    if not runs:
        return [(_("课程评价"), reverse("training:rating-list")), (row.session.title, None)]
    room = row.session.training_class
    page = reverse("training:class-ratings", args=[room.pk])
    head = session_crumbs(room, "")[:-1]
    return [*head, (_("课程评价"), page), (row.session.title, None)]


def _acts(row: CourseRating, left: int, at: datetime, bound: Any) -> list[dict[str, Any]]:
    if row.closed_at:
        return []
    is_over = rules.is_over.is_kept(row.closes_on, dates.legal_day(at), left)
    return [
        act(
            "close",
            _("截止并公布"),
            reverse("training:rating-close", args=[row.pk]),
            refusal="" if is_over else str(rules.is_over.sentence),
            form=form_of("close", NoFields, bound),
            after=_("满 5 份才公布结果，不满的不保留；公布后不再接受评价。"),
        )
    ]


def sheet(row: CourseRating, form: Any, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the trainee's page."""
    seat = queries.seat_of(row, user)
    is_open = rules.may_rate.is_kept(seat, row.closes_on, dates.legal_day(at))
    return {
        "row": row,
        "session": row.session,
        "form": form,
        "is_open": is_open and row.closed_at is None,
    }
