"""Notes on a case: for whom, whom they call, how long they may be mended, how they are struck."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from assessment.queries.volumes import listing
from cadres.models import Cadre
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken
from core.exports import copies
from core.notify import reading
from core.notify.models import Message
from portal.queries import finding
from recall.models import CaseNote, NoteMention
from recall.services import notes
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.recall import open_case, served_case
from tests.factories.units import UnitFactory
from tests.moments import SERVED_AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
SECRET = "已约其爱人到单位谈话，本人尚不知情"
AT = SERVED_AT
LEVELS = ["OFFICE", "UNIT", "PERSON"]


@pytest.fixture
def case():
    return served_case()


@pytest.fixture
def admin(case):
    return holder(Role.COUNTY_ADMIN, case.county)


@pytest.fixture
def clerk(case):
    return holder(Role.UNIT_CLERK, case.unit)


def fresh(user):
    return User.objects.get(pk=user.pk)


def note(case, by, level="OFFICE", **given):
    return notes.write(case, **{"level": level, "text": SECRET, "by": by, "at": AT} | given)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def page_of(case, client, user):
    client.force_login(fresh(user))
    return client.get(reverse("recall:case-notes", args=[case.pk])).content.decode()


def test_each_level_is_read_by_its_circle_and_by_nobody_else(case, admin, clerk, client):
    decider = holder(Role.DECIDER, case.county)
    written = {level: note(case, admin, level, text=f"{level} 备注") for level in LEVELS}

    def sees(user):
        return set(CaseNote.objects.visible_to(fresh(user)).values_list("level", flat=True))

    assert sees(decider) == set(LEVELS)
    assert sees(clerk) == {"UNIT", "PERSON"}
    for stranger in (
        holder(Role.UNIT_HEAD, UnitFactory(county=case.county)),
        holder(Role.READER, case.county),
        holder(Role.APPEAL_HANDLER, case.county),
        holder(Role.COUNTY_ADMIN, served_case().county),
        case.subject,
        grant(case.subject, Role.VERIFIER, case.county),
    ):
        assert sees(stranger) == set()
    assert set(CaseNote.objects.told_to(case.subject)) == {written["PERSON"]}
    page = page_of(case, client, clerk)
    assert ("OFFICE 备注" in page, "UNIT 备注" in page) == (False, True)
    assert "共 2 条" in page  # not even the number tells of the third


def test_the_unit_to_which_the_person_moved_reads_along_but_not_the_office(case, admin):
    other = UnitFactory(county=case.county)
    for level in LEVELS:
        note(case, admin, level)
    Cadre.objects.filter(pk=case.cadre_id).update(unit=other)
    head = holder(Role.UNIT_HEAD, other)

    assert set(CaseNote.objects.visible_to(head).values_list("level", flat=True)) == {
        "UNIT",
        "PERSON",
    }


def test_what_is_for_the_office_stands_in_no_other_place(case, admin, clerk, client):
    for level in ("OFFICE", "UNIT"):
        note(case, admin, level)

    for user, pages in (
        (case.subject, [reverse("recall:own-case", args=[case.pk]), reverse("portal:me")]),
        (clerk, [reverse("recall:case", args=[case.pk]), reverse("portal:home")]),
    ):
        client.force_login(fresh(user))
        assert not any(SECRET in client.get(page).content.decode() for page in pages)
    row = CaseNote.objects.get(level="OFFICE")
    client.force_login(fresh(clerk))
    for name in ("edit", "strike"):
        page = reverse("recall:note-act", args=[row.pk, name])
        assert client.get(page).status_code == 404
        assert client.post(page, {"text": "改", "reason": "理由写明"}).status_code == 404
    assert not any(SECRET in str(entry.detail) for entry in Entry.objects.all())
    assert SECRET not in str(finding.found(fresh(admin), "爱人"))
    assert SECRET not in str(list(listing.listed(case)))
    archive = zipfile.ZipFile(copies.path_of(copied(case.subject)))
    assert not any(SECRET in archive.read(name).decode() for name in texts(archive))


def texts(archive):
    return [name for name in archive.namelist() if name.endswith((".html", ".json"))]


def copied(user):
    return copies.write(copies.ask(None, by=user, at=AT), at=AT)


def test_a_note_for_the_person_stands_on_their_page_in_their_copy_and_is_told(case, admin, client):
    row = note(case, admin, "PERSON", text="下周一上午带身份证到县委党校报到")

    assert Message.objects.filter(kind="note_for_you").get().recipient == case.subject
    client.force_login(case.subject)
    assert row.text in client.get(reverse("recall:own-case", args=[case.pk])).content.decode()
    archive = zipfile.ZipFile(copies.path_of(copied(case.subject)))
    assert json.loads(archive.read("data/notes.json"))["rows"][0]["备注"] == row.text
    lines = reading.lines(reading.listed(case.subject), user=fresh(case.subject))
    assert "您的召回事项有一条给您的备注" in {line.text for line in lines}


def test_a_colleague_called_by_name_is_told_once(case, admin, clerk):
    row = note(case, admin, "UNIT", mentions=[clerk, clerk, admin])
    notes.edit(row, text=f"{SECRET}。", by=admin, at=AT + timedelta(minutes=5))
    notes.strike(row, reason="谈话已经改期", by=admin, at=AT + timedelta(days=1))

    assert [one.recipient for one in Message.objects.filter(kind="note_mentions_you")] == [clerk]
    assert NoteMention.objects.filter(note=row).count() == 2
    line = reading.lines(reading.listed(clerk), user=fresh(clerk))[0]
    assert line.text == f"{case.cadre.name}　提到您的备注已经划去"


def test_cn_01_a_note_says_something(case, admin):
    for text in ("阅", "　阅　", "字" * 1001):
        refused("CN-01", note, case, admin, text=text)
    row = note(case, admin)
    refused("CN-01", notes.edit, row, text=" ", by=admin, at=AT)


@pytest.mark.parametrize("level", ["OFFICE", "PERSON"])
def test_cn_02_a_unit_writes_for_office_and_unit_alone(case, clerk, level):
    refused("CN-02", note, case, clerk, level)
    assert note(case, clerk, "UNIT").level == "UNIT"


def test_cn_03_nobody_is_called_to_what_they_cannot_read(case, admin, clerk):
    refused("CN-03", note, case, admin, "OFFICE", mentions=[clerk])
    for stranger in (UserFactory(), case.subject):
        refused("CN-03", note, case, admin, "PERSON", mentions=[stranger])
    assert not Message.objects.filter(kind="note_mentions_you").exists()


def test_cn_04_nothing_for_the_person_before_the_notice_is_served():
    case = open_case()
    admin = holder(Role.COUNTY_ADMIN, case.county)

    refused("CN-04", note, case, admin, "PERSON")

    assert note(case, admin, "UNIT").pk
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.create(
            case=case, level="PERSON", text=SECRET, written_by=admin, written_at=AT
        )


def test_cn_05_words_are_mended_for_a_quarter_of_an_hour(case, admin):
    row = note(case, admin)
    last = AT + timedelta(minutes=15)

    assert notes.edit(row, text="改在周三", by=admin, at=last).edited_at == last
    refused("CN-05", notes.edit, row, text="再改", by=admin, at=last + timedelta(seconds=1))


def test_cn_06_cn_07_struck_with_a_reason_it_stays_to_be_read(case, admin, clerk, client):
    row = note(case, clerk, "UNIT")
    refused("CN-06", notes.strike, row, reason="错了", by=admin, at=AT)
    notes.strike(row, reason="写错了人，不是本案", by=admin, at=AT + timedelta(days=3))

    refused("CN-07", notes.strike, row, reason="再划一次也不行", by=admin, at=AT)
    refused("CN-07", notes.edit, row, text="改回来", by=clerk, at=AT)
    page = page_of(case, client, clerk)
    assert f"<s>{SECRET}</s>" in page
    assert "划去：写错了人，不是本案" in page


def test_only_the_writer_mends_and_only_writer_or_administrator_strikes(case, admin, clerk):
    row = note(case, clerk, "UNIT")
    head = holder(Role.UNIT_HEAD, case.unit)
    for act, told in ((notes.edit, {"text": "改一改"}), (notes.strike, {"reason": "不该这样写"})):
        with pytest.raises(NotAllowed):
            act(row, **told, by=head, at=AT)
    with pytest.raises(NotAllowed):
        notes.edit(row, text="代为改", by=admin, at=AT)
    person = grant(case.subject, Role.COUNTY_ADMIN, case.county)
    with pytest.raises(NotAllowed):
        note(case, fresh(person))
    with pytest.raises(NotAllowed):
        notes.strike(row, reason="本人不愿意有", by=fresh(person), at=AT)


@pytest.mark.parametrize(
    "changed",
    [
        {"level": "UNIT"},
        {"text": "悄悄改"},
        {"text": "晚了", "edited_at": AT + timedelta(minutes=16)},
        {"struck_at": AT},
        {"struck_reason": "没有人划"},
    ],
)
def test_the_database_keeps_words_circle_and_both_ends(case, admin, changed):
    row = note(case, admin)

    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.filter(pk=row.pk).delete()


def test_a_struck_note_and_a_mention_stay_as_they_are(case, admin, clerk):
    row = note(case, admin, "UNIT", mentions=[clerk])
    notes.strike(row, reason="谈话已经改期", by=admin, at=AT)

    for rows, changed in (
        (CaseNote.objects.filter(pk=row.pk), {"struck_reason": "别的理由"}),
        (NoteMention.objects.filter(note=row), {"user": admin}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**changed)


@pytest.mark.parametrize("count", [10, 1000])
def test_a_thousand_notes_cost_no_more_queries_and_fit_the_page(
    case, admin, clerk, client, count, django_assert_max_num_queries
):
    told = {"case": case, "level": "UNIT", "text": SECRET, "written_by": admin, "written_at": AT}
    made = CaseNote.objects.bulk_create([CaseNote(**told) for _n in range(count)])
    NoteMention.objects.bulk_create([NoteMention(note=row, user=clerk) for row in made])
    client.force_login(admin)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("recall:case-notes", args=[case.pk])).content.decode()

    assert page.count(SECRET) == min(count, 20)
    assert len(page.encode()) < 60_000


def test_pages_write_mend_and_strike(case, admin, clerk, client):
    client.force_login(admin)
    page = reverse("recall:note-write", args=[case.pk])
    assert case.cadre.name in client.get(page).content.decode()
    told = {"level": "UNIT", "text": SECRET, "mentions": [clerk.pk]}
    assert client.post(page, told).status_code == 302
    assert client.post(page, told | {"level": "ALL"}).status_code == 422
    assert client.post(page, told | {"level": "OFFICE"}).status_code == 422
    row = CaseNote.objects.get()

    edit = reverse("recall:note-act", args=[row.pk, "edit"])
    assert SECRET in client.get(edit).content.decode()
    assert client.post(edit, {"text": "改"}).status_code == 422
    client.force_login(clerk)
    assert client.get(page).context["form"].fields["level"].choices == [("UNIT", "召回办和单位")]
    assert client.post(edit, {"text": "代人改"}).status_code == 403
    strike = reverse("recall:note-act", args=[row.pk, "strike"])
    client.force_login(admin)
    assert client.post(strike, {"reason": "谈话已经改期"}).status_code == 302
    assert client.get(reverse("recall:note-act", args=[row.pk, "drop"])).status_code == 404
