"""What the sheet of reasons freezes. It names the person alone: no witness, voter or verifier."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation

from core import dates
from evidence.enums import Practice
from recall.enums import NominationState
from recall.queries.covers import covered
from recall.queries.reasons import Reasons
from recall.services import notices, reason_dates
from recall.services.allegations import HIDDEN, title
from units.queries import units

_HANDS = ("核实人一", "核实人二", "核实人三", "核实人四")
_UNDECIDED = [
    "本次提名到此终止，不影响您的考核、评先评优和选拔任用",
    "组织部门按澄清正名程序，在提名曾被知悉的范围内说明情况",
]
_ROWS = 20  # lines printed behind one signal; the page shows all that were taken


@translation.override("zh-hans")  # official papers are Chinese, whoever asks for them
def snapshot(
    told: Reasons,
    *,
    on: date,
    earlier: Sequence[Any] = (),
    after: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Answer everything that the sheet tells; page and paper read nothing else.

    :param earlier: the editions before this one, with what the person said on reading them
    :param after: of a decided outcome: `outcome` (its reasons), `steps` (days, as
        `reason_dates.line`), `next`, `ordered` (money that was ordered); nothing before
    """
    row, after = told.nomination, after or {}
    county = units.division_name(row.county, on)
    return {
        "issuer": f"中共{county}委组织部",
        "cadre": row.cadre.name,
        "unit": row.unit_then,
        "post_title": row.post_title,
        "campaign_title": row.campaign.title,
        "is_recalled": row.state == NominationState.APPROVED,
        "scheme": _scheme(row.campaign.scheme_version),
        "facts": [_fact(fact, told) for fact in told.facts],
        "signals": [_signal(one) for one in told.signals],
        "opinion": _opinion(getattr(row, "unit_opinion", None)),
        "verified": [
            _verified(*one, told.words) for one in zip(_HANDS, told.verifications, strict=False)
        ],
        "settled": _settled(told.settlement, told.words),
        "exemption": exemption(told.verifications, told.words),
        "statement": _statement(getattr(row, "statement", None)),
        "decision": _decision(getattr(row, "decision", None), told),
        "next": after.get("next") or _next(row, on),
        "remedy": _remedy(row, on) if hasattr(row, "case") else {},
        "edition": len(earlier) + 1,
        "steps": [*reason_dates.steps(told, on, earlier), *after.get("steps", [])],
        **reason_dates.calendar(told, on, is_over=bool(after)),
        "ordered": after.get("ordered", []),
        "outcome": after.get("outcome", {}),
        "issued_on": dates.cn(on),
        "legal_profile_note": notices.profile_note(row.campaign),
    }


def _remedy(row: Any, on: date) -> dict[str, str]:
    """Answer the notice's own words; the term runs from the notice, not from this sheet."""
    told = notices.remedy(row, on)
    told |= {"text": told["text"].replace("本通知书", "召回通知书"), "served_on": ""}
    if receipt := getattr(row.case, "receipt", None):
        told["served_on"] = dates.cn(receipt.served_on)
        told["last_day"] = dates.cn(receipt.objection_until_on)
    return told


def _scheme(version: Any) -> dict[str, str]:
    return {
        "title": version.scheme.title,
        "document": version.document_number,
        "version": str(version.number),
    }


def _fact(fact: Any, told: Reasons) -> dict[str, Any]:
    found = [
        (who, finding)
        for who, one in zip(_HANDS, told.verifications, strict=False)
        for finding in one.findings.all()
        if finding.fact_id == fact.pk
    ]
    return {
        "ground": fact.ground.title,
        "code": fact.ground.code,
        "cited": notices.cited(fact.clause),
        "on": dates.cn(fact.happened_on),
        "place": covered(fact.place, told.words),
        "text": covered(found[-1][1].fact_text if found else fact.text, told.words),
        "findings": [
            {
                "who": who,
                "result": str(one.get_result_display()),
                "note": covered(one.note, told.words),
            }
            for who, one in found
        ],
        "settled": _settled_fact(fact, told),
        "evidence": [title(item, told.words) for item in fact.evidence.all()],
    }


