"""The words of papers in versions: written, checked, approved by another, in force from a day."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from core.documents import rendering, word, wordings
from core.editing import EditedMeanwhile, Read, prints
from core.errors import NotAllowed, RegulationBroken, StateConflict
from schemes.models import WordingVersion
from schemes.queries import wordings as queries
from schemes.services import wordings as acts
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import open_campaign, open_case
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory
from tests.factories.wordings import (
    FROM_ON,
    MARK,
    approved_wording,
    body,
    draft_wording,
    later,
)
from tests.moments import LAUNCHED_AT, NOW, TODAY

pytestmark = pytest.mark.django_db
KIND = wordings.find("recall_notice")
CODES = [kind.code for kind in wordings.kinds()]


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


def held(county, kind="recall_notice", on=TODAY):
    return queries.in_force(kind, county, on).version


def test_begin_takes_the_words_in_force_and_put_keeps_what_is_written(county):
    admin = holder(Role.COUNTY_ADMIN, county)

    row = acts.begin(county, kind=KIND, by=admin, at=NOW)
    assert (row.number, row.state, row.words) == (1, "DRAFT", KIND.words)
    row = acts.put(
        row,
        title=" 召回\n通知书",
        addressee="{{主送}}",
        body=body("recall_notice").replace("\n", "\r\n") + "\u202e",
        from_on=TODAY,
        by=admin,
        at=NOW,
    )

    assert (row.title, row.body) == ("召回通知书", body("recall_notice"))
    assert row.sha256 == queries.hashed("recall_notice", row.words)
    assert held(county) is None


def test_wording_is_in_force_from_its_day_and_the_older_before_it(county):
    first = approved_wording(county)
    second = approved_wording(
        county,
        at=later(TODAY),
        from_on=TODAY + timedelta(days=9),
        body=body("recall_notice", "新。"),
    )

    days = [FROM_ON - timedelta(days=1), FROM_ON, TODAY, TODAY + timedelta(days=9)]
    assert [held(county, on=day) for day in days] == [None, first, first, second]
    assert queries.previous(second) == first


def test_county_prints_with_the_prefectures_words_until_it_has_its_own_and_after_it_goes_back(
    county,
):
    above = approved_wording(county.parent)
    sister = CountyFactory(parent=county.parent)
    stranger = CountyFactory(parent=PrefectureFactory())
    assert [held(place) for place in (county, sister, stranger)] == [above, above, None]

    own = approved_wording(county, body=body("recall_notice", "本县另行要求。"))
    assert [held(place) for place in (county, sister, county.parent)] == [own, above, above]
    assert queries.base_of(own, TODAY) == (above, above.words)
    back = approved_wording(county, is_base=True, from_on=TODAY, at=later(TODAY))
    assert [held(county), held(county, on=FROM_ON)] == [above, own]
    assert back.words == ("", "", "")

    approved_wording(county.parent, is_base=True, from_on=TODAY, at=later(TODAY))
    assert held(county) is None
    assert queries.base_of(own, TODAY) == (None, KIND.words)


def test_wording_of_one_paper_leaves_the_others_alone(county):
    approved_wording(county)

    assert {code for code in CODES if held(county, code)} == {"recall_notice"}


@pytest.mark.parametrize("code", CODES)
def test_act_that_issues_a_paper_freezes_the_words_in_force(code):
    """Each kind has one place where it is asked for, and that place asks for its words."""
    folders = [settings.BASE_DIR / app / "services" for app in ("recall", "assessment")]
    told = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py")]

    (source,) = [text for text in told if f'"{code}"' in text and "rendering.request(" in text]

    assert source.count("rendering.request(") == source.count("wordings.frozen(") == 1


def test_second_person_approves_and_no_writer_does(county):
    row = draft_wording(county)
    helper = holder(Role.COUNTY_ADMIN, county)
    words = row.words._asdict() | {"body": body("recall_notice", "再改。")}
    row = acts.put(row, **words, from_on=FROM_ON, by=helper, at=LAUNCHED_AT)
    row = acts.put(row, **words, from_on=FROM_ON, by=row.drafted_by, at=LAUNCHED_AT)
    row = acts.submit(row, seen=row.stamp, by=helper, at=LAUNCHED_AT)

    for hand, match in (
        (row.drafted_by, "另一名管理员"),
        (helper, "另一名管理员"),
        (UserFactory(), "只有本级"),
        (holder(Role.COUNTY_ADMIN, CountyFactory()), "只有本级"),
    ):
        with pytest.raises(NotAllowed, match=match):
            acts.approve(row, seen=row.stamp, by=hand, at=LAUNCHED_AT)
    other = holder(Role.COUNTY_ADMIN, county)
    row = acts.approve(row, seen=row.stamp, by=other, at=LAUNCHED_AT)

    assert (row.state, row.approved_by) == ("APPROVED", other)
    assert set(row.writers) == {row.drafted_by_id, helper.pk}
    assert [step.move for step in row.steps.order_by("pk")] == ["submit_wording", "approve_wording"]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"body": "改"}, "Cannot update"),
        ({"from_on": TODAY}, "Cannot update"),
        ({"writers": [1]}, "Cannot update"),
        ({"approved_by": None, "approved_at": None}, "Cannot update|approved_is_whole"),
    ],
    ids=["words", "day", "writers", "approval"],
)
def test_database_keeps_an_approved_version_as_it_is(county, change, match):
    row = approved_wording(county)

    with pytest.raises((DatabaseError, IntegrityError), match=match), transaction.atomic():
        WordingVersion.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        WordingVersion.objects.filter(pk=row.pk).delete()


def test_database_refuses_a_writers_approval_and_words_changed_after_sending(county):
    row = draft_wording(county)
    helper = holder(Role.COUNTY_ADMIN, county)
    row = acts.put(row, **row.words._asdict(), from_on=FROM_ON, by=helper, at=LAUNCHED_AT)
    row = acts.submit(row, seen=row.stamp, by=helper, at=LAUNCHED_AT)
    rows = WordingVersion.objects.filter(pk=row.pk)

    with pytest.raises(DatabaseError, match="Cannot insert or update"), transaction.atomic():
        rows.update(state="APPROVED", approved_by=helper, approved_at=NOW)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        rows.update(writers=[])


def test_send_back_and_give_up_leave_their_steps(county):
    row = draft_wording(county)
    row = acts.submit(row, seen=row.stamp, by=row.drafted_by, at=LAUNCHED_AT)
    other = holder(Role.COUNTY_ADMIN, county)

    row = acts.send_back(row, seen=row.stamp, by=other, at=NOW, opinion="请写明地点")
    row = acts.drop(row, seen=row.stamp, by=row.drafted_by, at=NOW)

    assert [step.opinion for step in row.steps.order_by("pk")] == ["", "请写明地点", ""]
    assert acts.begin(county, kind=KIND, by=other, at=NOW).number == 2
    with pytest.raises(StateConflict):
        acts.put(row, **row.words._asdict(), from_on=TODAY, by=other, at=NOW)


def test_act_on_words_that_changed_meanwhile_is_refused(county):
    row = draft_wording(county)
    seen = row.stamp
    acts.put(row, **row.words._asdict(), from_on=TODAY, by=row.drafted_by, at=LAUNCHED_AT)

    for act in (acts.submit, acts.drop):
        with pytest.raises(StateConflict, match="已被他人修改"):
            act(row, seen=seen, by=row.drafted_by, at=LAUNCHED_AT)


def test_put_over_words_that_were_not_read_is_refused(county):
    row = draft_wording(county)
    read = Read(prints(row.words._asdict() | {"from_on": row.from_on}))
    told = {**row.words._asdict(), "by": row.drafted_by, "at": LAUNCHED_AT}
    acts.put(row, **told, from_on=TODAY)

    with pytest.raises(EditedMeanwhile):
        acts.put(row, **told, from_on=TODAY + timedelta(days=1), read=read)
    assert WordingVersion.objects.get().from_on == TODAY


def test_notice_bears_the_words_in_force_and_an_older_one_keeps_its_own(county):
    campaign = open_campaign(UnitFactory(county=county))
    old = open_case(campaign).notice
    row = approved_wording(county, at=NOW)
    new = open_case(campaign).notice

    assert wordings.KEY not in old.snapshot
    told = new.snapshot[wordings.KEY]
    assert (told["version"], told["sha256"]) == (row.pk, row.sha256)
    assert (MARK in rendering.html(old), MARK in rendering.html(new)) == (False, True)
    assert word.build(KIND, new.snapshot) != word.build(KIND, old.snapshot)


def test_gw_01_words_that_bear_a_level_of_secrecy_are_not_kept(county):
    with pytest.raises(RegulationBroken, match="GW-01"):
        draft_wording(county, body=body("recall_notice", "机密★1年"))
