"""What the pages of a nomination show, gathered once; templates look nothing up."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.workflow import engine
from recall import permissions, regulations
from recall.enums import NominationState as S
from recall.models import Nomination, UnitOpinion, Verification
from recall.presenters import (
    campaigns,
    fairness,
    hearings,
    nominators,
    priors,
    reasons,
    rehabilitations,
    settlements,
    signals,
    submissions,
)
from recall.presenters.eligibility import checks
from recall.presenters.facts import fact_rows, provable
from recall.queries import statement_papers
from recall.queries import submissions as submitted
from recall.queries.nominations import facts_of

_STAGES = [
    (S.DRAFT, gettext_lazy("单位填报")),
    (S.SUBMITTED, gettext_lazy("部门核实")),
    (S.VERIFIED, gettext_lazy("听取申辩")),
    (S.HEARD, gettext_lazy("集体研究")),
    (S.APPROVED, gettext_lazy("决定召回")),
]
_GAP_PAGES = {
    regulations.has_ground.number: "recall:fact-add",
    regulations.facts_are_told.number: "recall:nomination",
    regulations.catch_all_is_told.number: "recall:nomination",
    regulations.facts_have_evidence.number: "recall:nomination-facts",
    regulations.has_unit_opinion.number: "recall:unit-opinion",
    regulations.flags_are_explained.number: "recall:nomination-fairness",
}


def address(nomination: Nomination, name: str = "recall:nomination") -> str:
    """Answer the address of one of the nomination's pages."""
    return reverse(name, args=[nomination.pk])


def crumbs(nomination: Nomination, *more: str) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [
        (_("提名"), reverse("recall:nomination-list")),
        (str(nomination.cadre), address(nomination) if more else None),
    ]
    return trail + [(label, None) for label in more]


