"""The addresses of recall."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from recall.queries.meetings import digest
from tests.factories.recall import EXEMPT, PDF
from tests.permissions.routes.asking import SAID, Asked, Route, acts, nothing, of
from tests.permissions.worlds import Place


def _fact(name: str) -> Asked:
    return lambda w: {"pk": getattr(w, name).pk, "fact_pk": getattr(w, f"{name}_fact").pk}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("记录.pdf", PDF + uuid4().bytes, "application/pdf")


def _told(where: Place) -> dict[str, Any]:
    ground = where.campaign.campaign_grounds.order_by("pk").first().ground_id
    told = {"ground": ground, "happened_on": "2018-05-08", "text": SAID, "place": ""}
    return told | {"token": uuid4()}


def _verdict(where: Place) -> dict[str, Any]:
    return {
        "version": where.submitted.version,
        "conclusion": "MATCHED",
        "opinion": SAID,
        **EXEMPT,
        f"result_{where.submitted_fact.pk}": "PROVED",
    }


_MEETING = {
    "meeting": "部务会",
    "due_count": 3,
    "agree_count": 3,
    "disagree_count": 0,
    "defer_count": 0,
}


def _decision(where: Place) -> dict[str, Any]:
    return _MEETING | {
        "version": where.heard.version,
        "content_hash": digest(where.heard),
        "held_on": "2018-05-22",
        "others": "赵某、钱某、孙某",
        "is_approved": "yes",
        "opinion": SAID,
    }


def _campaign(where: Place) -> dict[str, Any]:
    return {"version": where.campaign.scheme_version_id, "title": "第二批", "mode": "WINDOWS"}


def _setup(step: str, form: Asked | None = None) -> Route:
    return Route(
        "recall:campaign-setup",
        of("draft_campaign"),
        lambda w: {"pk": w.draft_campaign.pk, "step": step},
        form,
        case=step,
    )


_TERMS = {
    "practice_months": 3,
    "verifiers_needed": 1,
    "verify_days": 15,
    "reply_days": 5,
    "decide_days": 20,
    "serve_days": 3,
    "objection_days": 30,
}


def _round_and_unit(where: Place) -> dict[str, Any]:
    return {"pk": where.campaign.rounds.get().pk, "unit_pk": where.unit.pk}


_ROUND = {"notice_on": "2018-06-01", "closes_on": "2018-06-10"}

_OPINION = {
    "held_on": "2018-05-09",
    "due_count": 7,
    "present_count": 6,
    "agree_count": 5,
    "text": SAID,
}

_SERVED = {"served_on": "2018-05-24", "manner": "IN_PERSON", "received_by": "本人"}

CAMPAIGNS = [
    Route("recall:campaign-list"),
    Route("recall:campaign-create", form=_campaign),
    Route("recall:campaign", of("campaign")),
    Route("recall:campaign", of("draft_campaign"), case="draft"),
    Route("recall:campaign-board", of("campaign")),
    Route("recall:campaign-clone", of("campaign"), form=lambda _w: {"title": "次年批次"}),
    _setup("units", lambda w: {"units": [w.unit.pk]}),
    _setup("window", lambda _w: _ROUND),
    _setup("parameters", lambda _w: _TERMS),
    _setup("check"),
    Route("recall:round-add", of("campaign"), form=lambda _w: _ROUND | {"token": uuid4()}),
    Route(
        "recall:measure-add",
        of("campaign"),
        form=lambda w: {
            "unit": w.unit.pk,
            "kind": "CIRCULAR",
            "taken_on": "2018-06-01",
            "person_times": 1,
            "reason": "逾期未报",
            "token": uuid4(),
        },
    ),
    *acts("recall:campaign-move", "empty_campaign", ("close", nothing), ("nonsense", nothing)),
    *acts("recall:campaign-move", "draft_campaign", ("launch", nothing)),
]

_DECREE = "2031-01-01至2031-01-13 放假 元旦"


def _confirming(where: Place) -> dict[str, Any]:
    return {"pk": where.year_calendar.pk, "name": "confirm"}


_LONG = "等待县医院出具鉴定意见"
NOMINATIONS = [
    Route("recall:calendar-list"),
    Route(
        "recall:calendar-new",
        form=lambda _w: {"year": 2031, "document": "国办发明电〔2030〕10号", "days": _DECREE},
    ),
    Route("recall:calendar", of("year_calendar"), everywhere=True),
    Route("recall:calendar-act", of("year_calendar"), _confirming, everywhere=True),
    Route("recall:clock-list"),
    Route("recall:clock", of("clock")),
    *acts(
        "recall:clock-act",
        "clock",
        ("pause", lambda _w: {"reason": "ILLNESS", "note": _LONG}),
        ("extend", lambda _w: {"days": 5, "reason": _LONG}),
    ),
    *acts("recall:clock-act", "paused_clock", ("resume", nothing)),
    Route("recall:talent-list"),
    Route("recall:rounds"),
    Route(
        "recall:nomination-start",
        args=_round_and_unit,
        form=lambda w: {"pk": w.idle.pk, "token": uuid4()},
    ),
    Route(
        "recall:zero-report",
        args=_round_and_unit,
        form=lambda _w: {"reason": "本单位没有符合情形的人员。"},
    ),
    Route("recall:nomination-list"),
    Route("recall:nomination", of("draft"), case="draft"),
    Route("recall:nomination", of("submitted")),
    Route("recall:nomination-tasks", of("draft")),
    Route("recall:nomination-person", of("draft")),
    Route("recall:nomination-facts", of("draft")),
    Route("recall:fact-add", of("draft"), form=_told),
    Route("recall:fact-add", of("submitted"), form=_told, case="submitted"),
    Route("recall:fact-edit", of("draft"), _fact("draft"), _told),
    Route("recall:fact-drop", of("draft"), _fact("draft")),
    Route("recall:ground-guide", of("draft"), query=lambda _w: {"area": "do"}),
    Route("recall:evidence-add", of("draft"), _fact("draft"), lambda _w: {"file": _file()}),
    Route(
        "recall:evidence-drop",
        of("draft"),
        lambda w: {"pk": w.draft.pk, "evidence_pk": w.draft_evidence.pk},
    ),
    Route("recall:nomination-signals", of("draft")),
    Route(
        "recall:signal-take",
        of("draft"),
        lambda w: {"pk": w.draft.pk, "signal_pk": w.signal.pk},
    ),
    Route(
        "recall:signal-leave-out",
        of("draft"),
        lambda w: {"pk": w.draft.pk, "taken_pk": w.taken.pk},
    ),
    Route(
        "recall:nomination-fairness",
        of("draft"),
        form=lambda _w: {"flag": "HARD_WORKER", "measure": "points", "reason": SAID},
    ),
    Route("recall:unit-opinion", of("draft"), form=lambda _w: _OPINION),
    Route(
        "recall:unsaved",
        of("draft"),
        lambda w: {"pk": w.draft.pk, "page": "opinion"},
        form=lambda _w: {"text": "写了一半"},
    ),
    Route("recall:nomination-check", of("draft"), form=lambda _w: {"late_reason": "外出学习"}),
    Route("recall:nomination-sent", of("submitted")),
    Route("recall:evidence-file", of("submitted_evidence")),
    Route("recall:evidence-file", of("draft_evidence"), case="draft"),
    Route("recall:evidence-proof", of("submitted_evidence")),
]

OFFICE = [
    Route("recall:nomination-verify", of("submitted"), form=_verdict),
    Route("recall:fact-confirm", of("submitted"), _fact("submitted")),
    Route("recall:nomination-decide", of("heard"), form=_decision),
    *acts(
        "recall:nomination-act",
        "verified",
        ("waive", lambda _w: {"text": SAID}),
        ("lapse", lambda _w: {"text": SAID}),
        ("nonsense", nothing),
        (
            "recuse",
            lambda w: {"user": w.people["decider"].pk, "reason": "同学"},
        ),
    ),
    *acts(
        "recall:nomination-act",
        "submitted",
        ("withdraw", lambda _w: {"opinion": "情况有变"}),
        ("leave", lambda _w: {"opinion": SAID}),
        ("admit", lambda _w: {"why": SAID}),
    ),
    *acts("recall:nomination-act", "heard", ("waive", lambda _w: {"text": SAID}), state=" late"),
]

CASES = [
    Route("recall:case-list"),
    Route("recall:case", of("served")),
    *acts(
        "recall:case-act",
        "unserved",
        ("serve", lambda _w: _SERVED),
        ("revoke", lambda _w: {"opinion": SAID}),
    ),
    Route("recall:case-notice", of("unserved")),
    Route("recall:case-notice-file", of("unserved")),
    Route("recall:own-nomination", of("verified"), form=lambda _w: {"text": "我愿意改正。"}),
    Route("recall:own-nomination", of("submitted"), case="not yet told"),
    Route("recall:own-case", of("served")),
    Route("recall:own-case-notice", of("served")),
    Route("recall:own-case-notice-file", of("served")),
]
