"""Rows of the evidence floor in a world; each practice adds its own function to `rows`."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.dates import legal_day
from evidence.services import (
    ballot_papers,
    books,
    counting,
    honour_lists,
    inspections,
    ledger,
    reminders,
    targets,
    weekly,
)
from evidence.services import checklists as lists
from recall.models import FlagAnswer
from recall.services import signals
from tests.factories import books as make
from tests.factories import checklists, complaints, polls, recall
from tests.factories import honour_lists as boards
from tests.factories import panels as study
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.inspections import answered, closed, found, inspected, sent
from tests.factories.reminders import issued, served
from tests.factories.schemes import GroundFactory
from tests.factories.targets import planned
from tests.factories.weekly import AFTER, SUNDAY, listed, overdue, task
from tests.factories.weekly import closed as closed_task
from tests.moments import NOW
from tests.permissions.rows import presentations, work


def rows(where: Any) -> dict[str, Any]:
    return (
        _signals(where)
        | _books(where)
        | _targets(where)
        | _polls(where)
        | _weekly(where)
        | _reminders(where)
        | _findings(where)
        | _panels(where)
        | _checklists(where)
        | _complaints(where)
        | _honour_lists(where)
        | presentations.rows(where)
        | work.rows(where)
    )


def _polls(where: Any) -> dict[str, Any]:
    """Answer a poll at every stage; the closed one waits for the second entry of a paper."""
    told: dict[str, Any] = {"by": where.people["county_admin"]}
    closed = polls.closed_poll(polls.opened_poll(where.unit, channel="PAPER", **told))
    sheet = counting.enter_paper(
        closed,
        group=closed.groups.order_by("pk").first(),
        number=1,
        marks={"1": "A"},
        at=polls.AFTER,
        **told,
    )
    counted = polls.counted_poll(polls.opened_poll(where.unit, **told))
    open_ = polls.opened_poll(where.unit, **told)
    ballot = ballot_papers.request(open_, group=open_.groups.order_by("pk")[0], at=NOW, **told)
    return {
        "draft_poll": polls.filled_poll(where.unit, **told),
        "open_poll": open_,
        "ballot_sheet": recall.printed(ballot),
        "closed_poll": closed,
        "poll_sheet": sheet,
        "counted_poll": counted,
        "poll_subject": counted.subjects.get(position=3),
    }


def _signals(where: Any) -> dict[str, Any]:
    """Answer a signal about the draft's person, and another that the draft has taken."""
    draft, ground = where.draft, where.campaign.campaign_grounds.order_by("pk").first().ground
    signal = raised_signal(draft.cadre, ground=ground)
    other = raised_signal(draft.cadre, ground=ground, source_pk=2)
    taken = signals.take(draft, signal=other, by=draft.drafted_by, at=NOW)
    FlagAnswer.objects.create(
        nomination=draft,
        flag="HARD_WORKER",
        measure="points",
        figures={"value": "80.00", "rank": 1, "of": 5},
        reason="业务量大，但多次推诿群众诉求",
        given_by=draft.drafted_by,
        given_at=NOW,
    )
    return {"signal": signal, "taken": taken}


def _books(where: Any) -> dict[str, Any]:
    """Answer a points book with a person's open entry, one objected to, and a score card."""
    book = make.opened_book(where.unit, by=where.people["unit_head"])
    member = make.member(book)
    entry, doubted = make.entry(member, "公文"), make.entry(member, "工作")
    objection = ledger.object_(doubted, text="不属实", by=member.cadre.user, at=make.MAY)
    duty = books.add_duty(
        member,
        kind="REGULAR",
        title="值班",
        week_hours=0,
        from_on=make.MONTH,
        by=book.opened_by,
        at=make.MAY,
    )
    outsider = PostFactory(cadre__unit=where.unit).cadre
    return {
        "book": book,
        "period": make.period(book),
        "member": member,
        "points_entry": entry,
        "objection": objection,
        "duty": duty,
        "outsider": outsider,
    }


def _targets(where: Any) -> dict[str, Any]:
    """Answer a plan that takes scores, one with a target to spare, and a settled one."""
    head = where.people["unit_head"]
    plan = planned(where.unit, by=head)
    spare = targets.add_item(plan, title="备用", weight=Decimal(5), source="测试", by=head, at=NOW)
    settled = targets.settle(planned(where.unit, by=head, year=2017, whole=True), by=head, at=NOW)
    return {"plan": plan, "spare_target": spare, "settled_plan": settled}


def _weekly(where: Any) -> dict[str, Any]:
    """Answer lists of a year, an open task and a closed one, weeks that were counted."""
    head = where.people["unit_head"]
    plan = listed(where.unit, by=head)
    late = overdue(plan, 1, 2)
    weekly.raise_for(plan, until_on=SUNDAY, by=head, at=AFTER)
    open_, done = task(plan), closed_task(task(plan))
    weekly.check(open_, line="LEADERS", found="已走访三户", by=head, at=NOW)
    return {
        "week_plan": plan,
        "fresh_week_plan": listed(where.unit, by=head, year=legal_day(timezone.now()).year),
        "week_task": open_,
        "week_done": done,
        "week_owner": late,
        "week_tally": plan.tallies.get(),
    }


