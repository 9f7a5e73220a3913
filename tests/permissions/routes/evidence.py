"""The addresses of the evidence floor; each practice adds its own list."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.dates import legal_day
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of
from tests.permissions.routes.ballots import BALLOTS
from tests.permissions.routes.honour_lists import HONOUR_LISTS
from tests.permissions.routes.presentations import PRESENTATIONS
from tests.permissions.routes.scans import SCANS
from tests.permissions.routes.triggers import TRIGGERS
from tests.permissions.routes.work import WORK
from tests.permissions.worlds import Place

SIGNALS = [
    Route("evidence:home"),
    Route("evidence:signal-list"),
    Route("evidence:signal", of("signal")),
]
_BOOK = {
    "title": "积分台账",
    "from_on": "2019-01-01",
    "basis": "平时考核",
    "document_number": "1号",
    "groups": "政务组、事务组",
    "days_per_month": "20.83",
    "hours_per_day": "8",
    "points_per_hour": "0.5",
    "points_per_task": "10",
    "level_share": "66.67",
    "points_per_level": "10",
    "repeat_factor": "2",
    "bottom_n": 1,
    "smallest_group": 5,
    "award_percent": "40",
    "objection_days": 5,
    "provenance": "本单位办法",
}
_PLACED = {"group": "政务组", "level": 1}


def _entry(where: Place) -> dict[str, Any]:
    item = where.book.items.get(title="完成专项项目").pk
    told = {"cadre": where.member.cadre_id, "item": item, "on": "2018-05-20"}
    return told | {"reason": SAID, "token": uuid4()}


BOOKS = [
    Route("evidence:points-list"),
    Route("evidence:score-card-list"),
    Route("evidence:negative-list-list"),
    Route(
        "evidence:book-new",
        fixed=(("kind", "POINTS"),),
        form=lambda w: _BOOK | {"unit": w.unit.pk},
    ),
    Route("evidence:book", of("book")),
    *acts(
        "evidence:book-act",
        "book",
        ("enter", _entry),
        ("join", lambda w: _PLACED | {"cadre": w.outsider.pk, "joined_on": "2018-05-01"}),
        ("join-all", lambda _w: _PLACED | {"joined_on": "2018-05-01"}),
        ("item", lambda _w: {"title": "新项目", "points": "3"}),
        ("retire", lambda w: {"item": w.book.items.get(title="完成专项项目").pk}),
        ("rule", lambda _w: _BOOK | {"from_on": "2018-06-01"}),
        ("award", lambda _w: {"total": "1000", "basis": "县委批准"}),
    ),
    Route("evidence:period", of("period")),
    *acts("evidence:period-act", "period", *((n, nothing) for n in ("close", "final", "signals"))),
    Route("evidence:statement", of("member")),
    *acts(
        "evidence:member-act",
        "member",
        ("set", lambda _w: _PLACED),
        (
            "duty",
            lambda _w: {
                "kind": "REGULAR",
                "title": "值班",
                "week_hours": "0",
                "from_on": "2018-05-01",
            },
        ),
        ("end-duty", lambda w: {"duty": w.duty.pk, "until_on": "2018-06-30"}),
    ),
    *acts(
        "evidence:entry-act",
        "points_entry",
        ("reverse", lambda _w: {"reason": SAID, "token": uuid4()}),
        ("object", lambda _w: {"text": SAID}),
    ),
    Route(
        "evidence:objection-answer",
        of("objection"),
        form=lambda _w: {"finding": "REJECTED", "answer": SAID},
    ),
    Route("evidence:own-books"),
]
_PLAN = {
    "year": 2016,
    "title": "目标责任书",
    "basis": "1号",
    "threshold": "60",
    "bottom_n": 0,
    "smallest_group": 5,
}


def _scored(where: Place) -> dict[str, Any]:
    return {"pk": where.plan.pk, "cadre_pk": where.outsider.pk}


_PERIOD = {
    "title": "新统计",
    "basis": "9号",
    "from_on": "2018-01-01",
    "until_on": "2018-03-31",
    "counts": "ALL",
    "smallest": "30",
}


def _complained(where: Place) -> dict[str, Any]:
    return {"pk": where.complaint_plan.pk, "cadre_pk": where.complaint.cadre_id}


COMPLAINTS = [
    Route("evidence:complaint-list"),
    Route("evidence:complaint-new", form=lambda w: _PERIOD | {"unit": w.unit.pk}),
    Route("evidence:complaint-plan", of("complaint_plan")),
    Route(
        "evidence:complaint-line-add",
        of("drawn_complaints"),
        form=lambda w: {
            "kind": "DELAY",
            "percent": "40",
            "measure": "REMIND",
            "ground": w.plan.ground_id,
        },
    ),
    Route(
        "evidence:complaint-line-drop",
        of("drawn_complaints"),
        lambda w: {
            "pk": w.drawn_complaints.pk,
            "line_pk": w.drawn_complaints.lines.order_by("pk").first().pk,
        },
    ),
    Route("evidence:complaint-settle", of("drawn_complaints")),
    Route(
        "evidence:complaint-count",
        of("complaint_plan"),
        form=lambda w: {"cadre": w.outsider.pk, "applicants": "50", "source": "系统导出"},
    ),
    Route(
        "evidence:complaint-enter",
        of("complaint_plan"),
        form=lambda w: {
            "cadre": w.outsider.pk,
            "kind": "FAVOUR",
            "channel": "HOTLINE",
            "on": w.complaint_plan.until_on.isoformat(),
            "number": "",
        },
    ),
    Route("evidence:complaint-person", of("complaint"), _complained),
    Route(
        "evidence:complaint-judge",
        of("complaint"),
        form=lambda _w: {"finding": "TRUE", "reason": SAID},
    ),
    Route("evidence:complaint-close", of("complaint_plan")),
    Route("evidence:complaint-signals", of("closed_complaints")),
]
TARGETS = [
    Route("evidence:target-list"),
    Route(
        "evidence:target-new",
        form=lambda w: _PLAN | {"unit": w.unit.pk, "ground": w.plan.ground_id},
    ),
    Route("evidence:target-plan", of("plan")),
    Route(
        "evidence:target-item-add",
        of("plan"),
        form=lambda _w: {"title": "新目标", "weight": "5", "source": "测试"},
    ),
    Route(
        "evidence:target-item-drop",
        of("plan"),
        lambda w: {"pk": w.plan.pk, "item_pk": w.spare_target.pk},
    ),
    Route("evidence:target-person-pick", of("plan"), form=lambda w: {"cadre": w.outsider.pk}),
    Route("evidence:target-person", of("outsider"), _scored),
    Route("evidence:target-score", of("outsider"), _scored, lambda _w: {}),
    Route("evidence:target-settle", of("plan")),
    Route("evidence:target-signals", of("settled_plan")),
]
_RULE = {"basis": "1号", "overdue_limit": 3, "weeks": 4}


def _week_task(where: Place) -> dict[str, Any]:
    today = legal_day(timezone.now()).isoformat()
    people = {"cadre": where.outsider.pk, "line_leader": where.week_owner.pk}
    return people | {"text": "入户走访", "due_on": today}


WEEKLY = [
    Route("evidence:week-list"),
    Route(
        "evidence:week-new",
        form=lambda w: (
            _RULE
            | {"unit": w.unit.pk, "year": 2016, "title": "周清单", "ground": w.week_plan.ground_id}
        ),
    ),
    Route("evidence:week-own"),
    Route("evidence:week-plan", of("week_plan")),
    Route(
        "evidence:week-rule",
        of("fresh_week_plan"),
        form=lambda w: _RULE | {"ground": w.week_plan.ground_id},
    ),
    Route("evidence:week-task-new", of("fresh_week_plan"), form=_week_task),
    Route("evidence:week-counts", of("week_plan")),
    Route(
        "evidence:week-person",
        of("week_owner"),
        lambda w: {"pk": w.week_plan.pk, "cadre_pk": w.week_owner.pk},
        query=lambda _w: {"until": "2018-05-13"},
    ),
    Route("evidence:week-signals", of("week_plan"), form=lambda _w: {"until_on": "2018-05-13"}),
    Route("evidence:week-tally", of("week_tally")),
    Route("evidence:week-task", of("week_task")),
    *acts(
        "evidence:week-task-act",
        "week_task",
        ("check", lambda _w: {"line": "PATROL", "found": SAID}),
        ("close", lambda _w: {"closed_on": "2018-05-11"}),
        ("lift", lambda _w: {"reason": SAID}),
    ),
    *acts("evidence:week-task-act", "week_done", ("reopen", lambda _w: {"reason": SAID})),
]
REMINDERS = [
    Route("evidence:reminder-list"),
    Route(
        "evidence:reminder-new",
        form=lambda w: {
            "unit": w.unit.pk,
            "cadre": w.outsider.pk,
            "ground": w.reminder.ground_id,
            "facts": SAID,
            "correct": SAID,
            "days": 30,
        },
    ),
    Route("evidence:own-reminders"),
    Route("evidence:own-reminder", of("served_reminder"), form=lambda _w: {"said": SAID}),
    Route("evidence:reminder", of("served_reminder")),
    *acts(
        "evidence:reminder-act",
        "reminder",
        ("serve", lambda _w: {"served_on": "2018-05-10", "served_how": "IN_PERSON"}),
    ),
    *acts(
        "evidence:reminder-act",
        "served_reminder",
        ("judge", lambda _w: {"result": "CORRECTED", "result_note": SAID}),
    ),
    *acts("evidence:reminder-act", "late_reminder", ("signal", nothing)),
]

_SEEN = {"source": "SECRET", "seen_on": "2018-05-09", "place": "大厅", "seen": SAID}
_PROOF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _seen(where: Place) -> dict[str, Any]:
    return _SEEN | {"ground": where.draft_finding.ground_id}


FINDINGS = [
    Route("evidence:finding-list"),
    Route("evidence:finding-figures"),
    Route(
        "evidence:inspection-new",
        form=lambda w: {"county": w.county.pk, "title": "新", "basis": "1号", "answer_days": 5},
    ),
    Route(
        "evidence:finding-new",
        form=lambda w: _seen(w) | {"inspection": w.inspection.pk, "unit": w.unit.pk},
    ),
    Route("evidence:own-findings"),
    Route("evidence:finding-file", of("finding_file")),
    Route("evidence:finding", of("finding_person"), lambda w: {"pk": w.finding_person.finding_id}),
    *acts(
        "evidence:finding-act",
        "draft_finding",
        ("edit", _seen),
        ("person", lambda w: {"cadre": w.outsider.pk}),
        ("file", lambda _w: {"file": SimpleUploadedFile("x.pdf", _PROOF)}),
        ("send", nothing),
    ),
    *acts("evidence:finding-act", "sent_finding", ("answer", lambda _w: {"text": SAID})),
    *acts(
        "evidence:finding-act",
        "answered_finding",
        ("close", lambda _w: {"outcome": "CONFIRMED", "opinion": SAID}),
    ),
    *acts("evidence:finding-act", "confirmed_finding", ("signals", nothing)),
    Route(
        "evidence:finding-drop",
        of("finding_file"),
        lambda w: {
            "pk": w.finding_file.finding_id,
            "kind": "file",
            "row_pk": w.finding_file.pk,
        },
        nothing,
    ),
]
_NEW_PANEL = {
    "title": "新小组",
    "basis": "9号",
    "criteria": "严重程度 100",
    "line": "60",
    "quorum": 2,
    "from_on": "2018-01-01",
    "until_on": "2018-05-10",
}


def _studied(where: Place) -> dict[str, Any]:
    return {"pk": where.open_panel.pk, "candidate_pk": where.panel_candidate.pk}


PANELS = [
    Route("evidence:panel-list"),
    Route(
        "evidence:panel-new",
        form=lambda w: _NEW_PANEL | {"place": f"u{w.unit.pk}", "ground": w.draft_panel.ground_id},
    ),
    Route("evidence:panel", of("panel_candidate"), lambda w: {"pk": w.open_panel.pk}),
    *acts(
        "evidence:panel-act",
        "draft_panel",
        ("seat", lambda w: {"user": w.people["class_manager"].pk, "seat": "MEMBER"}),
        ("candidate", lambda w: {"cadre": w.outsider.pk, "reason": SAID}),
        ("signalled", nothing),
        ("open", nothing),
    ),
    *acts(
        "evidence:panel-act",
        "open_panel",
        (
            "close",
            lambda w: {
                "present": list(w.open_panel.members.values_list("pk", flat=True)),
                "minutes": SAID,
            },
        ),
    ),
    *acts(
        "evidence:panel-act",
        "closed_panel",
        ("propose", lambda w: {"candidates": [w.closed_panel.candidates.get().pk]}),
    ),
    Route(
        "evidence:panel-score",
        of("panel_candidate"),
        _studied,
        lambda w: {f"item_{c.pk}": "70" for c in w.open_panel.criteria.all()} | {"reason": SAID},
    ),
    Route("evidence:panel-recuse", of("panel_candidate"), _studied, lambda _w: {"reason": SAID}),
    Route(
        "evidence:panel-drop",
        of("draft_panel"),
        lambda w: {
            "pk": w.draft_panel.pk,
            "kind": "member",
            "row_pk": w.draft_panel.members.order_by("pk").first().pk,
        },
        nothing,
    ),
]
_REPORTED = {"from_on": "2018-05-08", "seen": SAID, "finder": "督查室", "material": "1号记录"}


def _report(where: Place) -> dict[str, Any]:
    item = where.checklist.items.order_by("pk").first().pk
    return _REPORTED | {"item": item, "cadre": where.outsider.pk}


def _drawn_up(where: Place) -> dict[str, Any]:
    told = {"year": 2019, "title": "新清单", "basis": "1号", "report_until_on": "2019-06-01"}
    return told | {"county": where.county.pk}


CHECKLISTS = [
    Route("evidence:checklist-list"),
    Route("evidence:checklist-new", form=_drawn_up),
    Route("evidence:checklist", of("checklist")),
    Route(
        "evidence:checklist-item-add",
        of("draft_checklist"),
        form=lambda w: {
            "title": "新问题",
            "text": "标准",
            "wanted": "材料",
            "line": 1,
            "ground": w.spare_ground.pk,
        },
    ),
    Route(
        "evidence:checklist-item-drop",
        of("draft_checklist"),
        lambda w: {
            "pk": w.draft_checklist.pk,
            "item_pk": w.draft_checklist.items.order_by("pk").first().pk,
        },
    ),
    Route("evidence:checklist-settle", of("draft_checklist")),
    Route("evidence:problem-report", of("checklist"), form=_report),
    Route(
        "evidence:zero-return",
        of("quiet_checklist"),
        form=lambda w: {"unit": w.unit.pk, "reason": SAID},
    ),
    Route("evidence:problem-list", of("checklist")),
    Route("evidence:checklist-signals", of("checklist")),
    Route("evidence:problem", of("problem")),
    Route("evidence:problem-confirm", of("problem")),
    Route("evidence:problem-strike", of("problem"), form=lambda _w: {"reason": SAID}),
    Route("evidence:own-records"),
]
EVIDENCE = [
    *SIGNALS,
    *BOOKS,
    *TARGETS,
    *BALLOTS,
    *WEEKLY,
    *REMINDERS,
    *FINDINGS,
    *PANELS,
    *CHECKLISTS,
    *COMPLAINTS,
    *HONOUR_LISTS,
    *PRESENTATIONS,
    *WORK,
    *SCANS,
    *TRIGGERS,
]
