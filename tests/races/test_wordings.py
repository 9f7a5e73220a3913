"""Two admins meet over the words of a paper: one approval, and of what was read."""

import pytest

from accounts.enums import Role
from core.documents import wordings
from core.documents.models import Document
from core.errors import StateConflict
from schemes.models import WordingVersion, WordingVersionStep
from schemes.services import wording_samples
from schemes.services import wordings as acts
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory
from tests.factories.wordings import body, draft_wording
from tests.moments import LAUNCHED_AT, TODAY
from tests.races.starting import race

pytestmark = pytest.mark.django_db(transaction=True)


def sent(county):
    row = draft_wording(county, from_on=TODAY)
    return acts.submit(row, seen=row.stamp, by=row.drafted_by, at=LAUNCHED_AT)


def test_two_approve_at_once_and_one_step_is_left():
    county = CountyFactory()
    row, admins = sent(county), [holder(Role.COUNTY_ADMIN, county) for _n in range(4)]

    answers = race(
        [lambda by=by: acts.approve(row, seen=row.stamp, by=by, at=LAUNCHED_AT) for by in admins]
    )

    assert sum(isinstance(one, StateConflict) for one in answers) == 3
    assert WordingVersionStep.objects.filter(move="approve_wording").count() == 1


def test_approval_against_sending_back_and_writing_anew_is_of_the_words_read():
    county = CountyFactory()
    row, approver = sent(county), holder(Role.COUNTY_ADMIN, county)
    read = row.sha256

    def rewrite():
        back = acts.send_back(row, seen=row.stamp, by=row.drafted_by, at=LAUNCHED_AT)
        words = back.words._asdict() | {"body": body("recall_notice", "换了。")}
        told = {"by": row.drafted_by, "at": LAUNCHED_AT}
        back = acts.put(back, **words, from_on=TODAY, **told)
        return acts.submit(back, seen=back.stamp, **told)

    race(
        [
            lambda: acts.approve(row, seen=row.stamp, by=approver, at=LAUNCHED_AT),
            rewrite,
        ]
    )

    after = WordingVersion.objects.get()
    assert (after.state == "APPROVED") == (after.sha256 == read)
    assert after.state in ("APPROVED", "SUBMITTED")


def test_two_begin_at_once_and_one_draft_stands():
    county = CountyFactory()
    admins = [holder(Role.COUNTY_ADMIN, county) for _n in range(4)]
    kind = wordings.find("recall_notice")

    race([lambda by=by: acts.begin(county, kind=kind, by=by, at=LAUNCHED_AT) for by in admins])

    assert WordingVersion.objects.get().number == 1


def test_two_ask_for_a_sample_at_once_and_one_is_printed():
    row = sent(CountyFactory())
    admins = [holder(Role.COUNTY_ADMIN, row.county) for _n in range(4)]

    race([lambda by=by: wording_samples.ask(row, by=by, at=LAUNCHED_AT) for by in admins])

    assert Document.objects.filter(kind="wording_sample").count() == 1
