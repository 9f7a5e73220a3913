"""How each address is asked: with which row, and with which honest form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.services import passwords
from cadres.services.lrmx import Sheet, compose
from tests.factories.recall import PDF, SCHEME
from tests.permissions.worlds import LAST_DAY, Place

SAID = "情况属实，已经谈话核对。"
Asked = Callable[[Place], Any]


@dataclass(frozen=True)
class Route:
    """One way to ask an address. `row` is what it is about; `kept` is named once more by pk."""

    name: str
    row: Asked | None = None
    args: Asked | None = None
    form: Asked | None = None
    query: Asked | None = None
    case: str = ""
    types: bool = False  # htmx asks at every letter: its POST is answered with what was found
    everywhere: bool = False  # an administrator's row: of the whole system, of no county
    fixed: tuple[tuple[str, str], ...] = ()  # arguments that name no row

    @property
    def key(self) -> str:
        return f"{self.name} {self.case}".strip()

    def arguments(self, where: Place) -> dict[str, Any]:
        if self.args:
            return self.args(where)
        if self.fixed:
            return dict(self.fixed)
        return {"pk": self.row(where).pk} if self.row else {}


def of(name: str) -> Asked:
    return lambda where: getattr(where, name)


def acts(name: str, row: str, *moves: tuple[str, Asked], state: str = "") -> list[Route]:
    """Answer one route for each small act of an address that takes the act's name."""
    return [
        Route(
            name,
            of(row),
            lambda w, move=move: {"pk": getattr(w, row).pk, "name": move},
            form,
            case=f"{move}{state}",
        )
        for move, form in moves
    ]


def _nothing(_where: Place) -> dict[str, Any]:
    return {}


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
        "held_on": "2018-05-22",
        "others": "赵某、钱某、孙某",
        "is_approved": "yes",
        "opinion": SAID,
    }


def _outcome(_where: Place) -> dict[str, Any]:
    return _MEETING | {
        "kind": "RETURN",
        "conditions_RETURN": ["fit_again"],
        "reason": SAID,
        "held_on": LAST_DAY,
    }


def _campaign(where: Place) -> dict[str, Any]:
    return {
        "scheme": SCHEME,
        "title": "第二批",
        "notice_on": "2018-06-01",
        "closes_on": "2018-06-10",
        "practice_months": 3,
        "verifiers_needed": 1,
        "units": [where.unit.pk],
        "token": uuid4(),
    }


def _round_and_unit(where: Place) -> dict[str, Any]:
    return {"pk": where.campaign.rounds.get().pk, "unit_pk": where.unit.pk}


def _export(_where: Place) -> dict[str, Any]:
    return {"purpose": "上报市委组织部", "format": "csv"}


_ROUND = {"notice_on": "2018-06-01", "closes_on": "2018-06-10"}
_OPINION = {
    "held_on": "2018-05-09",
    "due_count": 7,
    "present_count": 6,
    "agree_count": 5,
    "text": SAID,
}
_LESSON = {
    "kind": "THEORY",
    "title": "党规党纪",
    "on": "2018-06-06",
    "starts": "14:30",
    "ends": "16:00",
    "token": uuid4(),
}
_CLASS = {
    "title": "第二期班",
    "venue": "县委党校",
    "opens_on": "2018-09-03",
    "theory_days": 5,
    "practice_days": 0,
    "cycles": 1,
}
_POSTING = {"place": "大湾村", "from_on": "2018-07-01", "months": 3, "tasks": "驻村帮扶"}
_SERVED = {"served_on": "2018-05-24", "manner": "IN_PERSON", "received_by": "本人"}


def _account(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.people["mentor"].pk} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


def _request(url: str, form: Asked | None = None, case: str = "", **more: str) -> Route:
    def args(where: Place) -> dict[str, Any]:
        return {"pk": where.role_request.pk} | more

    return Route(url, args=args, form=form, case=case, everywhere=True)


def _enrolment(where: Place) -> dict[str, Any]:
    uid, token = passwords.enrolment(where.people["mentor"])
    return {"uid": uid, "token": token}