def _reminders(where: Any) -> dict[str, Any]:
    """Answer a reminder to be served, a served one, and one that was not heeded."""

    def made() -> Any:
        return issued(PostFactory(cadre__unit=where.unit).cadre, by=where.people["unit_head"])

    late, told = served(made()), {"result": "NOT_CORRECTED", "result_note": "仍迟到"}
    return {
        "reminder": made(),
        "served_reminder": served(issued(where.draft.cadre, by=where.people["unit_head"])),
        "late_reminder": reminders.judge(
            late, by=late.issued_by, at=NOW + timedelta(days=40), **told
        ),
    }


def _findings(where: Any) -> dict[str, Any]:
    """Answer a finding at every stage, one of which the unit was told and which names somebody."""
    rounds = inspected(where.county, by=where.people["county_admin"])
    draft = found(rounds, where.unit)
    told = {"content": recall.PDF, "title": "照片", "by": draft.found_by, "at": NOW}
    named = sent(found(rounds, where.unit, where.draft.cadre))
    confirmed = closed(
        answered(sent(found(rounds, where.unit)), by=where.people["unit_head"]),
        by=where.people["verifier"],
    )
    return {
        "inspection": rounds,
        "draft_finding": draft,
        "finding_file": inspections.attach(draft, **told),
        "finding_person": named.people.get(),
        "sent_finding": sent(found(rounds, where.unit)),
        "answered_finding": answered(sent(found(rounds, where.unit)), by=where.people["unit_head"]),
        "confirmed_finding": confirmed,
    }


def _panels(where: Any) -> dict[str, Any]:
    """Answer a panel at each stage; the verifier has a seat on the open one, all have scored."""
    told = {"by": where.people["unit_head"]}
    seated = study.manned(study.planned(where.unit, **told), where.people["verifier"])
    panel = study.scored(study.opened(seated), 70, 80)
    done = study.manned(study.planned(where.unit, title="上次研判", **told))
    return {
        "draft_panel": study.manned(study.planned(where.unit, title="下次研判", **told)),
        "open_panel": panel,
        "panel_candidate": panel.candidates.get(),
        "closed_panel": study.closed(study.scored(study.opened(done), 70, 80)),
    }


def _checklists(where: Any) -> dict[str, Any]:
    """Answer a draft, a settled list with a zero return, and a report that waits."""
    admin, clerk = where.people["county_admin"], where.people["unit_clerk"]
    told = checklists.settled(where.county, by=admin)
    zero = lists.return_zero(
        told, unit=where.unit, reason="逐人核对", by=where.people["unit_head"], at=NOW
    )
    return {
        "checklist": told,
        "quiet_checklist": checklists.settled(where.county, by=admin, title="第二批清单"),
        "zero": zero,
        "draft_checklist": checklists.drawn(where.county, by=admin, title="起草中的清单"),
        "problem": checklists.reported(told, PostFactory(cadre__unit=where.unit).cadre, by=clerk),
        "spare_ground": GroundFactory(code="T-9"),
    }


def _complaints(where: Any) -> dict[str, Any]:
    """Answer periods: rules not settled, one with a complaint that waits, one that is closed."""
    by = where.people["unit_clerk"]
    plan = complaints.running(where.unit, by=by)
    cadre = complaints.served(plan, 120)
    return {
        "complaint_plan": plan,
        "complaint": complaints.complained(plan, cadre, ""),
        "drawn_complaints": complaints.drawn(where.unit, by=by, title="规则未定"),
        "closed_complaints": complaints.closed(
            complaints.running(where.unit, by=by, title="已结束")
        ),
    }


def _honour_lists(where: Any) -> dict[str, Any]:
    """Answer lists with an entry at each stage, and lists that can be ended."""
    by = where.people["unit_clerk"]
    row = boards.drawn(where.unit, by=by, yellows=1)
    people = where.draft.cadre, PostFactory(cadre__unit=where.unit).cadre
    told = [boards.told(boards.proposed(row, cadre)) for cadre in people]
    said = {"said": "当天在县里参加抢险，有值班记录", "by": told[1].cadre.user}
    praise = [boards.proposed(row, colour="RED") for _number in range(2)]
    head = where.people["unit_head"]
    boards.published(boards.told(boards.proposed(row)), by=head, at=NOW + timedelta(days=20))
    return {
        "honour_list": row,
        "quiet_lists": boards.drawn(where.unit, by=by, title="没有人选"),
        "list_entry": boards.proposed(row),
        "told_entry": told[0],
        "said_entry": honour_lists.say(told[1], at=NOW, **said),
        "praise": praise[0],
        "shown_praise": boards.published(praise[1], by=head),
    }
