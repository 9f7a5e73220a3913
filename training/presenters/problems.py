"""What the ledger of problems shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from training.models import Problem, ResidentWord
from training.permissions import problems as permissions

_TONES = {"SOLVED": "green", "PARTLY": "amber", "NOT": "red"}


def state(problem: Problem, actions: int) -> dict[str, str]:
    """Answer the words and the look of where a problem stands."""
    if problem.closed_on:
        if problem.is_solved:
            return {"words": _("已解决"), "tone": "green", "icon": "circle-check"}
        return {"words": _("暂未解决"), "tone": "amber", "icon": "clock-alert"}
    if actions:
        return {"words": _("办理中"), "tone": "blue", "icon": "pencil-line"}
    return {"words": _("待办理"), "tone": "grey", "icon": "inbox"}


def rows(page: Any) -> list[dict[str, Any]]:
    """Answer the lines of a list, each with its state and what residents said."""
    return [
        {
            "row": row,
            "state": state(row, row.action_count),
            "said": _said(row.solved_count, row.word_count),
        }
        for row in page
    ]


def _said(solved: int, words: int) -> str:
    if not words:
        return ""
    return _("%(words)s 位群众评价，%(solved)s 位说解决了") % {"words": words, "solved": solved}


def detail(problem: Problem, *, user: Any) -> dict[str, Any]:
    """Answer the context of a problem's page."""
    steps = list(problem.steps.select_related("entered_by").order_by("on", "pk"))
    words = list(problem.words.select_related("taken_by").order_by("number"))
    return {
        "problem": problem,
        "state": state(problem, len(steps)),
        "way": [_found(problem), *(_step(row) for row in steps)],
        "words": [_word(row) for row in words],
        "moves": moves(problem, user=user),
        "crumbs": crumbs(problem, None),
    }


def _found(problem: Problem) -> dict[str, Any]:
    return {
        "label": _("问题"),
        "on": problem.found_on,
        "text": problem.what,
        "who": problem.raised_by.name,
    }


def _step(row: Any) -> dict[str, Any]:
    label = row.get_kind_display()
    return {"label": label, "on": row.on, "text": row.text, "who": row.entered_by.name}


def _word(row: ResidentWord) -> dict[str, Any]:
    who = row.name or _("一位群众")
    how = _("%(who)s记录") % {"who": row.taken_by.name} if row.taken_by else _("本人在手机上填写")
    return {"row": row, "who": who, "how": how, "tone": _TONES[row.answer]}


def moves(problem: Problem, *, user: Any) -> list[dict[str, str]]:
    """Answer the pages on which the user may do something with the problem now."""
    offered: list[tuple[str, str]] = []
    posting = problem.posting
    if not problem.closed_on and not posting.finished_on:
        if permissions.write_problem.allows(user, posting):
            offered += [("act", _("登记办法")), ("close", _("登记结果"))]
    elif problem.closed_on and permissions.take_word.allows(user, posting):
        offered += [("word", _("当面记录群众的话")), ("invite", _("让群众自己填"))]
    return [
        {"label": label, "url": reverse("training:problem-act", args=[problem.pk, name])}
        for name, label in offered
    ]


def crumbs(problem: Problem, act: Any) -> list[tuple[str, str | None]]:
    """Answer the way to a problem, or to an act on it."""
    here = reverse("training:problem", args=[problem.pk])
    lead = (_("问题台账"), reverse("training:problem-list"))
    if act is None:
        return [lead, (problem.what, None)]
    return [lead, (problem.what, here), (str(act), None)]
