"""What the pages of questions, examinations and papers show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from training import permissions, regulations
from training.forms.examinations import MarkForm, NoFields
from training.models import Examination, Paper
from training.presenters.acts import act, form_of
from training.presenters.classes import session_crumbs
from training.queries import draws
from training.queries import examinations as queries
from training.regulations import examinations as rules

FEWEST_TO_SHOW = rules.FEWEST


def stage(row: Examination, at: datetime) -> tuple[str, str, str]:
    """Answer words, tone and icon of where an examination stands."""
    if row.cancelled_at:
        return _("已取消"), "line", "ban"
    if row.released_at:
        return _("已公布成绩"), "green", "circle-check"
    if at < row.opens_at:
        return _("未开始"), "blue", "calendar-clock"
    return (
        (_("进行中"), "teal", "clock") if at < row.closes_at else (_("待公布"), "amber", "pencil")
    )


def listing(training_class: Any, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer a class's examinations, and the comparison of before and after."""
    refusal = permissions.run_examination.refusal(user, training_class)
    rows = queries.of_class(training_class, user)
    return {
        "training_class": training_class,
        "crumbs": session_crumbs(training_class, _("测验和考试")),
        "rows": [{"row": row, "stage": stage(row, at)} for row in rows],
        "refusal": refusal,
        "comparison": None if refusal else _comparison(training_class, at),
        "fewest": FEWEST_TO_SHOW,
    }


def _comparison(training_class: Any, at: datetime) -> dict[str, Any] | None:
    told = queries.comparison(training_class, at)
    if told is None:
        return None
    few = told["of"] < FEWEST_TO_SHOW
    return {
        "of": told["of"],
        "is_few": few,
        "before": "" if few else _percent(told["before"]),
        "after": "" if few else _percent(told["after"]),
        "better": told["better"],
    }


def _percent(share: Any) -> str:
    return f"{share * 100:.0f}%"


def desk(row: Examination, *, user: Any, at: datetime, bound: Any = None) -> dict[str, Any]:
    """Answer the page of an examination for who runs it."""
    found = queries.scores(row, at)
    items, drawn = draws.items_of(row), draws.draws_of(row)
    few = len(found) < FEWEST_TO_SHOW
    return {
        "row": row,
        "stage": stage(row, at),
        "crumbs": _crumbs(row),
        "most": draws.size_of(items, drawn)[1],
        "draws": drawn,
        "results": [_result(score) for score in found],
        "sitting": row.papers.filter(handed_in_at=None, due_at__gte=at).count(),
        "waiting": sum(len(score.waiting) for score in found),
        "is_few": few,
        "fewest": FEWEST_TO_SHOW,
        "all_right": None if few else queries.all_right(found),
        "figures": [one | {"share": _share(one)} for one in queries.figures(found, items)],
        "acts": _acts(row, len(found), at, bound),
        "form": bound,
    }


def _share(one: dict[str, Any]) -> str:
    return "" if one["of"] < FEWEST_TO_SHOW else _percent(one["right"] / one["of"])


def _crumbs(row: Examination) -> list[tuple[str, str | None]]:
    page = reverse("training:examination-list", args=[row.training_class_id])
    return [
        *session_crumbs(row.training_class, "")[:-1],
        (_("测验和考试"), page),
        (row.title, None),
    ]


def _result(score: queries.Score) -> dict[str, Any]:
    return {
        "name": score.paper.enrolment.case.cadre.name,
        "paper": score.paper,
        "fixed": score.fixed,
        "total": "" if score.total is None else f"{score.total.normalize():f}",
        "is_passed": score.is_passed,
    }


def _acts(row: Examination, over: int, at: datetime, bound: Any) -> list[dict[str, Any]]:
    if row.cancelled_at or row.released_at:
        return []
    told = []
    if at >= row.closes_at:
        told.append(
            act(
                "release",
                _("公布成绩"),
                reverse("training:examination-act", args=[row.pk, "release"]),
                refusal="",
                form=form_of("release", NoFields, bound),
                after=_("公布后本人可以看到自己的成绩，看不到别人的；不再评分。"),
            )
        )
    if not row.papers.exists():
        told.append(
            act(
                "cancel",
                _("取消"),
                reverse("training:examination-act", args=[row.pk, "cancel"]),
                refusal="",
                form=form_of("cancel", NoFields, bound),
                after=_("还没有人答卷，可以取消。"),
                danger=True,
            )
        )
    return told


def marking(row: Examination, *, user: Any, at: datetime, bound: Any = None) -> dict[str, Any]:
    """Answer the short answers that wait for the user, without names."""
    return {
        "row": row,
        "crumbs": _crumbs(row),
        "answers": [
            {"row": one, "form": form_of(f"mark{one.pk}", MarkForm, bound)}
            for one in queries.to_mark(row, user, at)
        ],
        "form": bound,
    }


def door(row: Examination, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the trainee's page before and after sitting."""
    paper = queries.paper_of(row, user)
    is_over = paper is not None and paper.is_over(at)
    own = None
    if row.released_at and paper:
        own = next((s for s in queries.scores(row, at) if s.paper.pk == paper.pk), None)
    is_open = rules.is_open.is_kept(row.opens_at, row.closes_at, at)
    is_held = queries.is_suspended(row, user)
    return {
        "row": row,
        "paper": paper,
        "is_over": is_over,
        "refusal": str(regulations.case_goes_on.sentence) if is_held and not paper else "",
        "can_begin": not row.cancelled_at and paper is None and is_open,
        "result": _result(own) if own else None,
        "most": own.most if own else None,
        "count": draws.size_of(draws.items_of(row), draws.draws_of(row))[0],
    }


def sheet(paper: Paper, form: Any, *, at: datetime) -> dict[str, Any]:
    """Answer the paper's page. Minutes left are the server's."""
    left = max(0, int((paper.due_at - at).total_seconds()))
    return {
        "paper": paper,
        "row": paper.examination,
        "form": form,
        "lines": form.lines(),
        "minutes": -(-left // 60),
        "saved_at": queries.saved_at(paper),
    }
