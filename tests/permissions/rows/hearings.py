"""One nomination of which nobody was told yet, and one with a protected witness."""

from io import BytesIO
from typing import Any

from PIL import Image

from core.documents import codes
from core.documents.blackout import Area
from core.documents.models import PaperPage
from evidence.services import files
from evidence.services.scans import file_by_number
from recall.models import FactEvidence, Redaction
from recall.services import covers, hearings, statement_papers
from tests.factories import recall, scans
from tests.moments import NOW, VERIFIED_AT


def rows(place: Any) -> dict[str, Any]:
    """Answer the rows of hearings."""
    untold = recall.conclude(recall.submitted_nomination(place.campaign))
    witness = recall.conclude(recall.submitted_nomination(place.campaign))
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    file = files.keep(
        picture.getvalue(), kind="image/png", title="证言", by=witness.drafted_by, at=NOW
    )
    evidence = witness.facts.get().evidence.get()
    FactEvidence.objects.filter(pk=evidence.pk).update(file=file)
    evidence = FactEvidence.objects.get(pk=evidence.pk)
    told: dict[str, Any] = {"by": place.people["county_admin"], "at": VERIFIED_AT}
    row = hearings.redact(evidence, areas=[Area(1, 0, 0, 50, 50)], reason="WITNESS", **told)
    hearings.make_copy(Redaction.objects.get(pk=row.pk), **told)
    uncovered = recall.conclude(recall.submitted_nomination(place.campaign))
    fact = recall.conclude(recall.submitted_nomination(place.campaign)).facts.get()
    cover = covers.cover(fact, words=fact.text[-3:-1], reason="WITNESS", **told)
    served = recall.verified_nomination(place.campaign)
    recall.printed(served.allegation.document)
    answered = recall.verified_nomination(place.campaign)
    form = recall.printed(statement_papers.request(answered, **told))
    page = PaperPage.objects.create(document=form, number=1, code=codes.mint(form.uid, 1))
    sheet = scans.sent(place.county, picture.getvalue(), by=told["by"]).sheets.get()
    file_by_number(sheet, number=page.code, **told)
    return {
        "answered": answered,
        "statement_form": form,
        "untold": untold,
        "witness_evidence": evidence,
        "uncovered": uncovered,
        "word_cover": cover,
        "told_with_paper": served,
    }
