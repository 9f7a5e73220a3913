"""What the pages of polls about trainees show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.presenters.polls import badge
from training.enums import PollPart
from training.models import Enrolment, TraineePoll, TrainingClass
from training.presenters.classes import session_crumbs
from training.queries import polls as queries
from training.regulations import polls as rules


def of_class(training_class: TrainingClass) -> dict[str, Any]:
    """Answer each trainee of a class with the polls held, and what may be held."""
    people = queries.classmates(training_class)
    polls = queries.of_class(training_class)
    weights = training_class.campaign.weights
    parts = [part for part in PollPart if part in weights]
    return {
        "training_class": training_class,
        "crumbs": session_crumbs(training_class, _("学员测评")),
        "parts": [part.label for part in parts],
        "rows": [_line(one, parts, polls) for one in people],
        "opens_peer": PollPart.PEER in parts and not _is_any(polls, PollPart.PEER),
    }


def _is_any(polls: list[TraineePoll], part: PollPart) -> bool:
    return any(one.part == part and not hasattr(one.poll, "void") for one in polls)


def _line(one: Enrolment, parts: list[PollPart], polls: list[TraineePoll]) -> dict[str, Any]:
    return {
        "row": one,
        "unit": one.case.unit_then,
        "parts": [
            {"code": part.value, "label": part.label} | _held(one, part, polls) for part in parts
        ],
    }


def _held(one: Enrolment, part: PollPart, polls: list[TraineePoll]) -> dict[str, Any]:
    """Answer the newest poll of a part about a trainee, and whether a new one may be held."""
    mine = [row for row in polls if row.part == part and queries.is_about(row, one.case)]
    row = mine[0].poll if mine else None
    goes_on = rules.case_is_in_training.is_kept(one.case.state)
    return {
        "poll": row,
        "state": badge(row) if row else None,
        "opens": goes_on and (row is None or hasattr(row, "void")),
    }


def opening(
    training_class: TrainingClass, enrolment: Enrolment | None, part: str
) -> dict[str, Any]:
    """Answer what the page says before a poll is opened: about whom, by whom, or why it may not."""
    people = queries.classmates(training_class)
    unit = queries.colleagues(enrolment.case) if enrolment and part == PollPart.UNIT else None
    voters = sum(map(len, unit)) if unit else len(people) - 1
    name = enrolment.case.cadre.name if enrolment else ""
    title = PollPart(part).label
    return {
        "title": _("组织%(part)s") % {"part": title},
        "name": name,
        "crumbs": session_crumbs(training_class, _("学员测评")),
        "back": reverse("training:class-polls", args=[training_class.pk]),
        "who": _who(people, enrolment, unit),
        "refusal": _refusal(
            part, [enrolment.case] if enrolment else [one.case for one in people], voters=voters
        ),
    }


def _refusal(part: str, cases: list[Any], *, voters: int) -> str:
    """Answer what the act would refuse, before anybody fills in the form; empty if nothing."""
    told: list[tuple[Any, tuple[Any, ...]]] = [
        (rules.part_is_weighted, (part, one.campaign.weights)) for one in cases
    ]
    told += [(rules.case_is_in_training, (one.state,)) for one in cases]
    standing = queries.standing(part, [one.pk for one in cases]).count()
    told += [(rules.none_stands, (standing,)), (rules.enough_voters, (voters,))]
    return next((str(rule.sentence) for rule, facts in told if not rule.is_kept(*facts)), "")


def _who(people: list[Enrolment], enrolment: Enrolment | None, unit: Any) -> str:
    """Answer in words who votes."""
    if enrolment and unit:
        leaders, others = unit
        told = {"unit": enrolment.case.unit.name, "a": len(leaders), "b": len(others)}
        return (
            _(
                "由%(unit)s投票：领导班子 %(a)s 人、干部职工 %(b)s 人，不含本人；"
                "一组不足 5 人的并为一组。"
            )
            % told
        )
    if enrolment:
        return _("由同班其他 %(n)s 名学员投票，不含本人。") % {"n": len(people) - 1}
    if len(people) < rules.ACROSS:
        return _("全班 %(n)s 人，逐人组织：每人由其他学员评定，自己不评自己。") % {"n": len(people)}
    return _("全班 %(n)s 人抽签分为两半，互相评定：每人一张票，自己不评自己。") % {"n": len(people)}
