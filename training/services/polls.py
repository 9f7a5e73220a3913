"""Acts that hold a poll about trainees: planned, filled and opened in one."""

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import StateConflict
from core.workflow.engine import lock
from evidence.enums import BallotKind, PollMeasure, PollPurpose
from evidence.models import Poll, PollGroup
from evidence.queries import presets
from evidence.services import polls
from recall.models import Case
from training.enums import PollPart
from training.models import Enrolment, TraineePoll, TrainingClass
from training.permissions import polls as permissions
from training.queries import polls as queries
from training.regulations import polls as rules
from training.services import messages

_LETTERS = "ABCDEFGHIJ"
_Groups = list[tuple[str, Decimal, list[Any]]]  # name, weight, voters


class Held(NamedTuple):
    """What a poll is held for; `case` is None where it is about several. `about` begins its name,
    by which a voter with several ballots tells them apart."""

    training_class: TrainingClass
    part: PollPart
    case: Case | None
    about: str


@transaction.atomic
def open_peer(
    training_class: TrainingClass, *, closes_at: datetime, channel: str, by: Any, at: datetime
) -> list[Poll]:
    """Let the trainees of a class judge each other, nobody themselves.

    From ten on the class is halved by lot and each half judges the other with one ballot; a
    smaller class holds a poll for each trainee, by all others.

    :param channel: APP for who has an account (the others get a slip), or PAPER
    :raises RegulationBroken: TP-01 no weight, TP-02 voters, TP-03 one stands, TP-04 state
    """
    training_class = lock(training_class)
    permissions.open_poll.check(by, training_class)
    people = queries.classmates(training_class)
    rules.enough_voters.check(len(people) - 1)
    _check(PollPart.PEER, [one.case for one in people])
    how = {"closes_at": closes_at, "channel": channel, "by": by, "at": at}
    if len(people) < rules.ACROSS:
        return [_peer_of_one(training_class, one, people, **how) for one in people]
    return [
        _open(
            Held(training_class, PollPart.PEER, None, f"{training_class.title[:40]}（{name}）"),
            half,
            [("同班学员", Decimal(100), others)],
            **how,
        )
        for name, (half, others) in zip("一二", _halves([one.case for one in people]), strict=True)
    ]


def _halves(cases: list[Case]) -> list[tuple[list[Case], list[Any]]]:
    """Draw two halves by lot: who is judged, and who judges."""
    drawn = list(cases)
    secrets.SystemRandom().shuffle(drawn)
    cut = len(drawn) // 2
    first, second = (sorted(part, key=lambda row: row.pk) for part in (drawn[:cut], drawn[cut:]))
    return [
        (first, [case.cadre for case in second]),
        (second, [case.cadre for case in first]),
    ]


@transaction.atomic
def open_for(
    enrolment: Enrolment,
    *,
    part: str,
    closes_at: datetime,
    channel: str,
    by: Any,
    at: datetime,
) -> Poll:
    """Hold the poll of one trainee: by the unit that recalled them, or by the rest of the class.

    :raises RegulationBroken: TP-01 no weight, TP-02 voters, TP-03 one stands, TP-04 state
    """
    training_class = lock(enrolment.training_class)
    permissions.open_poll.check(by, training_class)
    people = queries.classmates(training_class)
    one = next((row for row in people if row.pk == enrolment.pk), None)
    if one is None:
        raise StateConflict(_("已退班，不能再组织测评。"))
    case = one.case
    _check(part, [case])
    how = {"closes_at": closes_at, "channel": channel, "by": by, "at": at}
    if part == PollPart.PEER:
        return _peer_of_one(training_class, one, people, **how)
    of = Held(training_class, PollPart.UNIT, case, f"{case.unit.name[:25]}（{case.cadre.name}）")
    return _open(of, [case], _unit_groups(*queries.colleagues(case)), **how)


def _check(part: str, cases: list[Case]) -> None:
    for case in cases:
        rules.part_is_weighted.check(part, case.campaign.weights)
        rules.case_is_in_training.check(case.state)
    rules.none_stands.check(queries.standing(part, [case.pk for case in cases]).count())


def _peer_of_one(
    training_class: TrainingClass, one: Enrolment, people: list[Enrolment], **how: Any
) -> Poll:
    others = [row.case.cadre for row in people if row.pk != one.pk]
    about = f"{training_class.title[:25]}（{one.case.cadre.name}）"
    of = Held(training_class, PollPart.PEER, one.case, about)
    return _open(of, [one.case], [("同班学员", Decimal(100), others)], **how)


def _unit_groups(leaders: list[Any], others: list[Any]) -> _Groups:
    """Answer the groups of a unit; one that could not hide its voters joins the other."""
    rule = _rule(PollPart.UNIT)
    if min(len(leaders), len(others)) < rules.FEWEST_VOTERS:
        return [("干部职工", Decimal(100), [*leaders, *others])]
    return [
        ("领导班子", Decimal(rule["leaders"]), leaders),
        ("干部职工", Decimal(rule["others"]), others),
    ]


def _rule(part: str) -> dict[str, Any]:
    return next(row for row in presets.rows("trainee_polls") if row["code"] == part)


def _open(of: Held, cases: list[Case], groups: _Groups, *, closes_at: datetime, **how: Any) -> Poll:
    """Plan, fill and open a poll about some trainees, and say what it is held for."""
    rules.enough_voters.check(sum(len(people) for _name, _weight, people in groups))
    rule, channel = _rule(of.part), how.pop("channel")
    poll = polls.plan(
        of.training_class.county,
        unit=of.case.unit if of.case and of.part == PollPart.UNIT else None,
        groups=[(name, weight) for name, weight, _people in groups],
        purpose=PollPurpose.TRAINEES,
        title=f"{of.about}{rule['title']}",
        basis=rule["basis"],
        kind=BallotKind.SCALE,
        options=_options(rule["options"]),
        measure=PollMeasure.SCORE,
        closes_at=closes_at,
        **how,
    )
    polls.add_subjects(poll, people=[row.cadre for row in cases], **how)
    for group, (_name, _weight, people) in zip(_places(poll), groups, strict=True):
        polls.add_voters(poll, group=group, people=people, names=[], channel=channel, **how)
    row = TraineePoll.objects.create(
        poll=poll, part=of.part, training_class=of.training_class, case=of.case
    )
    opened = polls.open_(poll, **how)
    messages.tell_poll_opened(row, **how)
    return opened


def _places(poll: Poll) -> list[PollGroup]:
    return list(PollGroup.objects.filter(poll=poll).order_by("position"))


def _options(told: str) -> list[dict[str, str]]:
    """Answer the grades of a ballot out of lines of label and value."""
    pairs = (line.rsplit(" ", 1) for line in told.splitlines())
    return [
        {"code": code, "label": label, "value": value}
        for code, (label, value) in zip(_LETTERS, pairs, strict=False)
    ]