def _settled_fact(fact: Any, told: Reasons) -> dict[str, str]:
    """Answer as what a fact was settled, by which record; empty where nobody differed."""
    rows = told.settlement.facts.all() if told.settlement else ()
    row = next((one for one in rows if one.fact_id == fact.pk), None)
    if row is None:
        return {}
    hidden = {item.pk for item in fact.evidence.all() if item.hidden}
    return {
        "result": str(row.get_result_display()),
        "record": HIDDEN if row.evidence_id in hidden else covered(row.record, told.words),
        "why": covered(row.why, told.words),
    }


def _settled(settlement: Any, words: list[str]) -> dict[str, str]:
    if settlement is None:
        return {}
    return {
        "on": dates.cn(dates.legal_day(settlement.at)),
        "conclusion": str(settlement.get_conclusion_display()),
        "opinion": covered(settlement.opinion, words),
    }


def _signal(taken: Any) -> dict[str, Any]:
    frozen = taken.snapshot
    return {
        "label": str(Practice(frozen["practice"]).label),
        "said": frozen["said"],
        "ground": frozen["ground"],
        "value": frozen["value"],
        "rule": frozen["rule"],
        "from": frozen["from"],
        "until": frozen["until"],
        "rows": frozen["rows"][:_ROWS],
        "row_count": len(frozen["rows"]),
        "withdrawn": taken.signal.withdrawn_reason,
    }


def _opinion(opinion: Any) -> dict[str, Any]:
    if opinion is None:
        return {}
    return {
        "held_on": dates.cn(opinion.held_on),
        "due": opinion.due_count,
        "present": opinion.present_count,
        "agree": opinion.agree_count,
    }


def _verified(who: str, row: Any, words: list[str]) -> dict[str, str]:
    return {
        "who": who,
        "conclusion": str(row.get_conclusion_display()),
        "on": dates.cn(dates.legal_day(row.at)),
        "opinion": covered(row.opinion, words),
        "despite": covered(row.despite, words),
    }


def exemption(verifications: list[Any], words: list[str]) -> list[dict[str, Any]]:
    """Answer the three questions, each with the answer of every verifier; none of before them.

    :param words: that are covered, none for the department
    """
    questions: dict[str, dict[str, Any]] = {}
    for who, one in zip(_HANDS, verifications, strict=False):
        for answer in one.exemption.all():
            line = {"question": str(answer.get_question_display()), "answers": []}
            said = {"who": who, "answer": str(answer.get_answer_display())}
            said["why"] = covered(answer.reason, words)
            questions.setdefault(answer.question, line)["answers"].append(said)
    return list(questions.values())


def _statement(statement: Any) -> dict[str, str]:
    if statement is None:
        return {}
    return {
        "kind": str(statement.get_kind_display()),
        "on": dates.cn(dates.legal_day(statement.at)),
        "text": statement.text,
    }


def _decision(decision: Any, told: Reasons) -> dict[str, Any]:
    if decision is None:
        return {}
    return {
        "meeting": decision.meeting,
        "held_on": dates.cn(decision.held_on),
        "due": decision.due_count,
        "present": told.present,
        "agree": decision.agree_count,
        "disagree": decision.disagree_count,
        "defer": decision.defer_count,
        "quorum": -(-2 * decision.due_count // 3),
        "needed": decision.due_count // 2 + 1,
        "opinion": covered(decision.opinion, told.words),
    }


def _next(nomination: Any, on: date) -> list[str]:
    if nomination.state != NominationState.APPROVED:
        return _UNDECIDED
    campaign = nomination.campaign
    served_by = dates.cn(dates.add_working_days(on, campaign.serve_days))
    is_served = hasattr(getattr(nomination, "case", None), "receipt")
    return [
        *([] if is_served else [f"{served_by}前，召回通知书送达您本人"]),
        "其后参加培训班，时间和地点另行书面通知；因病因孕等不能参加的，书面说明后研究延期",
        f"需要实践锻炼的，不超过{campaign.practice_months}个月",
        "综合考核后再由集体研究决定结果，结果另行书面通知",
        notices.treatment(campaign),
    ]
