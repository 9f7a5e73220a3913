"""How papers of nominations and cases stand: what was revoked or decided is no longer current."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.documents import voiding
from core.documents.models import Document
from core.documents.standings import Standing, register
from recall.enums import CaseState
from recall.enums import NominationState as S
from recall.models import Allegation, Case, MeetingPaper, ReasonSheet
from recall.services import notices

_ENDED = (S.REJECTED, S.WITHDRAWN, S.SENT_BACK)


def _notice(document: Document, _on: date) -> Standing:
    """A notice holds for as long as its case has it and is not revoked."""
    state = Case.objects.filter(notice=document).values_list("state", flat=True).first()
    if state is None:
        return Standing.SUPERSEDED
    return Standing.WITHDRAWN if state == CaseState.REVOKED else Standing.CURRENT


def _allegation(document: Document, _on: date) -> Standing:
    """What was alleged holds until it is decided upon; then the decision's own papers count."""
    rows = Allegation.objects.filter(document=document)
    told = rows.values_list("nomination__state", "nomination__case__state").first()
    state, case = told or (None, None)
    if case == CaseState.REVOKED or state in _ENDED:
        return Standing.WITHDRAWN
    is_open = state is not None and state != S.APPROVED
    return Standing.CURRENT if is_open else Standing.SUPERSEDED


def _reasons(document: Document, _on: date) -> Standing:
    """A sheet of reasons holds until its case is revoked or a later edition is made."""
    sheet = ReasonSheet.objects.filter(document=document).first()
    if sheet is None:
        return Standing.SUPERSEDED
    editions = ReasonSheet.objects.filter(nomination=sheet.nomination_id)
    if editions.filter(nomination__case__state=CaseState.REVOKED).exists():
        return Standing.WITHDRAWN
    is_newest = not editions.filter(edition__gt=sheet.edition).exists()
    return Standing.CURRENT if is_newest else Standing.SUPERSEDED


def _minutes(document: Document, _on: date) -> Standing:
    """Minutes hold until later ones of the same meeting are made."""
    row = MeetingPaper.objects.filter(document=document).first()
    if row is None:
        return Standing.SUPERSEDED
    later = MeetingPaper.objects.filter(meeting=row.meeting_id, kind=row.kind, pk__gt=row.pk)
    return Standing.SUPERSEDED if later.exists() else Standing.CURRENT


register({"recall_notice": _("召回通知书")}, _notice)
voiding.register(notices.issue_again, "recall_notice")
register({"allegation": _("事实和材料告知书")}, _allegation)
register({"reasons": _("“为什么是我”说明书")}, _reasons)
register(
    {"minutes_ministers": _("部务会会议纪要"), "minutes_standing": _("常委会会议纪要")}, _minutes
)
register({"clearing_letter": _("澄清正名函")})