_KEY = {"password": "Sanctuary-of-9-rivers", "again": "Sanctuary-of-9-rivers"}
ACCOUNT = [
    Route("account"),
    Route("account_login"),
    Route("account_logout"),
    Route("account_change_password"),
    Route("account_set_password"),
    Route("account_inactive"),
    Route("account_reauthenticate"),
    Route("account_enrol", args=_enrolment, form=lambda _w: _KEY, everywhere=True),
    Route("account_sessions_end"),
    Route("account_session_end", args=lambda _w: {"name": "0" * 32}, everywhere=True),
    Route("account_factors"),
    Route("mfa_index"),
    Route("mfa_authenticate"),
    Route("mfa_reauthenticate"),
    Route("mfa_activate_totp"),
    Route("account_totp_image"),
    Route("mfa_deactivate_totp"),
    Route("mfa_view_recovery_codes"),
    Route("mfa_generate_recovery_codes"),
    Route("mfa_add_webauthn"),
    Route("mfa_remove_webauthn", args=lambda _w: {"pk": 1}, everywhere=True),
    Route("mfa_reauthenticate_webauthn"),
]
CONSOLE = [
    Route("console:home"),
    Route("console:accounts"),
    Route("console:account-open", form=lambda _w: {"username": "zhao.liu", "name": "赵六"}),
    _account("console:account"),
    _account(
        "console:grant-ask",
        lambda w: {
            "role": "VERIFIER",
            "county": w.county.code,
            "from_on": "2018-06-01",
            "reason": "调任",
        },
    ),
    *[
        _account("console:account-act", _nothing, name, name=name)
        for name in ("close", "reopen", "renew", "factors", "sessions", "nonsense")
    ],
    Route(
        "console:grant-ask-back",
        args=lambda w: {"pk": w.people["reader"].grants.get().pk},
        form=lambda _w: {"reason": "离任"},
        everywhere=True,
    ),
    Route("console:requests"),
    _request("console:request"),
    *[
        _request("console:request-answer", lambda _w: {"answer": SAID}, name, name=name)
        for name in ("confirm", "refuse", "withdraw", "nonsense")
    ],
    Route("console:units"),
    Route("console:sessions"),
    Route("console:failures"),
    Route("console:idle"),
    Route("console:policy"),
]
OPEN = [
    Route("set_language", form=lambda _w: {"language": "en"}),
    Route("portal:home"),
    Route("portal:me"),
    Route("portal:health"),
    Route("portal:case-list"),
    Route("portal:dossier", of("served")),
    Route("portal:trail"),
    Route("portal:reason", form=lambda _w: {"reason": SAID}),
    Route("portal:search", form=lambda w: {"q": w.unit.name}, types=True),
    Route("portal:job-list"),
    Route("portal:job-revive", args=lambda w: {"pk": w.dead_job.pk}, everywhere=True),
]
CAMPAIGNS = [
    Route("recall:campaign-list"),
    Route("recall:campaign-create", form=_campaign),
    Route("recall:campaign", of("campaign")),
    Route("recall:campaign", of("draft_campaign"), case="draft"),
    Route("recall:campaign-board", of("campaign")),
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
    *acts("recall:campaign-move", "campaign", ("close", _nothing), ("nonsense", _nothing)),
    *acts("recall:campaign-move", "draft_campaign", ("launch", _nothing)),
]
NOMINATIONS = [
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
    Route("recall:evidence-add", of("draft"), _fact("draft"), lambda _w: {"file": _file()}),
    Route(
        "recall:evidence-drop",
        of("draft"),
        lambda w: {"pk": w.draft.pk, "evidence_pk": w.draft_evidence.pk},
    ),
    Route("recall:unit-opinion", of("draft"), form=lambda _w: _OPINION),
    Route("recall:nomination-check", of("draft"), form=lambda _w: {"late_reason": "外出学习"}),
    Route("recall:nomination-sent", of("submitted")),
    Route("recall:evidence-file", of("submitted_evidence")),
    Route("recall:evidence-file", of("draft_evidence"), case="draft"),
]
OFFICE = [
    Route("recall:nomination-verify", of("submitted"), form=_verdict),
    Route("recall:nomination-decide", of("heard"), form=_decision),
    *acts(
        "recall:nomination-act",
        "verified",
        ("waive", lambda _w: {"text": SAID}),
        ("lapse", lambda _w: {"text": SAID}),
        ("nonsense", _nothing),
        (
            "recuse",
            lambda w: {"user": w.people["decider"].pk, "reason": "同学"},
        ),
    ),
    *acts("recall:nomination-act", "submitted", ("withdraw", lambda _w: {"opinion": "情况有变"})),
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
TRAINING = [
    Route("training:class-list"),
    Route("training:class-plan", form=lambda w: _CLASS | {"campaign": w.campaign.pk}),
    Route("training:class-detail", of("room")),
    Route("training:class-enrol", of("room")),
    Route("training:session-add", of("room"), form=lambda _w: _LESSON),
    Route(
        "training:session-attendance",
        of("empty_lesson"),
        form=lambda w: {
            f"mark_{pk}": "PRESENT" for pk in w.room.enrolments.values_list("pk", flat=True)
        },
    ),
    Route("training:session-cancel", of("empty_lesson"), form=lambda _w: {"reason": "停电"}),
    Route("training:enrolment-withdraw", of("enrolment"), form=lambda _w: {"reason": "因病"}),
    Route("training:posting-list"),
    Route("training:posting-detail", of("posting")),
    Route(
        "training:posting-finish",
        of("posting"),
        form=lambda _w: {"finished_on": "2018-09-28", "opinion": SAID},
    ),
    Route(
        "training:journal-write",
        of("posting"),
        form=lambda _w: {"token": uuid4(), "on": "2018-07-03", "text": SAID},
    ),
    Route(
        "training:posting-send",
        of("in_class"),
        lambda w: {"case_pk": w.in_class.pk},
        lambda w: _POSTING | {"mentor": w.people["host"].pk},
        query=lambda w: {"host_unit": w.host_unit.pk},
    ),
    Route("training:journal-remark", of("entry"), form=lambda _w: {"remark": "继续保持"}),
    Route("training:today"),
    Route("training:my-trainees"),
]
ASSESSMENT = [
    Route("assessment:assessment-list"),
    Route("assessment:case", of("before_assessment")),
    Route(
        "assessment:assessment-open",
        of("before_assessment"),
        lambda w: {"case_pk": w.before_assessment.pk},
    ),
    Route(
        "assessment:assessment-score",
        of("opened"),
        form=lambda _w: {"part": "class", "value": "80", "source": "考勤与测试"},
    ),
    Route(
        "assessment:assessment-conclude",
        of("scored"),
        form=lambda _w: {"passed": "yes", "comment": SAID},
    ),
    Route(
        "assessment:outcome-decide",
        of("concluded"),
        lambda w: {"case_pk": w.concluded.case_id},
        _outcome,
    ),
    Route("assessment:outcome-carry-out", of("outcome")),
    Route("assessment:outcome-document", of("outcome")),
    Route("assessment:outcome-document-file", of("outcome")),
    Route("assessment:own-result", of("outcome"), lambda w: {"case_pk": w.outcome.case_id}),
    Route("assessment:own-document", of("outcome")),
    Route("assessment:own-document-file", of("outcome")),
]
_ROW = {
    "education": {"schooling": "FULL_TIME", "attainment": "30"},
    "honour": {
        "kind": "HONOUR",
        "title": "先进个人",
        "awarded_by": "县委",
        "awarded_on": "2018-01-10",
    },
    "revoke": {"on": "2018-06-01"},
    "nonsense": {},
}
_PERSON = {
    "name": "新人",
    "sex": "F",
    "born_on": "1985-01-01",
    "staff_kind": "CIVIL_SERVANT",
    "level": "ORDINARY",
    "authority": "COUNTY",
    "title": "科员",
    "from_on": "2018-06-01",
}


def _purpose(_where: Place) -> dict[str, Any]:
    return {"purpose": "报县委研究"}


def _lrmx(_where: Place) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("a.lrmx", compose(Sheet({"XingMing": "某人"})))}


