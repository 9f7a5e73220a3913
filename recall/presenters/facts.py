"""What the pages show of a nomination's facts: evidence, findings, the clause that is cited."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents import presenters as documents
from core.documents import proofs
from evidence.enums import Release
from recall.enums import NominationState as S
from recall.enums import RedactionReason
from recall.enums.particulars import EvidenceKind
from recall.models import FactEvidence, Finding, Nomination, Settlement, WordCover
from recall.presenters import covers
from recall.queries import covers as queries
from recall.queries.nominations import facts_of
from schemes import regulations as demands


def fact_rows(
    nomination: Nomination, *, own: bool = False, settlement: Settlement | None = None
) -> list[dict[str, Any]]:
    """Answer each fact with its evidence and the findings of a concluded verification.

    :param own: for the person, who reads of a blacked-out file neither its title nor its size
    :param settlement: by record, where two verifiers differed
    """
    concluded = nomination.state not in (S.DRAFT, S.SUBMITTED)
    findings: dict[int, list[Any]] = {}
    if concluded:
        for finding in Finding.objects.filter(verification__nomination=nomination).order_by("pk"):
            findings.setdefault(finding.fact_id, []).append(finding)
    settled = {row.fact_id: row for row in settlement.facts.all()} if settlement else {}
    held = queries.standing(nomination)
    return [
        _fact(fact, findings.get(fact.pk, []), settled.get(fact.pk), held, own=own)
        for fact in facts_of(nomination)
    ]


def provable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each file that is handed out the last look at it and the way to the next."""
    lines = [one for row in rows for one in row["evidence"]]
    ready = [one for one in lines if one["file"].release == Release.RELEASED]
    last = proofs.last(FactEvidence, {one["pk"]: one["file"].pk for one in ready})
    for one in ready:
        url = reverse("recall:evidence-proof", args=[one["pk"]])
        one["proof"] = documents.proof(last.get(one["pk"]), url=url, anchor=f"file-{one['pk']}")
    return rows


def _fact(
    fact: Any, findings: list[Any], settled: Any, held: list[WordCover], *, own: bool
) -> dict[str, Any]:
    words = [cover.words for cover in held] if own else []
    evidence = [_file(row, words, own=own) for row in fact.evidence.all()]
    return {
        "fact": fact,
        "evidence": evidence,
        **(_covered(fact, findings, held) if own else _whole(fact, findings, held)),
        "covered_for": covers.reasons(held, fact.text),
        "settled": settled,
        "settled_why": queries.covered(settled.why, words) if settled else "",
        "settled_by": queries.covered(_record(settled, evidence), words) if settled else "",
        "cited": cited(fact),
        "warning": before_the_scheme(fact),
    }


def _whole(fact: Any, findings: list[Any], held: list[WordCover]) -> dict[str, Any]:
    """Answer the fact as it was written, with what the person reads where words are covered."""
    told = queries.covered(fact.text, [cover.words for cover in held])
    return {
        "text": fact.text,
        "place": fact.place,
        "told_text": told if told != fact.text else "",
        "findings": findings,
    }


def _covered(fact: Any, findings: list[Any], held: list[WordCover]) -> dict[str, Any]:
    """Answer the fact as the person reads it: the covered words are not in it."""
    words = [cover.words for cover in held]
    return {
        "text": queries.covered(fact.text, words),
        "place": queries.covered(fact.place, words),
        "told_text": "",
        "findings": [covers.finding(row, words) for row in findings],
    }


def _record(settled: Any, evidence: list[dict[str, Any]]) -> str:
    """Answer the record in words; of a blacked-out file no more than its line says."""
    for line in evidence:
        if line["pk"] == settled.evidence_id and line["is_hidden"]:
            return str(line["title"])
    return str(settled.record)


def _file(evidence: FactEvidence, words: list[str], *, own: bool) -> dict[str, Any]:
    """Answer one file's line; a title may name the witness whom the black-out protects."""
    hidden: Any = getattr(evidence, "hidden", None)  # annotated by facts_of()
    is_hidden = own and (hidden is not None or evidence.kind == EvidenceKind.WITNESS)
    return {
        "pk": evidence.pk,
        "file": evidence.file,
        "title": _("证明材料（部分遮盖）")
        if is_hidden
        else queries.covered(evidence.file.title, words),
        "is_hidden": is_hidden,
        "particulars": "" if own else particulars(evidence),
        "reason": RedactionReason(hidden["reason"]).label if hidden else "",
        "is_waiting": hidden is not None and hidden["file"] is None,
        "has_failed": hidden is not None and hidden["file"] is None and bool(hidden["made_at"]),
    }


def particulars(evidence: FactEvidence) -> str:
    """Answer what a file is and where it comes from, as the department and the unit read it."""
    taken = evidence.taken_on.isoformat() if evidence.taken_on else ""
    told = [evidence.get_kind_display(), evidence.source, evidence.taken_by, taken]
    return "　".join(str(one) for one in told if one)


def cited(fact: Any) -> str:
    """Answer the version and clause that a fact cites; empty for facts of before the versions."""
    if fact.clause is None:
        return ""
    words = {"version": fact.clause.version, "n": fact.clause.position, "title": fact.clause.label}
    return _("%(version)s第%(n)s项：%(title)s") % words


def before_the_scheme(fact: Any) -> str:
    """Answer the warning about a fact that no version in force covers, with its number."""
    rule = demands.happened_under_the_scheme
    if rule.is_kept(fact.clause, fact.happened_on):
        return ""
    return _("%(text)s（%(note)s）") % {"text": rule.sentence, "note": rule.number}
