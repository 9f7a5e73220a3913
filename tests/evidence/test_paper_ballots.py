"""Paper ballots: all alike, counted when they come back, and nobody's picture is kept."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.documents import rendering
from core.documents.models import PaperPage
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.models import EvidenceFile, ScanSheet
from evidence.queries import ballot_papers as queries
from evidence.queries import scans as scan_queries
from evidence.services import ballot_papers, scans
from tests.evidence.test_files import picture
from tests.factories import polls
from tests.factories import scans as make
from tests.factories.accounts import holder, with_factor
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return polls.opened_poll(channel="PAPER")


@pytest.fixture
def ballot(poll):
    group = poll.groups.order_by("pk").first()
    document = ballot_papers.request(poll, group=group, by=poll.planned_by, at=NOW)
    return rendering.render(document, at=NOW)


def test_a_ballot_says_the_poll_and_the_group_and_nobody_who_votes(poll, ballot):
    told = str(ballot.snapshot)

    voters = poll.voters.values_list("name", flat=True)
    assert "年度民主测评" in told
    assert not [name for name in voters if name in told]
    assert ballot.page_count == 1
    assert PaperPage.objects.filter(document=ballot).count() == 1


def test_scanned_ballots_are_counted_and_their_pictures_are_gone(
    poll, ballot, django_capture_on_commit_callbacks
):
    admin = holder(Role.COUNTY_ADMIN, poll.county)
    copies = [make.scanned(ballot, 1, seed=seed) for seed in (3, 4, 6)]

    with django_capture_on_commit_callbacks(execute=True):
        pile = make.sent(poll.county, make.bound(*copies), by=admin)

    rows = pile.sheets.all()
    assert {(row.state, row.file, row.settled_by) for row in rows} == {("COUNTED", None, None)}
    assert not EvidenceFile.objects.exists()
    assert not list(scans.files.folder().iterdir())
    assert queries.counted(poll) == {ballot.scope: 3}
    assert not scan_queries.documents(admin).exists()
    assert not scan_queries.missing(admin).exists()


def test_px_04_is_no_ballot(poll, ballot):
    admin = holder(Role.COUNTY_ADMIN, poll.county)
    sheet = make.sent(poll.county, picture(), by=admin).sheets.get()
    code = PaperPage.objects.get(document=ballot).code

    with pytest.raises(RegulationBroken, match="PX-04"):
        scans.file_by_number(sheet, number=code, by=admin, at=NOW)


def test_ballots_are_printed_by_the_organiser_of_an_open_poll(poll):
    draft = polls.filled_poll()
    told = {"group": draft.groups.order_by("pk").first(), "at": NOW}

    with pytest.raises(StateConflict):
        ballot_papers.request(draft, by=draft.planned_by, **told)
    with pytest.raises(NotAllowed):
        ballot_papers.request(draft, by=holder(Role.VERIFIER, draft.county), **told)


def test_the_page_of_ballots_tells_how_many_came_back(client, poll, ballot):
    admin = holder(Role.COUNTY_ADMIN, poll.county)
    make.sent(poll.county, make.scanned(ballot, 1), by=admin)
    with_factor(client, poll.planned_by)
    group = poll.groups.order_by("pk").first()
    page = reverse("evidence:poll-act", args=[poll.pk, "ballots"])

    shown = client.get(page).content.decode()
    answer = client.post(page, {"group": group.pk})

    assert "扫描收回 1 张" in shown
    assert answer.headers["Location"] == page
    place = reverse("evidence:ballot-paper-file", args=[poll.pk, ballot.pk])
    assert client.get(place).headers["Content-Type"] == "application/pdf"
    assert queries.of_poll(poll).count() == 2
    assert ScanSheet.objects.get().state == "COUNTED"
