"""A scanned page that is filed in the moment in which what it belongs to is settled."""

from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import rendering
from evidence.enums import VoteChannel
from evidence.models import PollCount, ScanPile, ScanSheet, UrnBallot
from evidence.queries import scans as queries
from evidence.services import ballot_papers, counting, scans
from recall.models import Nomination, Statement
from recall.services import statement_papers, verifications
from tests.factories import polls, recall, statements, training
from tests.factories import scans as make
from tests.factories.recall import holder
from tests.factories.statements import AT, TOLD_ON
from tests.fixtures import media
from tests.moments import NOW
from tests.races.starting import kinds, race
from training.models import PracticePosting
from training.services import journal_sheets, postings

__all__ = ["media"]
pytestmark = pytest.mark.django_db(transaction=True)
LATE = AT + timedelta(days=60)
TIMES = range(3)


@pytest.fixture
def together(monkeypatch):
    """Let the reader, once it knows what its page is, wait for the other hand to begin."""

    def arranged(*acts):
        line, known = Barrier(1 + len(acts), timeout=30), queries.page_for

        def page_for(user, code):
            found = known(user, code)
            line.wait()
            return found

        def begun(act):
            line.wait()
            return act()

        monkeypatch.setattr(queries, "page_for", page_for)
        return [partial(begun, act) for act in acts]

    return arranged


def pile(place, *papers, by, at=AT):
    """Send pages that are read later: (document, number) each."""
    contents = [make.scanned(document, number) for document, number in papers]
    return scans.send(place.county, contents=contents, by=by, at=at)


def waits_or_is_filed(sheet):
    assert (sheet.state, sheet.doubt) in {("FILED", ""), ("QUEUED", "CLOSED")}
    assert sheet.file is not None
    return sheet.state == "FILED"


@pytest.mark.parametrize("_again", TIMES)
def test_a_page_is_part_of_the_statement_that_is_confirmed_or_waits(together, _again):
    told = recall.verified_nomination()
    verifier = holder(Role.VERIFIER, told.county)
    document = statements.printed(told, verifier)
    statements.sent(told, document, 1, by=verifier)
    more = pile(told, (document, 2), by=verifier)
    given = {"received_on": TOLD_ON, "by": verifier, "at": AT}

    answers = race(
        [
            partial(make.read, more, at=AT),
            *together(partial(statement_papers.confirm, told, **given)),
        ]
    )

    assert kinds(answers) == {"ScanPile": 1, "Statement": 1}
    is_filed = waits_or_is_filed(more.sheets.get())
    assert f"共{1 + is_filed}页" in Statement.objects.get().text
    assert Nomination.objects.get(pk=told.pk).state == "HEARD"


@pytest.mark.parametrize("_again", TIMES)
def test_a_word_on_paper_comes_before_the_lapse_or_after_it(together, _again):
    told = recall.verified_nomination()
    verifier = holder(Role.VERIFIER, told.county)
    more = pile(told, (statements.printed(told, verifier), 1), by=verifier)

    answers = race(
        [
            partial(make.read, more, at=LATE),
            *together(partial(verifications.lapse, told, by=verifier, at=LATE)),
        ]
    )

    is_filed = waits_or_is_filed(more.sheets.get())
    lapsed = "RegulationBroken" if is_filed else "Statement"
    assert kinds(answers) == dict.fromkeys(sorted(("ScanPile", lapsed)), 1)
    assert Statement.objects.count() == (0 if is_filed else 1)


def test_a_page_filed_by_hand_is_part_of_the_statement_or_comes_after_it():
    told = recall.verified_nomination()
    verifier = holder(Role.VERIFIER, told.county)
    document = statements.printed(told, verifier)
    statements.sent(told, document, 1, by=verifier)
    loose = make.sent(told.county, make.forged("x" * 16), by=verifier, at=AT).sheets.get()
    given = {"by": verifier, "at": AT}
    number = document.papers.get(number=2).code

    answers = race(
        [
            partial(scans.file_by_number, loose, number=number, **given),
            partial(scans.file_by_number, loose, number=number, **given),
            partial(statement_papers.confirm, told, received_on=TOLD_ON, **given),
        ]
    )

    assert kinds(answers) == {"ScanSheet": 1, "StateConflict": 1, "Statement": 1}
    acts = ["file_scan_by_number", "confirm_paper_statement"]
    order = list(Entry.objects.filter(act__in=acts).order_by("pk").values_list("act", flat=True))
    assert len(order) == 2
    assert f"共{2 if order == acts else 1}页" in Statement.objects.get().text


