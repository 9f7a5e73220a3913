"""How papers of outcomes and appeals stand, and what an appeal does to papers of the recall."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import AppealState as S
from assessment.models import Appeal, ClearingNote, Observation, Outcome, OutsideTerm
from assessment.queries import disclosure_papers
from assessment.services import papers
from core.documents import voiding
from core.documents.models import Document
from core.documents.standings import Standing, add, register
from recall.enums import CaseState

_APPEALED = {
    S.FILED: Standing.APPEALED,
    S.ACCEPTED: Standing.APPEALED,
    S.CHANGED: Standing.SUPERSEDED,
    S.UPHELD: Standing.WITHDRAWN,
}


def _of_appeals(asked: Q) -> Standing:
    states = Appeal.objects.filter(asked).values_list("state", flat=True)
    told = (_APPEALED.get(S(state), Standing.CURRENT) for state in states)
    return max(told, default=Standing.CURRENT)


def _outcome(document: Document, on: date) -> Standing:
    """An outcome falls with its case, by an appeal, or when its condition was kept to the end."""
    outcome = Outcome.objects.filter(document=document).select_related("case").first()
    if outcome is None:
        return Standing.SUPERSEDED
    observed = Observation.objects.filter(outcome=outcome).first()
    if outcome.case.state == CaseState.REVOKED or (observed and observed.has_lapsed(on)):
        return Standing.WITHDRAWN
    told = _of_appeals(Q(outcome=outcome))
    outside = OutsideTerm.objects.filter(outcome=outcome, filed_on__isnull=False, ended_on=None)
    return max(told, Standing.APPEALED if outside.exists() else Standing.CURRENT)


def _recalled(document: Document, _on: date) -> Standing:
    """The recall itself: appealed against as such; over when the person was told that it is."""
    told = _of_appeals(Q(outcome=None, pay=None, case__notice=document))
    over = ClearingNote.objects.filter(case__notice=document)
    return max(told, Standing.SUPERSEDED if over.exists() else Standing.CURRENT)


def _reasons(document: Document, _on: date) -> Standing:
    return _of_appeals(Q(outcome=None, pay=None, case__nomination__sheets__document=document))


def _receipt(document: Document, _on: date) -> Standing:
    """A receipt says that something waits; once decided, the decision counts."""
    state = Appeal.objects.filter(receipt=document).values_list("state", flat=True).first()
    is_open = state in (S.FILED, S.ACCEPTED)
    return Standing.CURRENT if is_open else Standing.SUPERSEDED


def _hanging(document: Document, on: date) -> Standing:
    """A 公示 holds until its last day, a later paper of it, or the end of one of its names."""
    row = disclosure_papers.disclosure_of(document)
    if row is None or not disclosure_papers.names_all_up(document, row):
        return Standing.WITHDRAWN
    if row.until_on is None or on > row.until_on:
        return Standing.ENDED
    later = disclosure_papers.of_disclosure(row).filter(pk__gt=document.pk)
    return Standing.SUPERSEDED if later.exists() else Standing.CURRENT


register({"return_notice": _("复岗通知书"), "outcome_decision": _("处理决定书")}, _outcome)
voiding.register(papers.issue_again, "return_notice", "outcome_decision")
register({"appeal_receipt": _("复核申诉收件回执")}, _receipt)
register({disclosure_papers.KIND: _("公示")}, _hanging)
register({"label_over": _("召回影响期满说明")})
add(_recalled, "recall_notice")
add(_reasons, "reasons")
