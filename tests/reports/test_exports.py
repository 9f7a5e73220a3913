"""Exports: purpose, limit, second person, mask, single use, and an entry for each step."""

from datetime import timedelta

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from core.exports import exporting, sources, tasks
from core.exports.errors import LinkSpent, NothingToExport, SamePerson, TooManyRows
from core.exports.models import Export, ExportState
from core.jobs import worker
from core.jobs.models import Job
from reports.queries import exports
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import open_case
from tests.fixtures import media  # noqa: F401
from tests.moments import NOW

pytestmark = pytest.mark.django_db
URL = "/reports/exports/"
ASKED = {"purpose": "上报市委组织部", "format": "xlsx"}


@pytest.fixture
def post():
    return PostFactory()


@pytest.fixture
def asker(post):
    return holder(Role.COUNTY_ADMIN, post.unit.county)


@pytest.fixture
def second(post):
    return holder(Role.COUNTY_ADMIN, post.unit.county)


def ask(by, **told):
    told = {"is_masked": True, **ASKED, **told}
    return exporting.ask(exports.PEOPLE, by=by, at=NOW, **told)


def written(by, **told):
    return exporting.write(ask(by, **told), at=NOW)


def acts(row):
    found = Entry.objects.filter(row_kind="exports.export", row_id=row.pk).order_by("pk")
    return list(found.values_list("act", flat=True))