@pytest.mark.parametrize("_again", TIMES)
def test_two_piles_with_pages_of_the_same_people_do_not_wait_for_each_other(together, _again):
    one = recall.verified_nomination()
    other = recall.verified_nomination(one.campaign)
    admin = holder(Role.COUNTY_ADMIN, one.county)
    first, second = (statements.printed(row, admin) for row in (one, other))
    piles = [
        scans.send(
            one.county,
            contents=[make.bound(*(make.scanned(document, page) for document in order))],
            by=admin,
            at=AT,
        )
        for page, order in ((1, (first, second)), (2, (second, first)))
    ]

    race([partial(make.read, row, at=AT) for row in piles])

    assert list(ScanSheet.objects.values_list("state", flat=True)) == ["FILED"] * 4
    assert set(ScanPile.objects.values_list("state", flat=True)) == {"READ"}


@pytest.mark.parametrize("_again", TIMES)
def test_a_journal_page_comes_before_the_end_or_waits(together, _again):
    where = training.world()
    room = training.planned_class(where)
    posting = training.posting(where, training.enrolled(where, room).case)
    given = {"by": where.manager, "at": training.NOW}
    sheet = rendering.render(journal_sheets.request(posting, **given), at=training.NOW)
    more = pile(where, (sheet, 1), **given)
    end = {"finished_on": posting.until_on, "opinion": "按期完成任务，群众认可，表现较好"}
    at = training.NOW + timedelta(days=200)

    answers = race(
        [
            partial(make.read, more, at=at),
            *together(partial(postings.finish, posting, **end, by=where.mentor, at=at)),
        ]
    )

    assert kinds(answers) == {"PracticePosting": 1, "ScanPile": 1}
    acts = ["file_scan", "finish_posting"]
    order = list(Entry.objects.filter(act__in=acts).order_by("pk").values_list("act", flat=True))
    assert order == (acts if waits_or_is_filed(more.sheets.get()) else acts[1:])
    assert PracticePosting.objects.get(pk=posting.pk).finished_on == posting.until_on


@pytest.mark.parametrize("_again", TIMES)
def test_paper_ballots_are_all_in_the_count_or_it_is_refused(together, _again):
    poll = polls.opened_poll(channel=VoteChannel.PAPER)
    group = poll.groups.order_by("pk").first()
    document = ballot_papers.request(poll, group=group, by=poll.planned_by, at=NOW)
    document = rendering.render(document, at=NOW)
    admin, head = holder(Role.COUNTY_ADMIN, poll.county), holder(Role.UNIT_HEAD, poll.unit)
    more = pile(poll, (document, 1), by=admin, at=polls.AFTER)
    poll, at = polls.closed_poll(poll), polls.AFTER
    entries = [
        {"group": row, "number": number, "marks": {"1": "A", "2": "B", "3": "D"}, "at": at}
        for row in poll.groups.order_by("pk")
        for number in range(1, 6)
    ]
    for entry in entries:
        counting.enter_paper(poll, **entry, by=poll.planned_by)
    for entry in entries[:-1]:
        counting.enter_paper(poll, **entry, by=head)
    last = partial(counting.enter_paper, poll, **entries[-1], by=head)
    count = partial(counting.count, poll, by=poll.planned_by, at=at)

    answers = race([partial(make.read, more, at=at), *together(last, last, count)])

    counted = kinds(answers[3:]) == {"Poll": 1}
    assert kinds(answers[1:3]) == {"PaperSheet": 1, "StateConflict": 1}
    assert counted or kinds(answers[3:]) == {"RegulationBroken": 1}
    assert PollCount.objects.exists() == counted
    assert PollCount.objects.filter(number=5).count() == (6 if counted else 0)
    assert UrnBallot.objects.count() == (0 if counted else 10)
    assert more.sheets.get().state == "COUNTED"
