"""The pages of imports: the way through, refusals, costs."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from cadres.models import Cadre
from core.imports import definitions, storage
from core.imports.models import ImportRun
from core.jobs import registry, worker
from portal.presenters.imports import IMPORTS
from tests.core.imports.files import grid, person, workbook
from tests.factories import imports
from tests.factories.accounts import holder
from tests.factories.rows import many
from tests.factories.units import CountyFactory, UnitFactory
from tests.fixtures import media

__all__ = ["media"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    county = CountyFactory()
    UnitFactory(county=county, name="城关镇")
    return county


@pytest.fixture
def admin(county, client):
    user = holder(Role.COUNTY_ADMIN, county)
    client.force_login(user)
    return user


def detail(run):
    return reverse("portal:import-detail", args=[run.pk])


def test_file_is_uploaded_checked_written_and_undone(client, admin):
    file = SimpleUploadedFile("名册.xlsx", workbook([person("张三", "城关镇")]))
    answer = client.post(reverse("portal:import-upload", args=["people"]), {"file": file})
    run = ImportRun.objects.get()
    assert answer.url == detail(run)
    assert "核对中" in client.get(detail(run)).content.decode()

    for name, state in (("", "READY"), ("apply", "APPLIED"), ("undo", "UNDONE")):
        if name:
            client.post(reverse("portal:import-act", args=[run.pk, name]))
        imports.work(timezone.now())
        run.refresh_from_db()
        assert run.state == state
        assert client.get(detail(run)).status_code == 200

    assert Cadre.objects.count() == 0


@pytest.mark.parametrize(
    ("form", "told"),
    [({}, "二者取一"), ({"grid": "  "}, "二者取一"), ({"file": "%PDF-1.7"}, "改后缀名无效")],
    ids=["nothing", "blanks", "pdf"],
)
def test_upload_of_no_table_says_so_in_the_form(client, admin, form, told):
    if "file" in form:
        form = {"file": SimpleUploadedFile("名册.xlsx", form["file"].encode())}

    answer = client.post(reverse("portal:import-upload", args=["people"]), form)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_progress_ends_the_polling_when_the_job_is_done(client, admin, county):
    run = imports.checked(
        county, grid([person("张三", "城关镇")]), pasted=True, by=admin, at=timezone.now()
    )

    answer = client.get(reverse("portal:import-progress", args=[run.pk]))

    assert (answer.status_code, answer["HX-Refresh"]) == (286, "true")


def test_wrong_rows_are_downloaded_under_a_name_that_says_nothing(client, admin, county):
    run = imports.checked(
        county, grid([person("张三", "没有")]), pasted=True, by=admin, at=timezone.now()
    )

    answer = client.get(reverse("portal:import-errors", args=[run.pk]))

    assert answer["Content-Disposition"] == f'attachment; filename="import-{run.pk}-errors.xlsx"'
    assert load_workbook(BytesIO(answer.content)).active["A2"].value == "张三"


def test_second_apply_is_a_conflict(client, admin, county):
    run = imports.checked(
        county, grid([person("张三", "城关镇")]), pasted=True, by=admin, at=timezone.now()
    )
    url = reverse("portal:import-act", args=[run.pk, "apply"])

    assert [client.post(url).status_code for _ in range(2)] == [302, 409]


def cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries), len(answer.content)


def test_pages_cost_the_same_for_10_and_1000_rows(client, admin, county):
    def lines(count):
        return [person("张" + chr(0x4E00 + n), "城关镇") for n in range(count)]

    few, lots = (
        imports.checked(county, grid(lines(n)), pasted=True, by=admin, at=timezone.now())
        for n in (10, 1000)
    )
    client.get(detail(few))
    assert cost(client, detail(few))[0] == cost(client, detail(lots))[0] <= 12
    listing = reverse("portal:import-list")
    before = cost(client, listing)[0]

    many(ImportRun, few, 1000)

    queries, size = cost(client, listing)
    assert queries == before <= 12
    assert size <= 60 * 1024


def faulty(county, admin, count, *, work=True):
    """A file in which so many people have a birth date that is none."""
    rows = [person(f"人{n}", "城关镇", 出生日期="1980-13-01") for n in range(count)]
    run = imports.runs.start(
        county,
        kind="people",
        content=workbook(rows),
        pasted=False,
        by=admin,
        at=timezone.now(),
    )
    if work:
        imports.work(timezone.now())
    return ImportRun.objects.get(pk=run.pk)


def test_many_wrong_rows_become_a_workbook_by_a_job(client, admin, county):
    run = faulty(county, admin, 201, work=False)
    registry.autodiscover()
    worker.work(worker.claim(imports.runs.LANE, at=timezone.now()), at=timezone.now())
    page = client.get(detail(run)).content.decode()
    link = reverse("portal:import-errors", args=[run.pk])
    progress = reverse("portal:import-progress", args=[run.pk])
    assert ("正在生成错误行文件" in page, link in page) == (True, False)
    assert client.get(link).status_code == 404
    assert client.get(progress).status_code == 200

    imports.work(timezone.now())

    assert link in client.get(detail(run)).content.decode()
    assert client.get(progress).status_code == 286
    sheet = load_workbook(BytesIO(client.get(link).content)).active
    assert sheet.max_row == 202


def test_few_wrong_rows_are_written_when_asked_for(client, admin, county):
    run = faulty(county, admin, 200)

    assert run.errors_path == ""
    assert client.get(reverse("portal:import-errors", args=[run.pk])).status_code == 200


@pytest.mark.parametrize("name", ["drop", "recheck"])
@pytest.mark.django_db(transaction=True)
def test_workbook_goes_with_the_run_or_its_new_reading(client, admin, county, name):
    run = faulty(county, admin, 201)
    path = storage.path_of(run.errors_path)
    assert path.exists()

    client.post(reverse("portal:import-act", args=[run.pk, name]))

    run.refresh_from_db()
    assert (run.errors_path, run.errors_due, path.exists()) == ("", False, False)


def test_workbook_that_cannot_be_written_is_told_and_no_page_waits_for_it(
    client, admin, county, monkeypatch
):
    monkeypatch.setattr("core.imports.workbooks.wrong_rows", lambda *_given: 1 / 0)
    run = faulty(county, admin, 201)
    for day in range(1, 30):
        imports.work(timezone.now() + timedelta(days=day))

    run.refresh_from_db()
    assert (run.errors_due, run.state) == (False, "FAULTY")
    assert "错误行文件没有生成" in client.get(detail(run)).content.decode()


def test_imports_are_offered_by_subject_with_their_templates_and_from_their_own_pages(
    client, admin
):
    page = client.get(reverse("portal:import-list")).content.decode()

    for definition in definitions.offered():
        told = str(definition.subject), str(definition.brief)
        assert all(words and words in page for words in told), definition.code
        assert reverse("portal:import-template", args=[definition.code]) in page
    for name, kinds in IMPORTS.items():
        own = client.get(reverse(name)).content.decode()
        assert all(reverse("portal:import-upload", args=[kind]) in own for kind in kinds), name


def test_page_of_a_practice_offers_no_import_to_who_may_not(client, county):
    client.force_login(holder(Role.UNIT_CLERK, UnitFactory(county=county)))

    for name in IMPORTS:
        assert "imports/new" not in client.get(reverse(name)).content.decode()


def test_examples_fill_every_needed_column_of_the_practices_and_no_other():
    for definition in definitions.offered():
        columns = {column.name: column.required for column in definition.columns}
        if definition.subject != "组织和人员":
            assert {name for name, needed in columns.items() if needed} <= set(definition.example)
        assert set(definition.example) <= set(columns)


def test_template_has_the_headings_and_a_sheet_with_an_example(client, admin):
    answer = client.get(reverse("portal:import-template", args=["reminders"]))

    book = load_workbook(BytesIO(answer.content))
    heads, example = list(book["示例"].iter_rows(values_only=True))
    assert heads == tuple(cell.value for cell in book.worksheets[0][1])
    assert dict(zip(heads, example, strict=True))["需要改正的"] == "按时到岗，外出先报备"