def test_export_runs_as_a_job_and_is_handed_out_once(client, asker, post):
    client.force_login(asker)
    client.post(f"{URL}new/?source=people", ASKED)
    row = Export.objects.get()

    done = worker.drain("export", at=timezone.now())
    first = client.post(f"{URL}{row.pk}/file/")
    again = client.post(f"{URL}{row.pk}/file/")

    assert (done, first.status_code, again.status_code) == (1, 200, 409)
    assert Entry.objects.get(act="denied", row_id=row.pk).detail["status"] == 409
    assert b"".join(first.streaming_content).startswith(b"PK")
    assert first["Content-Disposition"] == f'attachment; filename="{row.file_name}"'
    assert (first["X-Content-Type-Options"], first["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    assert "sandbox" in first["Content-Security-Policy"]
    assert acts(row) == ["ask_export", "export"]
    assert "只能使用一次" in again.content.decode()


def test_file_is_marked_and_holds_only_what_the_asker_may_see(asker, post):
    PostFactory()
    row = written(asker)

    sheet = openpyxl.load_workbook(exporting.path_of(row)).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]

    assert asker.name in rows[0][0]
    assert row.purpose in rows[0][0]
    assert [line[1] for line in rows[2:]] == [post.cadre.name]
    assert row.about_ids == [post.cadre_id]


def test_numbers_are_masked_unless_a_second_person_agreed(asker, post):
    type(post.cadre).objects.filter(pk=post.cadre_id).update(phone="13812345678")
    masked = written(asker)
    full = exporting.write(
        exporting.confirm(
            ask(asker, is_masked=False), by=holder(Role.COUNTY_ADMIN, post.unit.county), at=NOW
        ),
        at=NOW,
    )

    phones = [
        openpyxl.load_workbook(exporting.path_of(row)).active["F3"].value for row in (masked, full)
    ]

    assert phones == ["••••••", "13812345678"]


def test_above_the_limit_a_second_person_is_asked(settings, asker, second):
    settings.EXPORT_ROW_LIMIT = 0
    row = ask(asker)

    assert row.state == ExportState.WAITING
    assert not Job.objects.filter(kind="exports.write").exists()
    assert list(exports.to_confirm(second)) == [row]
    assert list(exports.to_confirm(asker)) == []
    exporting.confirm(row, by=second, at=NOW)
    assert Job.objects.filter(kind="exports.write").count() == 1
    assert acts(row) == ["ask_export", "confirm_export"]


def test_second_person_answers_on_the_page(client, settings, asker, second):
    settings.EXPORT_ROW_LIMIT = 0
    row = ask(asker)
    client.force_login(second)

    assert "待我复核" in client.get(URL).content.decode()
    assert client.post(f"{URL}{row.pk}/refuse/").status_code == 302
    assert Export.objects.get().state == ExportState.REFUSED
    assert client.post(f"{URL}{row.pk}/refuse/").status_code == 404
    assert client.post(f"{URL}{row.pk}/nonsense/").status_code == 404


def test_asker_may_not_be_the_second_person(settings, asker, second):
    settings.EXPORT_ROW_LIMIT = 0
    row = ask(asker)

    with pytest.raises(SamePerson):
        exporting.confirm(row, by=asker, at=NOW)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Export.objects.filter(pk=row.pk).update(decided_by=asker, decided_at=NOW)
    exporting.confirm(row, by=second, at=NOW)
    with pytest.raises(StateConflict):
        exporting.refuse(row, by=second, at=NOW)


def test_person_of_another_county_is_no_second_person(settings, asker):
    settings.EXPORT_ROW_LIMIT = 0
    ask(asker)

    assert list(exports.to_confirm(holder(Role.COUNTY_ADMIN, PostFactory().unit.county))) == []


@pytest.mark.parametrize("late", [timedelta(hours=24), timedelta(days=9)])
def test_link_is_dead_after_a_day(asker, late):
    row = written(asker)

    with pytest.raises(LinkSpent):
        exporting.take(row, by=asker, at=NOW + late)


def test_link_is_dead_for_others(asker, second):
    with pytest.raises(NotAllowed):
        exporting.take(written(asker), by=second, at=NOW)


def test_expire_removes_late_files_and_keeps_living_ones(asker):
    late, living = written(asker), written(asker)
    Export.objects.filter(pk=late.pk).update(expires_at=NOW)

    count = exporting.expire(at=timezone.now())

    assert count == 2
    assert Export.objects.filter(state=ExportState.EXPIRED).count() == 2
    assert living.pk


def test_files_of_spent_exports_go_after_an_hour(asker, media):  # noqa: F811
    row = written(asker)
    path = exporting.take(row, by=asker, at=NOW)

    tasks.expire(timezone.now())
    assert path.exists()
    tasks.expire(timezone.now() + timedelta(hours=2))
    assert not path.exists()


def test_role_lost_before_the_job_runs_yields_nothing(asker):
    row = ask(asker)
    asker.grants.all().delete()

    done = exporting.write(row, at=NOW)

    assert openpyxl.load_workbook(exporting.path_of(done)).active.max_row == 2


@pytest.mark.parametrize(
    ("told", "error"),
    [({"EXPORT_MAX_ROWS": 0}, TooManyRows), ({}, NothingToExport)],
    ids=["too many", "nothing"],
)
def test_ask_for_nothing_or_too_much_is_refused(settings, asker, post, told, error):
    for name, value in told.items():
        setattr(settings, name, value)
    if not told:
        type(post).objects.all().delete()
        type(post.cadre).objects.all().delete()

    with pytest.raises(error):
        ask(asker)


def test_ask_by_somebody_without_the_list_is_refused():
    with pytest.raises(NotAllowed):
        ask(UserFactory())


def test_auditor_exports_the_trail_of_one_person_with_another_auditor(client, settings):
    settings.EXPORT_ROW_LIMIT = 0
    case = open_case()
    auditor, other = holder(Role.AUDITOR), holder(Role.AUDITOR)
    client.force_login(auditor)

    client.post(f"{URL}new/?source=trail&about={case.cadre_id}", ASKED)
    row = Export.objects.get()

    assert row.params == {"about": case.cadre_id}
    assert list(exports.to_confirm(other)) == [row]
    done = exporting.write(exporting.confirm(row, by=other, at=NOW), at=NOW)
    sheet = openpyxl.load_workbook(exporting.path_of(done)).active
    assert {str(case.cadre_id)} == {sheet.cell(n, 8).value for n in range(3, sheet.max_row + 1)}


def test_trail_is_not_exported_for_who_lost_the_duty():
    assert not exports.TRAIL.rows(UserFactory(), {}).exists()


@pytest.mark.parametrize("name", ["people", "cases", "nominations"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_source_writes_in_five_queries(name, form):
    case = open_case()
    asker = holder(Role.COUNTY_ADMIN, case.county)
    row = exporting.ask(
        sources.named(name), purpose="核对", format=form, is_masked=True, by=asker, at=NOW
    )

    with CaptureQueriesContext(connection) as queries:
        exporting.write(row, at=NOW)

    told = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(told) <= 5, told


def test_job_given_up_is_shown_as_failed(asker):
    row = ask(asker)

    tasks._give_up(Job(payload={"pk": row.pk}), NOW)

    assert Export.objects.get().state == ExportState.FAILED


def test_two_sources_of_one_name_are_refused():
    with pytest.raises(RuntimeError, match="two sources"):
        sources.register(sources.Source("people", "x", (), lambda u, p: None, lambda u: None))


def test_request_without_purpose_is_sent_back(client, asker):
    client.force_login(asker)

    answer = client.post(f"{URL}new/?source=people", {"format": "xlsx"})

    assert answer.status_code == 422
    assert not Export.objects.exists()


def test_lists_lead_to_their_export(client, asker):
    client.force_login(asker)

    assert f'href="{URL}new/?source=cases"' in client.get("/cases/").content.decode()


def test_people_of_one_unit_are_exported_when_the_list_showed_one(client, asker, post):
    other = PostFactory(unit__county=post.unit.county, cadre__unit__county=post.unit.county)
    client.force_login(asker)
    url = client.get("/archive/people/", {"unit": post.unit_id}).context["export_url"]

    page = client.get(url).content.decode()
    client.post(url, ASKED)
    row = exporting.write(Export.objects.get(), at=NOW)

    assert str(post.unit) in page
    assert row.params == {"unit": post.unit_id}
    assert row.about_ids == [post.cadre_id] != [other.cadre_id]


@pytest.mark.parametrize("source", [exports.NOMINATIONS, exports.CASES], ids=lambda s: s.name)
def test_rows_of_one_campaign_are_exported(source):
    case = open_case()
    keeper = holder(Role.COUNTY_ADMIN, case.unit.county)

    mine = source.rows(keeper, {"campaign": case.campaign_id}).count()
    none = source.rows(keeper, {"campaign": case.campaign_id + 1_000}).count()

    assert (mine, none) == (1, 0)


def narrowed(client, url, words="", **given):
    """Ask by the form as the page hands it on; answer the export."""
    told = {"purpose": "上报市委组织部", "format": "csv", "words": words, **given}
    answer = client.post(url, told)
    assert answer.status_code == 302, answer.content.decode()
    return Export.objects.order_by("-pk").first()


def test_list_leads_to_its_export_with_its_filters(client, asker, post):
    client.force_login(asker)
    page = client.get(
        "/archive/people/", {"level": post.cadre.level, "unit": post.unit_id, "sort": "x"}
    )

    assert (
        f"/reports/exports/new/?source=people&amp;unit={post.unit_id}&amp;level={post.cadre.level}"
        in page.content.decode()
    )


def test_words_that_were_searched_for_go_by_the_body_and_are_kept_sealed(
    client,
    asker,
    post,
    media,  # noqa: F811
):
    other = PostFactory(unit=post.unit, cadre__unit=post.unit, cadre__name="欧阳修远")
    client.force_login(asker)
    client.post("/archive/people/", {"q": "欧阳"})
    url = f"/reports/exports/new/?source=people&level={other.cadre.level}"

    page = client.get(url).content.decode()
    row = narrowed(client, url, words="欧阳")

    assert "“欧阳”" in page
    assert 'name="words" value="欧阳"' in page
    assert row.params == {"level": other.cadre.level}
    assert (row.row_count, row.words.reveal()) == (1, "欧阳")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM exports_export WHERE id = %s", [row.pk])
        assert "欧阳".encode() not in bytes(cursor.fetchone()[0])
    assert Entry.objects.get(row_id=row.pk, act="ask_export").detail["filters"] == [
        "level",
        "words",
    ]
    assert "欧阳" not in row.file_name


def test_file_says_by_what_it_was_narrowed(client, asker, post, media):  # noqa: F811
    client.force_login(asker)
    url = f"/reports/exports/new/?source=people&unit={post.unit_id}&leading=no&level=nonsense"

    done = exporting.write(narrowed(client, url, words=post.cadre.name[0]), at=NOW)

    first = exporting.path_of(done).read_text("utf-8-sig").splitlines()[0]
    assert f"筛选：单位：{post.unit}；领导职务：不担任；查找：“{post.cadre.name[0]}”" in first


def test_whole_list_is_asked_for_on_purpose(client, asker, post):
    client.force_login(asker)
    client.post("/archive/people/", {"q": "没有这个人"})

    page = client.get("/reports/exports/new/?source=people&whole=1").content.decode()

    assert "没有这个人" not in page


def test_second_person_reads_by_what_it_is_narrowed_in_as_many_queries_for_one_as_for_many(
    client, asker, second, post, django_assert_max_num_queries
):
    client.force_login(second)
    for _n in range(12):
        row = ask(asker, is_masked=False, params={"unit": post.unit_id, "words": post.cadre.name})
    with django_assert_max_num_queries(14):
        page = client.get(URL).content.decode()

    assert row.state == ExportState.WAITING
    assert page.count(f"单位：{post.unit}") == 12
    assert page.count(f"“{post.cadre.name}”") == 12


@pytest.mark.parametrize(
    ("source", "view"), [("nominations", "done"), ("cases", "open"), ("cases", "closed")]
)
def test_states_of_a_view_narrow_the_file_as_the_page(client, source, view):
    row = open_case()
    by = holder(Role.COUNTY_ADMIN, row.county)
    rows = sources.named(source).rows(by, {"view": view, "campaign": row.campaign_id})
    client.force_login(by)

    page = client.get(f"/recall/{source}/", {"view": view, "campaign": row.campaign_id})

    assert rows.count() == page.context["page"].paginator.count