def person(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the block about the person, as it stood when the unit nominated."""
    cadre = nomination.cadre
    name = {"text": cadre.name, "note": cadre.get_sex_display()}
    return [
        {"label": _("姓名"), "value": _("%(text)s（%(note)s）") % name},
        {"label": _("单位"), "value": nomination.unit_then},
        {"label": _("职务"), "value": nomination.post_title},
        {"label": _("职级层次"), "value": nomination.get_level_display()},
        {"label": _("身份"), "value": nomination.get_staff_kind_display()},
        {"label": _("批次"), "value": nomination.campaign.title},
        *campaigns.single_verifier(nomination.campaign),
        {"label": _("轮次"), "value": _("第 %(n)s 轮") % {"n": nomination.round.number}},
        *nominators.hands(nomination),
    ]


def stages(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the five stages with the present one marked."""
    order = [code for code, _label in _STAGES]
    place = {S.SENT_BACK: 0, S.WITHDRAWN: 0}.get(nomination.state)
    if place is None:
        place = order.index(nomination.state) if nomination.state in order else _stopped(nomination)
    rows = []
    for number, (_code, label) in enumerate(_STAGES):
        state = "done" if number < place else "now" if number == place else "todo"
        if number == place and nomination.state in (S.SENT_BACK, S.WITHDRAWN, S.REJECTED):
            state = "back"
        rows.append({"label": label, "state": state, "meta": ""})
    if nomination.state == S.APPROVED:
        rows[-1]["state"] = "done"
    return rows


def _stopped(nomination: Nomination) -> int:
    """Answer at which stage a rejected nomination ended."""
    return 3 if nomination.decided_at else 1


def tasks(nomination: Nomination, *, on: date) -> list[dict[str, Any]]:
    """Answer the task list of a nomination that is with the unit."""
    facts = facts_of(nomination)
    facts_url = address(nomination, "recall:nomination-facts")
    return [
        {
            "label": _("人选"),
            "url": address(nomination, "recall:nomination-person"),
            "state": "done",
        },
        {
            "label": _("召回情形和事实"),
            "url": facts_url,
            "state": "done" if facts else "todo",
            "hint": _("已写 %(n)s 条") % {"n": len(facts)} if facts else "",
        },
        {
            "label": _("证明材料"),
            "url": facts_url,
            "state": _part(sum(1 for f in facts if f.evidence.all()), len(facts)),
            "hint": "" if facts else _("先写事实，再逐条附材料"),
        },
        *_last_tasks(nomination, on),
    ]


def _last_tasks(nomination: Nomination, on: date) -> list[dict[str, Any]]:
    """Answer signals, the comparison, the unit's opinion and the last look."""
    has_opinion = UnitOpinion.objects.filter(nomination=nomination).exists()
    return [
        {
            "label": _("线索"),
            "url": address(nomination, "recall:nomination-signals"),
            "state": "done" if nomination.signals.exists() else "optional",
            "hint": _("可选：各项做法对此人的记载"),
        },
        {
            "label": _("公平核对"),
            "url": address(nomination, "recall:nomination-fairness"),
            **fairness.task(nomination, on=on),
        },
        {
            "label": _("单位集体研究意见"),
            "url": address(nomination, "recall:unit-opinion"),
            "state": "done" if has_opinion else "todo",
        },
        {
            "label": _("核对并报送"),
            "url": address(nomination, "recall:nomination-check"),
            "state": "todo",
            "hint": _("由单位主要负责人报送"),
        },
    ]


def _part(done: int, total: int) -> str:
    if not total:
        return "blocked"
    return "done" if done == total else "part" if done else "todo"


def gap_rows(nomination: Nomination, *, on: date) -> list[dict[str, str]]:
    """Answer what still keeps the nomination from being submitted, each with its page."""
    rules = regulations.gaps(nomination)
    if fairness.waiting(nomination, on=on):
        rules.append(regulations.flags_are_explained)
    return [
        {
            "text": _("%(text)s（%(note)s）") % {"text": rule.sentence, "note": rule.number},
            "url": address(nomination, _GAP_PAGES[rule.number]),
        }
        for rule in rules
    ]


def remarks(nomination: Nomination) -> list[str]:
    """Answer what the department's verifiers asked to be mended of the last submission."""
    return [text for _part, text in submitted.remarks(nomination, nomination.submission_count)]


def detail(nomination: Nomination, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of the department's page."""
    settlement = settlements.settled(nomination)
    told = provable(fact_rows(nomination, settlement=settlement))
    return {
        "nomination": nomination,
        "crumbs": crumbs(nomination),
        "facts": person(nomination),
        "stages": stages(nomination),
        **hearings.told(nomination, user=user),
        "fact_rows": told,
        "settlement": settlement,
        "changes_url": submissions.link(nomination),
        "settle_url": settlements.link(nomination, user=user),
        "taken": signals.taken(nomination),
        "flag_answers": fairness.answers(nomination),
        "checks": checks(nomination, on=on),
        "prior": priors.strip(nomination, user=user, on=on),
        "opinion": UnitOpinion.objects.filter(nomination=nomination).first(),
        "verifications": _verifications(nomination, user),
        "recusals": nomination.recusals.select_related("user").order_by("pk"),
        **_decided(nomination),
        "events": engine.history(
            nomination,
            begun=engine.Event(_("起草"), nomination.drafted_by, nomination.drafted_at),
        ),
        "moves": engine.moves_for(user, nomination),
        "confirm_refusal": _confirm_refusal(nomination, told, user),
        "on": on,
        "is_late": nomination.late_reason,
        "can_recuse": permissions.declare_recusal.allows(user, nomination),
    }


def _verifications(nomination: Nomination, user: Any) -> Any:
    """Answer the verifications; while one is awaited, nobody reads another's than their own."""
    rows = Verification.objects.filter(nomination=nomination).select_related("by")
    if nomination.state == S.SUBMITTED:
        rows = rows.filter(by=user)
    return rows.order_by("pk")


def _decided(nomination: Nomination) -> dict[str, Any]:
    """Answer what was excused and decided, and where its reasons and its clearing stand."""
    return {
        **reasons.exemption(nomination),
        "reasons_url": reasons.link(nomination),
        "clearing_url": rehabilitations.link(nomination),
        "decision": getattr(nomination, "decision", None),
        "case": getattr(nomination, "case", None),
    }


def own(nomination: Nomination) -> dict[str, Any]:
    """Answer what the person concerned reads: facts, signals, and their own word."""
    return {
        "nomination": nomination,
        **hearings.told(nomination),
        "paper_came": statement_papers.arrival(nomination),
        "fact_rows": fact_rows(nomination, own=True, settlement=settlements.settled(nomination)),
        "taken": signals.taken(nomination),
        "flag_answers": fairness.answers(nomination, own=True),
        **reasons.exemption(nomination, own=True),
        "reasons_url": reasons.link(nomination, own=True),
    }


def _confirm_refusal(nomination: Nomination, rows: list[dict[str, Any]], user: Any) -> str:
    """Answer why the user may not confirm; nothing is asked where no fact waits for it."""
    if not any(row["fact"].waits_for_confirmation for row in rows):
        return ""
    return permissions.confirm_fact.refusal(user, nomination)


def answers(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the check-answers rows, each with the page to change it."""
    facts = facts_of(nomination)
    opinion = UnitOpinion.objects.filter(nomination=nomination).first()
    files = [str(e.file) for fact in facts for e in fact.evidence.all()]
    facts_url = address(nomination, "recall:nomination-facts")
    return [
        {
            "label": _("人选"),
            "value": f"{nomination.cadre.name}　{nomination.unit_then}{nomination.post_title}",
        },
        *nominators.hands(nomination),
        {
            "label": _("情形和事实"),
            "lines": [f"{f.ground.code} {f.ground.label}" + _("：") + f.text for f in facts],
            "url": facts_url,
        },
        {"label": _("证明材料"), "lines": files, "url": facts_url},
        {
            "label": _("线索"),
            "lines": [row["said"] for row in signals.taken(nomination)],
            "url": address(nomination, "recall:nomination-signals"),
        },
        {
            "label": _("单位意见"),
            "value": _opinion_line(opinion),
            "url": address(nomination, "recall:unit-opinion"),
        },
    ]


def _opinion_line(opinion: UnitOpinion | None) -> str:
    if opinion is None:
        return ""
    return _("%(day)s研究，应到 %(due)s 人，实到 %(present)s 人，同意 %(agree)s 票。%(text)s") % {
        "day": dates.spoken(opinion.held_on),
        "due": opinion.due_count,
        "present": opinion.present_count,
        "agree": opinion.agree_count,
        "text": opinion.text,
    }
