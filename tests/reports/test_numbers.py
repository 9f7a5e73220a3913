"""发文登记: numbers without gap, void ones with why, and the paper that takes their place."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Outcome
from core.audit.models import Entry
from core.documents import rendering
from core.documents.models import Document, DocumentCounter, Voiding
from core.documents.standings import Standing, standing
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.exports import sources
from core.uploads import word_files
from recall.models import Case
from reports.queries import numbers as queries
from reports.services import numbers
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.recall import SERVED_AT, open_case, served_case
from tests.fixtures import media
from tests.moments import TODAY

__all__ = ["media"]
WHY = "印制时漏页"


@pytest.fixture
def case(db):
    return open_case()


@pytest.fixture
def admin(case):
    return holder(Role.COUNTY_ADMIN, case.county)


def void(document, by, **changes):
    return numbers.void(document, **{"reason": WHY, "by": by, "at": SERVED_AT} | changes)


def issued(county, by, count=1, kind="recall_notice"):
    """Issue papers that belong to no case, for the register alone."""
    rows = []
    with transaction.atomic():
        for _n in range(count):
            facts = {"kind": kind, "scope": county.code, "title": "召回通知书", "snapshot": {}}
            facts |= {"reference": "石组召〔{year}〕{number}号", "by": by, "at": SERVED_AT}
            rows.append(rendering.request("documents/recall_notice.html", **facts))
    return rows


def test_a_void_number_stays_and_the_notice_is_issued_under_the_next(case, admin):
    old = case.notice

    row = void(old, admin)

    case = Case.objects.get(pk=case.pk)
    assert (row.document, row.reason, row.by) == (old, WHY, admin)
    assert case.notice_id != old.pk
    assert (case.notice.number, case.notice.kind) == (old.number + 1, old.kind)
    assert case.notice.snapshot["cadre"] == old.snapshot["cadre"]
    assert standing(old, TODAY) == Standing.VOID
    assert standing(case.notice, TODAY) == Standing.CURRENT
    assert Document.objects.get(pk=old.pk).number == old.number


def test_voiding_leaves_an_entry_of_ids_alone(case, admin):
    void(case.notice, admin)

    entry = Entry.objects.filter(act="void_number").get()
    assert set(entry.detail) == {"document", "again"}


def test_dn_01_voiding_says_why(case, admin):
    with pytest.raises(RegulationBroken, match="DN-01"):
        void(case.notice, admin, reason="  ")


@pytest.mark.parametrize("name", ["allegation.document", "sheet.document"])
def test_dn_02_papers_that_follow_their_matter_are_not_made_void(case, admin, name):
    row, field = name.split(".")
    document = getattr(getattr(case.nomination, row), field)

    with pytest.raises(RegulationBroken, match="DN-02"):
        void(document, admin)
    assert not Voiding.objects.exists()


def test_a_served_notice_is_not_made_void(db):
    case = served_case()

    with pytest.raises(StateConflict):
        void(case.notice, holder(Role.COUNTY_ADMIN, case.county))
    assert not Voiding.objects.exists()


def test_a_void_number_is_not_made_void_again(case, admin):
    old = case.notice
    void(old, admin)

    with pytest.raises(StateConflict):
        void(old, admin)
    assert Document.objects.filter(kind="recall_notice").count() == 2


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DECIDER, Role.READER])
def test_only_the_admin_of_the_county_makes_void(case, role):
    elsewhere = holder(Role.COUNTY_ADMIN, make.world().county)

    for user in (holder(role, case.county), elsewhere):
        with pytest.raises(NotAllowed):
            void(case.notice, user)


def test_nobody_makes_their_own_notice_void(db):
    case = open_case()
    admin = holder(Role.COUNTY_ADMIN, case.county)
    Case.objects.filter(pk=case.pk).update(subject=admin)

    with pytest.raises(NotAllowed):
        void(case.notice, admin)


def test_an_outcome_not_served_is_issued_anew(db):
    world = make.world()
    case = assess.concluded(world).case
    outcome = assess.decide(world, case)
    old = outcome.document

    void(old, holder(Role.COUNTY_ADMIN, case.county), at=assess.LATER)

    outcome = Outcome.objects.get(pk=outcome.pk)
    new = outcome.document
    changed = {key for key in new.snapshot if new.snapshot[key] != old.snapshot[key]}
    assert changed <= {"reference", "verify"}
    assert (new.number, new.kind) == (old.number + 1, old.kind)


def test_a_served_outcome_is_not_made_void(db):
    world = make.world()
    outcome = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, outcome)

    with pytest.raises(StateConflict):
        void(outcome.document, holder(Role.COUNTY_ADMIN, outcome.case.county))


def series(county):
    counters = DocumentCounter.objects.filter(scope=county.code, kind="recall_notice")
    return queries.proved(counters)[0]


def test_a_whole_series_is_proved_to_have_no_gap(case, admin):
    issued(case.county, admin, 5)
    void(case.notice, admin)

    found = series(case.county)

    assert (found.count, found.counter.last, found.voided, found.missing) == (7, 7, 1, [])


def test_a_number_taken_away_behind_the_product_is_named(case, admin):
    rows = issued(case.county, admin, 5)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM documents_document WHERE id = %s", [rows[1].pk])
        cursor.execute("SET session_replication_role = origin")

    assert series(case.county).missing == [rows[1].number]


def test_a_counter_that_ran_ahead_is_found(case, admin):
    issued(case.county, admin, 2)
    DocumentCounter.objects.filter(scope=case.county.code, kind="recall_notice").update(last=9)

    assert series(case.county).missing == [4, 5, 6, 7, 8, 9]


def test_a_number_given_past_its_counter_is_found(case, admin):
    issued(case.county, admin, 2)
    DocumentCounter.objects.filter(scope=case.county.code, kind="recall_notice").update(last=2)

    assert series(case.county).missing != []


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_make_one_number_void_once(media):
    case = open_case()
    admin = holder(Role.COUNTY_ADMIN, case.county)
    old = Document.objects.get(pk=case.notice_id)

    def try_it(_n):
        try:
            void(Document.objects.get(pk=old.pk), admin)
        except StateConflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(try_it, range(2)))

    assert sorted(done) == [False, True]
    assert Voiding.objects.count() == 1
    assert Document.objects.filter(kind="recall_notice").count() == 2


def page_of(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"reports:{name}", args=args))


def counter(case):
    return DocumentCounter.objects.get(scope=case.county.code, kind="recall_notice")


def test_the_register_names_numbers_and_nobody_they_are_about(client, case, admin):
    void(case.notice, admin)

    said = page_of(client, admin, "number-series", counter(case).pk).content.decode()

    assert case.notice.reference in said
    assert WHY in said
    assert "无缺号" in said
    assert case.cadre.name not in said


@pytest.mark.parametrize("role", [Role.UNIT_CLERK, Role.UNIT_HEAD])
def test_units_do_not_see_the_register(client, case, role):
    user = holder(role, case.unit)

    assert page_of(client, user, "number-series", counter(case).pk).status_code == 404
    assert case.county.name not in page_of(client, user, "number-list").content.decode()


def test_voiding_by_the_page(client, case, admin):
    client.force_login(admin)
    url = reverse("reports:number-void", args=[case.notice_id])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": WHY})
    assert answer.status_code == 302
    assert WHY in client.get(answer.url).content.decode()
    assert client.post(url, {"reason": WHY}).status_code == 409


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(asked), len(answer.content)


def test_ten_numbers_cost_what_a_thousand_do(client, case, admin):
    client.force_login(admin)
    urls = [
        reverse("reports:number-list"),
        reverse("reports:number-series", args=[counter(case).pk]),
    ]
    issued(case.county, admin, 9)
    few = [cost(client, url) for url in urls]
    issued(case.county, admin, 500)
    many = [cost(client, url) for url in urls]

    assert [one[0] for one in few] == [one[0] for one in many]
    assert all(queries_ <= 12 and size <= 60_000 for queries_, size in many)


def test_the_register_is_exported_with_what_is_void(case, admin):
    void(case.notice, admin)
    source = sources.named("numbers")
    rows = list(source.rows(admin, {}).values_list(*(one.path for one in source.columns)))

    mine = [row for row in rows if row[1] == "recall_notice"]
    assert [row[3] for row in mine] == [1, 2]
    assert [row[7] for row in mine] == [WHY, None]
    assert source.scope(admin) == case.county.code
    assert list(source.rows(holder(Role.VERIFIER, case.county), {})) == []


def test_word_of_a_paper_goes_to_the_administrator_and_is_noted(client, case, admin):
    client.force_login(admin)

    answer = client.get(reverse("reports:number-word", args=[case.notice.pk]))

    assert (answer.status_code, answer["Content-Type"]) == (200, word_files.TYPE)
    assert answer.content.startswith(b"PK")
    assert case.cadre.name not in answer["Content-Disposition"]
    entry = Entry.objects.get(act="take_docx")
    assert (entry.by, entry.row_id) == (admin, case.notice.pk)


def test_word_is_for_the_administrator_and_for_papers_with_words_of_their_own(client, case, admin):
    (other,) = issued(case.county, admin, kind="reasons")
    client.force_login(admin)
    assert client.get(reverse("reports:number-word", args=[other.pk])).status_code == 404

    client.force_login(holder(Role.DECIDER, case.county))
    assert client.get(reverse("reports:number-word", args=[case.notice.pk])).status_code == 403
