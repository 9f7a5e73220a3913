"""校验 of every paper that the office sees: the button, the answer on the page, the trail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.services import followups
from core.audit.models import Entry
from core.dates import legal_day
from core.documents import holders, standings
from core.documents.proofs import ACT, Told
from recall.models import Case
from recall.services import papers, rehabilitations
from tests.factories import assessment as assess
from tests.factories import meetings as met
from tests.factories.accounts import holder
from tests.factories.appeals import filed, removed
from tests.factories.recall import (
    conclude,
    open_case,
    printed,
    served_case,
    submitted_nomination,
)
from tests.fixtures import media
from tests.moments import DECIDED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
FAR = assess.LATER + timedelta(days=500)
VISIT = {"visitor": "韩磊", "findings": "走访单位和群众，评价好", "standing": "WELL"}


def about(row):
    return row.cadre_id, row.county, row.subject


def notice(_world):
    case = open_case()
    return case, case.notice, reverse("recall:case", args=[case.pk]), about(case)


def allegation(_world):
    nomination = open_case().nomination
    page = reverse("recall:nomination", args=[nomination.pk])
    return nomination.allegation, nomination.allegation.document, page, about(nomination)


def reasons(_world):
    nomination = open_case().nomination
    page = reverse("recall:reasons", args=[nomination.pk])
    return nomination.sheet, nomination.sheet.document, page, about(nomination)


def letter(_world):
    nomination = conclude(submitted_nomination(), "NOT_MATCHED")
    by = holder(Role.COUNTY_ADMIN, nomination.county)
    row = rehabilitations.open_(nomination, scope="本单位班子成员", by=by, at=DECIDED_AT)
    page = reverse("recall:rehabilitation", args=[row.pk])
    return row, row.letter, page, about(nomination)


def minutes(_world):
    meeting = met.applied(*met.several(1))
    row = papers.request_paper(meeting, kind="MINUTES", by=meeting.keeper, at=DECIDED_AT)
    page = reverse("recall:meeting", args=[meeting.pk])
    return row, row.document, page, (None, meeting.county, None)


def form(world):
    row = assess.concluded(world)
    page = reverse("assessment:case", args=[row.case_id])
    return row, row.document, page, about(row.case)


def outcome(world):
    row = removed(world)
    page = reverse("assessment:case", args=[row.case_id])
    return row, row.document, page, about(row.case)


def receipt(world):
    row = filed(removed(world))
    page = reverse("assessment:appeal", args=[row.pk])
    return row, row.receipt, page, about(row.case)


def label_over(world):
    until = legal_day(assess.LATER) + timedelta(days=30)
    decided = assess.decide(world, assess.concluded(world).case, effect_until_on=until)
    assess.serve(world, decided)
    case = Case.objects.get(pk=decided.case_id)
    for row in case.follow_ups.all():
        told = {"visited_on": row.due_on, "own_words": "没有意见", **VISIT}
        followups.record(row, **told, by=world.manager, at=FAR)
    row = followups.clear(case, by=world.admin, at=FAR)
    page = reverse("assessment:after-case", args=[case.pk])
    return row, row.document, page, about(case)


PAPERS = [notice, allegation, reasons, letter, minutes, form, outcome, receipt, label_over]
IDS = [made.__name__ for made in PAPERS]


def address(document):
    return reverse("document-proof", args=[document.uid])


@pytest.mark.parametrize("is_hurt", [False, True], ids=["whole", "hurt"])
@pytest.mark.parametrize("made", PAPERS, ids=IDS)
def test_prove_a_paper_tells_on_its_page_and_in_the_trail(client, world, media, made, is_hurt):
    row, document, page, (cadre_id, county, _subject) = made(world)
    document = printed(document)
    by = holder(Role.COUNTY_ADMIN, county)
    client.force_login(by)
    before = client.get(page).content.decode()
    if is_hurt:
        path = media / document.file
        path.write_bytes(path.read_bytes()[:-1] + b"!")

    answer = client.post(address(document))
    after = client.get(page).content.decode()

    assert (address(document) in before, "还没有校验过" in before) == (True, True)
    assert answer.url == f"{page}#proof-document-{document.pk}"
    assert f'id="proof-document-{document.pk}"' in after
    found = Told.OTHER if is_hurt else Told.SAME
    assert str(found.label) in after
    assert ("DZ-03" in after) is is_hurt
    entry = Entry.objects.get(act=ACT)
    assert (entry.row_kind, entry.row_id) == (row._meta.label_lower, row.pk)
    assert (entry.by_id, entry.about_id, entry.detail["told"]) == (by.pk, cadre_id, found)


def test_a_paper_without_a_file_cannot_be_proved(client, world, media):
    _row, document, page, (_cadre, county, _subject) = notice(world)
    client.force_login(holder(Role.COUNTY_ADMIN, county))

    answer = client.post(address(document))

    assert answer.status_code == 404
    assert address(document) not in client.get(page).content.decode()
    assert not Entry.objects.filter(act=ACT).exists()


@pytest.mark.parametrize("made", PAPERS, ids=IDS)
def test_prove_is_not_for_the_person_nor_for_another_county(client, world, media, made):
    _row, document, _page, (_cadre, _county, subject) = made(world)
    document = printed(document)
    elsewhere = holder(Role.COUNTY_ADMIN, submitted_nomination().county)
    for user in filter(None, (elsewhere, subject)):
        client.force_login(user)
        assert client.post(address(document)).status_code == 404

    assert not Entry.objects.filter(act=ACT).exists()


def own_case(_world):
    case = served_case()
    return case.notice, case.subject, reverse("recall:own-case", args=[case.pk])


def own_reasons(_world):
    nomination = served_case().nomination
    page = reverse("recall:own-reasons", args=[nomination.pk])
    return nomination.sheet.document, nomination.subject, page


def own_result(world):
    row = removed(world)
    printed(row.document)
    page = reverse("assessment:own-result", args=[row.case_id])
    return row.document, row.case.subject, page


def own_receipt(world):
    row = filed(removed(world))
    printed(row.receipt)
    return row.receipt, row.case.subject, reverse("assessment:appeal", args=[row.pk])


@pytest.mark.parametrize("made", [own_case, own_reasons, own_result, own_receipt])
def test_own_pages_show_the_paper_without_the_button(client, world, media, made):
    document, subject, address_of_page = made(world)
    client.force_login(subject)

    page = client.get(address_of_page).content.decode()

    assert document.title in page
    assert address(document) not in page


def test_every_numbered_paper_can_be_proved():
    """What bears a number and a code to ask about is held by a row whose page has the button."""
    standings.label("")

    assert set(standings._labels) <= set(holders.kinds())
