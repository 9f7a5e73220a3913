"""The addresses of the evidence floor; each practice adds its own list."""

from typing import Any
from uuid import uuid4

from tests.permissions.routes.asking import SAID, Route, acts, nothing, of
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


def _act(name, poll, form=nothing):
    """One act's page of a poll, at the stage in which it is offered."""
    args = lambda w: {"pk": getattr(w, poll).pk, "name": name}  # noqa: E731
    return Route("evidence:poll-act", of(poll), args, form, case=name)


def _unit(where):
    return {"unit": where.unit.pk, "who": "LEADING"}


def _voters(where):
    group = where.draft_poll.groups.order_by("pk").first().pk
    return {"group": group, "unit": where.unit.pk, "names": "某村民", "channel": "SLIP"}


def _groups(where):
    first, second = where.draft_poll.groups.order_by("pk")
    return {"group": first.pk, "into": second.pk}


def _paper(where):
    group = where.closed_poll.groups.order_by("pk").first().pk
    return {"group": group, "number": 2, "s1": "A"}


BALLOTS = [
    Route("evidence:poll-list"),
    Route("evidence:poll-new", form=nothing),
    Route("evidence:poll", of("counted_poll")),
    Route("evidence:poll-roll", of("draft_poll")),
    Route(
        "evidence:poll-drop",
        of("draft_poll"),
        lambda w: {
            "pk": w.draft_poll.pk,
            "kind": "subject",
            "row_pk": w.draft_poll.subjects.order_by("pk").first().pk,
        },
        nothing,
    ),
    Route(
        "evidence:paper-again",
        of("closed_poll"),
        lambda w: {"pk": w.closed_poll.pk, "sheet_pk": w.poll_sheet.pk},
        nothing,
    ),
    _act("subjects", "draft_poll", _unit),
    _act("voters", "draft_poll", _voters),
    _act("merge", "draft_poll", _groups),
    _act("open", "draft_poll"),
    _act("slips", "open_poll", lambda w: {"group": w.open_poll.groups.order_by("pk").first().pk}),
    _act("close", "open_poll"),
    _act("paper", "closed_poll", _paper),
    _act("count", "closed_poll"),
    _act(
        "signals",
        "counted_poll",
        lambda w: {"subjects": [w.counted_poll.subjects.get(position=3).pk]},
    ),
    Route("evidence:vote", form=nothing),
    Route("evidence:vote-draw", of("open_poll"), form=nothing),
    Route("evidence:poll-check", args=lambda w: {"code": w.counted_poll.code}, everywhere=True),
]
_SEEN = {"from_on": "2018-05-08", "seen": SAID, "finder": "督查室", "material": "1号记录"}


def _report(where: Place) -> dict[str, Any]:
    item = where.checklist.items.order_by("pk").first().pk
    return _SEEN | {"item": item, "cadre": where.outsider.pk}


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
EVIDENCE = [*SIGNALS, *BOOKS, *TARGETS, *BALLOTS, *CHECKLISTS]
