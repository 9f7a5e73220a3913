"""The acts of one round, each by its proper role: report, verify, hear, decide, serve."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from core import dates
from evidence.models import Signal
from recall.models import Case, Nomination
from recall.services import (
    campaigns,
    cases,
    compliance,
    decisions,
    hearings,
    lateness,
    nominations,
    signals,
    verifications,
)
from stories import texts
from stories.agenda import Agenda
from stories.shapes import DRAFT, Course, RoundPlan
from stories.worlds import World

DAY = timedelta(days=1)


class RoundPlayer:
    """Enters one round's acts into the agenda."""

    def __init__(self, world: World, plan: RoundPlan, agenda: Agenda) -> None:
        self.world, self.plan, self.agenda = world, plan, agenda
        self.random = world.plan.random
        self.days: dict[int, date] = {}

    def schedule(self) -> None:
        """Enter everything that the plan says of this round."""
        if self.plan.number > 1:
            self.agenda.add(self.plan.notice_on, self.open_round)
        for unit in sorted(self.plan.zero):
            self.agenda.add(self.report_day(unit), self._sign_zero(unit))
        for course in self.plan.courses:
            CoursePlayer(self, course).schedule()

    def open_round(self, at: datetime) -> None:
        """Open the call for nominations, by the county's administrator."""
        campaigns.add_round(
            self.world.campaign,
            notice_on=self.plan.notice_on,
            closes_on=self.plan.closes_on,
            by=self.world.office["county_admin"],
            at=at,
        )

    def report_day(self, unit: int) -> date:
        """Answer the day on which a unit reports: within the window, or just after it."""
        if unit not in self.days:
            last = min(self.plan.closes_on, self.agenda.last - DAY, self.plan.verified_on - 3 * DAY)
            span = max((last - self.plan.notice_on).days, 0)
            day = self.plan.notice_on + DAY * self.random.randint(min(1, span), span)
            late = self.plan.closes_on + DAY * self.random.randint(1, 3)
            self.days[unit] = late if unit in self.plan.late else day
        return self.days[unit]

    def _sign_zero(self, unit: int) -> Any:
        def act(at: datetime) -> None:
            compliance.sign_zero_report(
                self.world.units[unit],
                round_=self.world.round(self.plan.number),
                reason=texts.ZERO_REASON,
                by=self.world.heads[unit],
                at=at,
            )

        return act


