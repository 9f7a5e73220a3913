"""Panels: manned, opened, scored in secret, closed with a record; a closed one may propose."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import PanelSeat, Practice
from evidence.models import (
    Panel,
    PanelCandidate,
    PanelCriterion,
    PanelMember,
    PanelRecusal,
    PanelSheet,
    Signal,
)
from evidence.queries import panels
from evidence.services import signals


@transaction.atomic
def plan(
    county: Any, *, criteria: list[tuple[str, Decimal]], by: Any, at: datetime, **given: Any
) -> Panel:
    """Set up a panel of a county or of the unit `given`, with its weighted criteria.

    :param given: unit or None, title, basis, ground, from_on, until_on, line, quorum
    :raises RegulationBroken: PN-02, weights that are not 100
    """
    panel = Panel(county=county, planned_by=by, planned_at=at, **given)
    permissions.prepare_panel.check(by, panel)
    regulations.criteria_are_whole.check([weight for _title, weight in criteria])
    panel.save()
    for title, weight in criteria:
        PanelCriterion.objects.create(panel=panel, title=title, weight=weight)
    trail.record(panel, "plan_panel", by=by, at=at)
    return panel


def _draft(panel: Panel, by: Any) -> Panel:
    panel = lock(panel)
    permissions.prepare_panel.check(by, panel)
    regulations.panel_is_draft.check(panel)
    return panel


@transaction.atomic
def seat(panel: Panel, *, user: Any, seat: PanelSeat, by: Any, at: datetime) -> PanelMember:
    """Give somebody a seat.

    :raises RegulationBroken: PN-01 begun, PN-07 is a candidate, PN-08 the seat is taken
    """
    panel = _draft(panel, by)
    regulations.not_on_both_sides.check(panel.candidates.filter(cadre__user=user))
    taken = panel.members.filter(user=user)
    if seat != PanelSeat.MEMBER:
        taken = taken | panel.members.filter(seat=seat)
    regulations.seat_is_free.check(taken)
    row = PanelMember.objects.create(panel=panel, user=user, seat=seat)
    trail.record(panel, "seat_on_panel", by=by, at=at, user=user.pk, seat=seat)
    return row


@transaction.atomic
def unseat(panel: Panel, *, member: PanelMember, by: Any, at: datetime) -> Panel:
    """Take a seat back before scoring begins.

    :raises RegulationBroken: PN-01, begun
    """
    panel = _draft(panel, by)
    trail.record(panel, "unseat_from_panel", by=by, at=at, user=member.user_id)
    member.delete()
    return panel


@transaction.atomic
def add_candidate(
    panel: Panel, *, cadre: Any, reason: str = "", by: Any, at: datetime
) -> PanelCandidate:
    """Put a person among the candidates; twice is once.

    :raises RegulationBroken: PN-01 begun, PN-05 neither signal nor reason, PN-06 of another
        place, PN-07 has a seat
    """
    panel = _draft(panel, by)
    permissions.score_target.check(by, cadre)
    regulations.candidate_is_of_the_place.check(cadre, panel)
    regulations.not_on_both_sides.check(panel.members.filter(user__cadre=cadre))
    has_signals = panels.signals_of(panel).filter(cadre=cadre).exists()
    regulations.candidate_is_explained.check(reason, has_signals)
    row, is_new = PanelCandidate.objects.get_or_create(
        panel=panel, cadre=cadre, defaults={"reason": reason.strip()}
    )
    if is_new:
        trail.record(row, "add_panel_candidate", by=by, at=at, panel=panel.pk)
    return row


@transaction.atomic
def add_signalled(panel: Panel, *, by: Any, at: datetime) -> list[PanelCandidate]:
    """Put everybody among the candidates whom a signal of the period names.

    Who has a seat on the panel is passed over, and so is whoever acts.

    :raises RegulationBroken: PN-01, begun
    """
    panel = _draft(panel, by)
    people = panels.people_with_signals(panel).exclude(user__in=panel.members.values("user"))
    return [
        add_candidate(panel, cadre=cadre, by=by, at=at)
        for cadre in people.select_related("unit")
        if cadre.user_id != by.pk
    ]


@transaction.atomic
def drop_candidate(panel: Panel, *, candidate: PanelCandidate, by: Any, at: datetime) -> Panel:
    """Take a person out again before scoring begins.

    :raises RegulationBroken: PN-01, begun
    """
    panel = _draft(panel, by)
    trail.record(candidate, "drop_panel_candidate", by=by, at=at, panel=panel.pk)
    candidate.delete()
    return panel


@transaction.atomic
def open_(panel: Panel, *, by: Any, at: datetime) -> Panel:
    """Begin: seats, criteria and candidates are fixed from now on.

    :raises RegulationBroken: PN-01 begun before, PN-03 seats are missing, PN-04 nobody to study
    """
    panel = _draft(panel, by)
    seats = list(panel.members.values_list("seat", flat=True))
    regulations.panel_is_manned.check(seats, panel.quorum)
    regulations.somebody_is_studied.check(panel.candidates.count())
    panel.opened_by, panel.opened_at = by, at
    panel.save(update_fields=["opened_by", "opened_at"])
    trail.record(panel, "open_panel", by=by, at=at)
    return panel


@transaction.atomic
def score(
    panel: Panel,
    *,
    candidate: PanelCandidate,
    scores: dict[int, Decimal],
    reason: str,
    by: Any,
    at: datetime,
) -> PanelSheet:
    """Score a candidate, or correct the own scores, until the panel is closed.

    :param scores: criterion id → 0 to 100; a higher score means a graver problem
    :raises RegulationBroken: PN-09 not open, PN-10 recused or tied, PN-11 no reason
    """
    panel = lock(panel)
    permissions.score_on_panel.check(by, panel)
    regulations.panel_is_open.check(panel)
    regulations.score_is_explained.check(reason)
    member = panel.members.get(user=by)
    tied = panels.ties(panel, [member]).get((member.pk, candidate.pk), "")
    regulations.member_is_free_of_ties.check(tied)
    criteria = list(panel.criteria.order_by("pk"))
    total = sum((scores[row.pk] * row.weight for row in criteria), Decimal(0)) / 100
    marks = [
        {"title": row.title, "weight": f"{row.weight:f}", "score": f"{scores[row.pk]:f}"}
        for row in criteria
    ]
    given = {"marks": marks, "total": total.quantize(panels.CENT, ROUND_HALF_UP)}
    given |= {"reason": reason.strip(), "given_by": by, "given_at": at}
    sheet, _new = PanelSheet.objects.update_or_create(
        member=member, candidate=candidate, defaults=given
    )
    trail.record(sheet, "score_on_panel", by=by, at=at, panel=panel.pk)
    return sheet


@transaction.atomic
def recuse(
    panel: Panel, *, candidate: PanelCandidate, reason: str, by: Any, at: datetime
) -> PanelRecusal:
    """Let a member have nothing more to do with a candidate; a sheet given before is taken back.

    :raises RegulationBroken: PN-09, not open
    """
    panel = lock(panel)
    permissions.sit_on_panel.check(by, panel)
    regulations.panel_is_open.check(panel)
    member = panel.members.get(user=by)
    PanelSheet.objects.filter(member=member, candidate=candidate).delete()
    row, is_new = PanelRecusal.objects.get_or_create(
        member=member, candidate=candidate, defaults={"reason": reason, "by": by, "at": at}
    )
    if is_new:
        trail.record(row, "recuse_on_panel", by=by, at=at, panel=panel.pk)
    return row


@transaction.atomic
def close(panel: Panel, *, present: list[int], minutes: str, by: Any, at: datetime) -> Panel:
    """Close with the record: who was present, what was said. Scores are open from now on.

    :param present: ids of the seats whose holders were there
    :raises RegulationBroken: PN-09 not open, PN-12 no quorum, PN-13 somebody present has not
        scored, PN-14 somebody absent has
    """
    panel = lock(panel)
    permissions.close_panel.check(by, panel)
    regulations.panel_is_open.check(panel)
    members = panels.scoring(panel)
    for member, candidate in panels.ties(panel, members):  # kinship entered after the scoring
        PanelSheet.objects.filter(member=member, candidate=candidate).delete()
    there = [row for row in members if row.pk in present]
    away = [row.pk for row in members if row.pk not in present]
    regulations.quorum_is_present.check(len(there), panel.quorum)
    regulations.everybody_present_scored.check(sum(panels.missing(panel, there).values()))
    regulations.nobody_absent_scored.check(PanelSheet.objects.filter(member__in=away).count())
    for row in panel.members.all():
        row.was_present = row.pk in present
        row.save(update_fields=["was_present"])
    panel.minutes, panel.closed_by, panel.closed_at = minutes, by, at
    panel.save(update_fields=["minutes", "closed_by", "closed_at"])
    trail.record(panel, "close_panel", by=by, at=at)
    return panel


@transaction.atomic
def propose(panel: Panel, *, candidates: list[int], by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for each chosen candidate on the line; twice is once. Nothing is decided.

    :raises RegulationBroken: PN-15 not closed, PN-16 under the line, protected or without result
    """
    panel = lock(panel)
    permissions.propose_from_panel.check(by, panel)
    regulations.panel_is_closed.check(panel)
    found = {row.candidate.pk: row for row in panels.results(panel)}
    for pk in candidates:
        regulations.may_be_proposed.check(found.get(pk))
    return [_raise(panel, found[pk], by=by, at=at) for pk in candidates]


def _raise(panel: Panel, row: panels.Result, *, by: Any, at: datetime) -> Signal:
    return signals.raise_(
        row.cadre,
        practice=Practice.PANEL,
        source_pk=panel.pk,
        ground=panel.ground,
        value=row.mean or Decimal(0),
        said=row.said[:200],
        rule=f"{panel.title}（{panel.basis}）"[:120],
        rows=[
            {
                "label": f"评分 {number}：{sheet.reason}",
                "value": f"{sheet.total:f}",
                "on": "",
            }
            for number, sheet in enumerate(row.sheets, start=1)
        ],
        from_on=panel.from_on,
        until_on=panel.until_on,
        by=by,
        at=at,
    )