def _form(where: Place) -> dict[str, Any]:
    return {"pk": where.idle.pk, "uid": where.form.uid}


def _row(name: str) -> Asked:
    kept = {"revoke": "honour", "nonsense": "honour"}.get(name, name)
    return lambda w: {"pk": w.idle.pk, "name": name, "row_pk": getattr(w, kept).pk}


_RANK = {"rank": "R10", "from_on": "2018-06-01"}
ARCHIVE = [
    Route("cadres:unit-list"),
    Route("cadres:unit", of("unit")),
    Route(
        "cadres:unit-found",
        form=lambda _w: {"name": "新设局", "kind": "GOVERNMENT", "from_on": "2018-06-01"},
    ),
    *acts(
        "cadres:unit-act",
        "unit",
        ("rename", lambda _w: {"name": "更名镇", "on": "2018-06-01"}),
        ("nonsense", _nothing),
    ),
    Route("cadres:gap-list"),
    Route("cadres:pair-list"),
    Route("cadres:pair", of("pair")),
    *acts(
        "cadres:pair-act",
        "pair",
        ("merge", lambda w: {"keep": w.pair.first_id}),
        ("dismiss", _nothing),
        ("unmerge", _nothing),
        ("nonsense", _nothing),
    ),
    Route("cadres:person-list"),
    Route("cadres:person", of("idle")),
    *acts("cadres:person-act", "idle", ("rank", lambda _w: _RANK), ("nonsense", _nothing)),
    Route(
        "cadres:number-reveal",
        of("idle"),
        lambda w: {"pk": w.idle.pk, "kind": "phone"},
        lambda _w: {"reason": "核对任免审批表"},
    ),
    Route("cadres:person-enrol", form=lambda w: _PERSON | {"unit": w.unit.pk}),
    *[
        Route("cadres:person-row", of("idle"), _row(name), lambda _w, n=name: _ROW[n], case=name)
        for name in _ROW
    ],
    Route("cadres:people-choose", form=lambda w: {"pick": w.idle.pk}),
    Route("cadres:people-lrmx", form=_purpose),
    Route("cadres:lrmx-upload", form=_lrmx),
    Route("cadres:sheet-list"),
    Route("cadres:sheet", of("sheet")),
    *acts("cadres:sheet-act", "sheet", ("apply", _nothing), ("nonsense", _nothing)),
    Route("cadres:person-lrmx", of("idle"), form=_purpose),
    Route("cadres:person-form", of("idle"), form=_purpose),
    Route("cadres:form-progress", of("idle"), _form),
    Route("cadres:form-file", of("idle"), _form),
]
REPORTS = [
    Route("reports:summary-list"),
    Route("reports:campaign", of("campaign")),
    Route("reports:summary-request", of("campaign"), form=lambda _w: {"as_of": "2018-05-20"}),
    Route("reports:summary-progress", of("summary")),
    Route("reports:summary-file", of("summary")),
    Route("reports:export-list"),
    Route("reports:export-request", form=_export, query=lambda _w: {"source": "cases"}),
    Route("reports:export-take", of("export")),
    Route("reports:export-decide", of("export"), lambda w: {"pk": w.export.pk, "name": "confirm"}),
]
IMPORTS = [
    Route("portal:import-list"),
    Route(
        "portal:import-upload",
        fixed=(("kind", "people"),),
        form=lambda _w: {"grid": "姓名\t出生日期\n张三\t1980-01-05"},
    ),
    Route("portal:import-template", fixed=(("kind", "people"),)),
    Route("portal:import-detail", of("import_ready")),
    Route("portal:import-progress", of("import_ready")),
    Route("portal:import-errors", of("import_faulty")),
    *acts(
        "portal:import-act",
        "import_ready",
        ("apply", _nothing),
        ("recheck", _nothing),
        ("drop", _nothing),
    ),
    *acts("portal:import-act", "import_applied", ("undo", _nothing)),
]
ROUTES = [
    *ACCOUNT,
    *OPEN,
    *CAMPAIGNS,
    *NOMINATIONS,
    *OFFICE,
    *CASES,
    *TRAINING,
    *ASSESSMENT,
    *ARCHIVE,
    *REPORTS,
    *CONSOLE,
    *IMPORTS,
]