class CoursePlayer:
    """One nomination from draft to the served notice, as far as its course goes."""

    def __init__(self, round_: RoundPlayer, course: Course) -> None:
        self.round, self.plan, self.course = round_, round_.plan, course
        self.world, self.random = round_.world, round_.random
        self.verifier = self.random.choice(("verifier_a", "verifier_b"))
        self.pk = 0

    @property
    def clerk(self) -> Any:
        return self.world.clerks[self.course.unit]

    @property
    def head(self) -> Any:
        return self.world.heads[self.course.unit]

    @property
    def row(self) -> Nomination:
        return Nomination.objects.get(pk=self.pk)

    def schedule(self) -> None:
        """Enter the acts; a course that would have to run backwards in time is refused."""
        last = self.plan.notice_on
        for on, act in self._acts():
            if on < last:
                raise self.world.plan.story.refuse(
                    f"第 {self.plan.number} 轮的日期排不下：{act.__name__} 须在 {last} 之后",
                    *("given", "rounds", self.plan.number - 1, "verified_on"),
                )
            self.round.agenda.add(on, act)
            last = on

    def _acts(self) -> Iterable[tuple[date, Any]]:
        course, day = self.course, self.round.report_day(self.course.unit)
        yield day, self.draft
        if course.end == DRAFT:
            return
        yield day, self.submit
        if course.end == "withdrawn":
            yield day + DAY, self.withdraw
        elif course.end == "sent_back":
            yield day + DAY, self.send_back
        elif course.end != "submitted":
            yield from self._verified(day)

    def _verified(self, day: date) -> Iterable[tuple[date, Any]]:
        if self.course.is_sent_back_once:
            yield day + DAY, self.send_back
            yield day + 2 * DAY, self.submit
        if self.course.end == "not_matched":
            yield self.plan.verified_on, self.find_not_matched
            return
        yield self.plan.verified_on, self.verify
        yield self.plan.verified_on, self.tell
        if self.course.end != "verified":
            yield from self._heard()

    def _heard(self) -> Iterable[tuple[date, Any]]:
        due_on = dates.add_working_days(self.plan.verified_on, self.world.plan.reply_days)
        lapse = due_on + DAY
        heard_on = self.plan.heard_on
        yield (lapse if self.course.statement == "lapsed" else heard_on), self.hear
        if self.course.end == "not_recalled":
            yield self.plan.decided_on, self.reject
        elif self.course.end != "heard":
            yield self.plan.decided_on, self.approve
            if self.course.end != "approved":
                yield self.plan.served_on, self.serve

    def draft(self, at: datetime) -> None:
        """Draft the nomination with facts, evidence and the unit's opinion, by the clerk."""
        row = nominations.draft(
            self.world.units[self.course.unit],
            cadre=self.world.cadre(self.course),
            round_=self.world.round(self.plan.number),
            token=self.world.token(),
            by=self.clerk,
            at=at,
        )
        self.pk = row.pk
        told = list(Signal.objects.standing().filter(cadre=row.cadre_id).select_related("ground"))
        for number in range(self.random.choice((1, 1, 2))):
            self._fact(row, at, on=[signal.ground for signal in told[number : number + 1]])
        for signal in told:
            signals.take(row, signal=signal, by=self.clerk, at=at)
        if self.course.end == DRAFT:
            return
        present = self.random.choice((6, 7))
        nominations.put_opinion(
            row,
            held_on=dates.legal_day(at),
            due_count=7,
            present_count=present,
            agree_count=present,
            text=texts.UNIT_OPINION,
            by=self.clerk,
            at=at,
        )

    def _fact(self, row: Nomination, at: datetime, *, on: list[Any]) -> None:
        """Put a fact with its evidence, on the ground of a signal where there is one."""
        grounds = self.world.grounds_for(row)
        ground = self.random.choice([one for one in on if one in grounds] or grounds)
        fact = nominations.put_fact(
            row,
            ground=ground,
            happened_on=dates.legal_day(at) - DAY * self.random.randint(10, 120),
            place=self.world.units[self.course.unit].name,
            text=texts.fact(self.random),
            by=self.clerk,
            at=at,
        )
        nominations.attach(
            row,
            fact=fact,
            content=texts.evidence(row.pk, fact.pk),
            title=texts.EVIDENCE_TITLE,
            by=self.clerk,
            at=at,
        )

    def submit(self, at: datetime) -> None:
        """Send the nomination, by the unit's head; a late one says why, and is let in."""
        why = texts.LATE_REASON if dates.legal_day(at) > self.plan.closes_on else ""
        row = nominations.submit(self.row, by=self.head, at=at, late_reason=why)
        if row.waits_to_be_let_in:
            lateness.admit(row, why=texts.LET_IN, by=self.world.office["county_admin"], at=at)

    def withdraw(self, at: datetime) -> None:
        nominations.withdraw(self.row, by=self.head, at=at, opinion=texts.WITHDRAWN)

    def send_back(self, at: datetime) -> None:
        self._conclude(at, "SENT_BACK", "PARTLY", remarks={"facts": texts.REMARK})

    def find_not_matched(self, at: datetime) -> None:
        self._conclude(at, "NOT_MATCHED", "NOT_PROVED")

    def verify(self, at: datetime) -> None:
        """Find it proved; a second admin first confirms what was nominated under "其他"."""
        row, second = self.row, self.world.office["second_admin"]
        for fact in row.facts.filter(ground__requires_free_text=True, confirmed_by=None):
            verifications.confirm(row, fact=fact, by=second, at=at)
        self._conclude(at, "MATCHED", "PROVED")

    def _conclude(
        self, at: datetime, conclusion: str, result: str, remarks: dict[str, str] | None = None
    ) -> None:
        """Record the findings of as many verifiers as the campaign asks for."""
        needed = self.world.campaign.verifiers_needed
        hands = (self.verifier,) if needed == 1 else ("verifier_a", "verifier_b")
        for seconds, hand in enumerate(hands):
            row = self.row
            findings = {fact.pk: (result, texts.FINDING) for fact in row.facts.all()}
            verifications.conclude(
                row,
                findings=findings,
                conclusion=conclusion,
                opinion=texts.opinion(conclusion, self.course.reason),
                remarks=remarks,
                exemption={} if remarks else texts.NOT_EXCUSED,
                by=self.world.office[hand],
                at=at + timedelta(seconds=seconds),
            )

    def tell(self, at: datetime) -> None:
        """Record that the person was told what is alleged, by the administrator."""
        hearings.tell(
            self.row,
            served_on=dates.legal_day(at),
            manner="IN_PERSON",
            received_by=self.world.cadre(self.course).name,
            by=self.world.office["county_admin"],
            at=at,
        )

    def hear(self, at: datetime) -> None:
        """Take the person's word, or record that none was wished or came, by a verifier."""
        verifier = self.world.office[self.verifier]
        if self.course.statement == "replied":
            person = self.world.cadre(self.course).user
            verifications.reply(self.row, text=texts.REPLY, by=person, at=at)
        elif self.course.statement == "lapsed":
            verifications.lapse(self.row, by=verifier, at=at)
        else:
            verifications.waive(self.row, text=texts.WAIVED, by=verifier, at=at)

    def approve(self, at: datetime) -> None:
        self._decide(at, votes=(9, 0, 0), is_approved=True)

    def reject(self, at: datetime) -> None:
        self._decide(at, votes=(2, 6, 1), is_approved=False)

    def _decide(self, at: datetime, *, votes: tuple[int, int, int], is_approved: bool) -> None:
        decider = self.world.office["decider"]
        decisions.decide(
            self.row,
            meeting=self.world.meeting,
            held_on=dates.legal_day(at),
            due_count=sum(votes),
            members=[decider],
            others=self.world.members,
            agree_count=votes[0],
            disagree_count=votes[1],
            defer_count=votes[2],
            is_approved=is_approved,
            opinion=texts.DECIDED if is_approved else texts.NOT_RECALLED,
            by=decider,
            at=at,
        )

    def serve(self, at: datetime) -> None:
        """Record that the notice was handed over, by the administrator."""
        case = Case.objects.get(nomination=self.pk)
        cases.serve(
            case,
            served_on=dates.legal_day(at),
            manner="IN_PERSON",
            received_by=self.world.cadre(self.course).name,
            by=self.world.office["county_admin"],
            at=at,
        )
