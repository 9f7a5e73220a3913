"""Which step a person may take now and until when, and what a successful one puts back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessment.enums import AppealState, Consequence, Remedy, Route
from assessment.models import Appeal, Outcome, OutcomeMember, PayEffect
from assessment.queries import gate, remedies
from assessment.queries.consequences import Line, of_outcome, of_recall
from assessment.queries.observations import carried_out_on
from core import dates
from recall.models import Case, DecisionMember, ReasonSheet

ANSWERED = (AppealState.MAINTAINED, AppealState.CHANGED, AppealState.NOT_ACCEPTED)
FALLEN = (AppealState.UPHELD, AppealState.CHANGED)
PANELS = (Remedy.APPEAL, Remedy.REAPPEAL)
# (route, step) → calendar days after the answer to the step before (domain reference 3.3)
_AFTER = {
    (Route.CIVIL, Remedy.APPEAL): 15,
    (Route.CIVIL, Remedy.REAPPEAL): 30,
    (Route.INSTITUTION, Remedy.APPEAL): 30,
    (Route.INSTITUTION, Remedy.REAPPEAL): 30,
}
_FIRST = {
    Route.CIVIL: (Remedy.REVIEW, Remedy.APPEAL),
    Route.INSTITUTION: (Remedy.REVIEW,),
    Route.OBJECTION: (Remedy.OBJECTION,),
    Route.ARBITRATION: (Remedy.OBJECTION,),
    Route.EMPLOYED: (),
}
_NEXT = {Remedy.REVIEW: Remedy.APPEAL, Remedy.APPEAL: Remedy.REAPPEAL}
ACCEPT_DAYS = 30  # to accept or refuse an appeal (2008 text; domain reference 3.3)
EXTENSION_DAYS = 30
_CARRIED_OUT = (Consequence.POST, Consequence.BAN, Consequence.PRACTICE)
_TO_DECIDE = {Remedy.APPEAL: 60, Remedy.REAPPEAL: 60}


@dataclass(frozen=True)
class Open:
    """A step that the person may take: from the day of serving to the last day."""

    remedy: Remedy
    outcome: Outcome | None
    served_on: date
    last_on: date
    pay: PayEffect | None = None

    @property
    def against(self) -> str:
        """What the step is against, in words."""
        if self.pay is not None:
            return str(self.pay)
        return str(self.outcome.get_kind_display()) if self.outcome else _("召回决定")


def names_of_hands(appeal: Appeal) -> set[str]:
    """Answer the names of who may not judge: `Appeal.hands`, the person, their ties, the meeting.

    Of those who sat in the meeting without an account only the name is known, as of kin and
    colleagues who have none.
    """
    nomination = appeal.case.nomination
    names = set(User.objects.filter(pk__in=appeal.hands()).values_list("name", flat=True))
    sat = DecisionMember.objects.filter(decision__nomination=nomination)
    told = [sat, nomination.tied(), OutcomeMember.objects.filter(outcome__case=appeal.case_id)]
    names |= {name for rows in told for name in rows.values_list("name", flat=True)}
    return names | {appeal.case.cadre.name}


def days_to_decide(remedy: str) -> int:
    """Answer the calendar days in which a step is decided; from which day tells `due_on`."""
    return _TO_DECIDE.get(Remedy(remedy), 30)


def due_on(remedy: str, *, received_on: date, accepted_on: date) -> date:
    """Answer the last day to decide a step.

    A review or an objection is answered within 30 days of its receipt, an appeal within 60 of its
    acceptance. Source: domain reference 3.3.
    """
    begins = accepted_on if Remedy(remedy) in PANELS else received_on
    return dates.add_calendar_days(begins, days_to_decide(remedy))


def steps(case: Case) -> list[Open]:
    """Answer the steps open for a case: against the recall, its outcome, what it does to pay.

    The clocks open by themselves: the first with the receipt, the next with the answer.
    """
    found = _against_recall(case)
    outcome = Outcome.objects.filter(case=case, receipt__isnull=False).first()
    if outcome is not None:
        found += _against(case, outcome, Route(remedies.route_of(outcome)))
    return found + [one for row in remedies.own_pay(case) for one in _against_pay(case, row)]


def _against_recall(case: Case) -> list[Open]:
    receipt = getattr(case, "receipt", None)
    held = Appeal.objects.filter(case=case, outcome=None, pay=None)
    if receipt is None or held.exclude(state=AppealState.WITHDRAWN).exists():
        return []
    return [Open(Remedy.OBJECTION, None, receipt.served_on, receipt.objection_until_on)]


def _against(case: Case, outcome: Outcome, route: Route) -> list[Open]:
    held = Appeal.objects.filter(case=case, outcome=outcome)
    last = held.exclude(state=AppealState.WITHDRAWN).order_by("-pk").first()
    if last is not None:
        return _after(last, route)
    served, until = outcome.receipt.served_on, outcome.receipt.remedy_until_on
    return [Open(remedy, outcome, served, until) for remedy in _FIRST[route]]


def _after(last: Appeal, route: Route) -> list[Open]:
    """Answer the step after an answered one, from the day on which its answer was served."""
    after = _NEXT.get(Remedy(last.remedy))
    days = _AFTER.get((route, after)) if after else None
    if last.state not in ANSWERED or last.told_on is None or after is None or days is None:
        return []
    last_on = dates.add_calendar_days(last.told_on, days)
    return [Open(after, last.outcome, last.told_on, last_on, last.pay)]


def _against_pay(case: Case, effect: PayEffect) -> list[Open]:
    """Answer the steps against an effect on pay: 30 days from when the person must know of it."""
    nomination = case.nomination
    route = remedies.route_of_pay(nomination.staff_kind, nomination.is_leading)
    held = effect.appeals.exclude(state=AppealState.WITHDRAWN)  # type: ignore[attr-defined]
    if (last := held.order_by("-pk").first()) is not None:
        return _after(last, route)
    ordered, known = dates.legal_day(effect.ordered_at), remedies.known_on(effect)
    until = dates.add_calendar_days(known, remedies.STATUTORY_DAYS)
    return [Open(remedy, None, ordered, until, effect) for remedy in _FIRST[route]]


def recall_fell(case: Case) -> bool:
    """Answer whether an objection set the recall itself aside."""
    rows = Appeal.objects.filter(case=case, outcome=None, pay=None, state=AppealState.UPHELD)
    return rows.exists()


def step(
    case: Case, remedy: str, outcome: Outcome | None, pay: PayEffect | None = None
) -> Open | None:
    """Answer one step if it is open."""
    wanted = (one for one in steps(case) if one.remedy == remedy)
    return next((one for one in wanted if (one.outcome, one.pay) == (outcome, pay)), None)


def handled(user: Any) -> QuerySet[Case]:
    """Answer the cases whose appeals a user handles."""
    return Case.objects.of_counties(user.counties(Role.APPEAL_HANDLER))


def sheet(appeal: Appeal) -> ReasonSheet | None:
    """Answer the sheet of reasons behind the matter, the same that the person reads."""
    return ReasonSheet.objects.filter(nomination=appeal.case.nomination_id).newest()


def consequences(appeal: Appeal) -> list[Line]:
    """Answer what the decision that is appealed brought about, as the calendar had it.

    The recall brought its outcome about as well; what both have stands once.
    """
    case, outcome = appeal.case, appeal.outcome
    if appeal.pay_id is not None:  # what it took is told by the rows (services.appeals)
        return []
    if outcome is not None:
        return _of_outcome(outcome)
    lines = of_recall(case.campaign, on=dates.legal_day(case.opened_at))
    decided = Outcome.objects.filter(case=case).first()
    more = _of_outcome(decided) if decided is not None else []
    return lines + _without(more, Counter((one.kind, one.what) for one in lines))


def _of_outcome(outcome: Outcome) -> list[Line]:
    """Answer what an outcome brought about; of one that was not carried out, papers and visits."""
    lines = _of(outcome.case, outcome.kind, on=outcome.held_on)
    if carried_out_on(outcome) is not None:
        return lines
    return [one for one in lines if one.kind not in _CARRIED_OUT]


def _of(case: Case, kind: str, *, on: date) -> list[Line]:
    nomination = case.nomination
    ruling = gate.ruling(kind, nomination.staff_kind, nomination.is_leading)
    return of_outcome(ruling, case.campaign, case.cadre.authority, on=on)


@dataclass(frozen=True)
class Back:
    """One effect and how it is put back."""

    line: Line
    what: str
    who: str


def plan(appeal: Appeal, *, new_kind: str = "", on: date) -> list[Back]:
    """Answer the calendar backwards: one line for each effect that the new result does not keep.

    The remedy itself is no effect. Two lines are always there: the letter and the file note.
    """
    lines = consequences(appeal)
    if new_kind:
        kept = Counter((one.kind, one.what) for one in _of(appeal.case, new_kind, on=_day(appeal)))
        lines = _without(lines, kept)
    return [back(one, on) for one in reversed(effects(lines))]


def _day(appeal: Appeal) -> date:
    return appeal.outcome.held_on if appeal.outcome else dates.legal_day(appeal.case.opened_at)


def effects(lines: Iterable[Line]) -> list[Line]:
    """Answer the lines that are effects on the person."""
    return [one for one in lines if one.kind != Consequence.REMEDY]


def is_told_money(line: Line) -> bool:
    """Answer whether a planned line tells an amount: what was taken is told by the rows."""
    return line.kind == Consequence.MONEY and line.fen != 0


def _without(lines: list[Line], kept: Counter[Any]) -> list[Line]:
    left = []
    for one in lines:
        if kept[one.kind, one.what] > 0:
            kept[one.kind, one.what] -= 1
        else:
            left.append(one)
    return left


def back(line: Line, on: date) -> Back:
    """Answer how one effect is put back; what has not begun is called off."""
    if line.from_on > on:
        return Back(line, _("取消：%(what)s") % {"what": line.what}, line.who)
    if line.kind == Consequence.MONEY:
        words = _("补发：%(what)s") if line.fen != 0 else _("核对没有少发：%(what)s")
    else:
        words = {
            Consequence.NOTICE: _("撤下并书面更正：%(what)s"),
            Consequence.POST: _("恢复原职务或者同层次岗位：%(what)s"),
            Consequence.BAN: _("解除并通知有关单位：%(what)s"),
            Consequence.CLASS: _("停止并恢复岗位：%(what)s"),
            Consequence.PRACTICE: _("停止并恢复岗位：%(what)s"),
            Consequence.VISIT: _("停止并说明：%(what)s"),
        }.get(line.kind, _("撤销并收回文书：%(what)s"))
    return Back(line, words % {"what": line.what}, line.who)
