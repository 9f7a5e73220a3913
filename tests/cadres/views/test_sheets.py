"""Pages of 任免审批表 and of a person's rows: what they cost, show, and lead to."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre, Education, FormSheet, Honour
from cadres.services import exports, lrmx
from cadres.services import sheets as services
from core.audit.models import Entry
from core.documents.models import Document
from tests.cadres.views.test_pages import confirm, cost
from tests.factories.accounts import grant, holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import complete_nomination, open_campaign, printed
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def admin(unit, client):
    user = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(user)
    return user


@pytest.fixture
def cadre(unit):
    return PostFactory(cadre__unit=unit, cadre__name="张三", title="副镇长").cadre


def texts(name="张三"):
    return {"XingMing": name, "ChuShengNianYue": "198001", "JianLi": "鬱" * 9, "XingBie": "女"}


def file(*names):
    body = lrmx.pack([lrmx.Sheet(texts(name)) for name in names])
    return SimpleUploadedFile("一批.zip", body)


def test_upload_preview_apply_on_the_screen(client, admin, cadre):
    assert client.get(reverse("cadres:lrmx-upload")).status_code == 200
    listed = client.post(reverse("cadres:lrmx-upload"), {"file": file("张三", "赵六")}, follow=True)
    rows = listed.context["page"].object_list
    assert [(row["name"], row["label"]) for row in rows] == [
        ("张三", "姓名和出生年月一致"),
        ("赵六", "档案中没有此人"),
    ]
    own, stranger = (row["sheet"] for row in rows)

    page = client.get(reverse("cadres:sheet", args=[own.pk])).content.decode()
    done = client.post(reverse("cadres:sheet-act", args=[own.pk, "apply"]), follow=True)
    again = client.post(reverse("cadres:sheet-act", args=[own.pk, "apply"]))
    refused = client.post(reverse("cadres:sheet-act", args=[stranger.pk, "apply"]))

    assert "鬱" not in page
    assert "••••••（9字）" in page
    assert "采用（改动 1 项）" in page
    assert "已采用" in done.content.decode()
    assert (again.status_code, refused.status_code) == (409, 422)
    assert Cadre.objects.get().sex == "F"
    assert "已采用" in client.get(reverse("cadres:sheet", args=[own.pk])).content.decode()
    client.post(reverse("cadres:sheet-act", args=[stranger.pk, "discard"]))
    assert FormSheet.objects.get() == own
    assert client.get(reverse("cadres:sheet-list")).context["page"].paginator.count == 0


def test_doubles_are_named_and_nothing_can_be_applied(client, admin, cadre, unit):
    CadreFactory(unit=unit, name="张三", born_on=date(1980, 1, 20))
    batch = services.take_in(unit.county, file=file("张三"), by=admin, at=NOW)
    url = reverse("cadres:sheet", args=[FormSheet.objects.get(batch=batch).pk])

    page = client.get(url)

    assert len(page.context["doubles"]) == 2
    assert "已停止" in page.content.decode()
    assert "采用（" not in page.content.decode()


def test_unreadable_files_say_why(client, admin):
    url = reverse("cadres:lrmx-upload")
    broken = client.post(url, {"file": SimpleUploadedFile("a.zip", b"PK\x03\x04")})
    listed = client.post(url, {"file": SimpleUploadedFile("a.lrmx", b"<Person>")}, follow=True)

    assert broken.status_code == 422
    assert "不是完整的 XML" in listed.content.decode()
    page = client.get(reverse("cadres:sheet", args=[FormSheet.objects.get().pk]))
    assert "没有读入任何内容" in page.content.decode()


def test_sheet_list_costs_the_same_for_2_and_100(client, admin, unit):
    services.take_in(unit.county, file=file("张三", "李四"), by=admin, at=NOW)
    url = reverse("cadres:sheet-list")
    client.get(url)
    few, _size = cost(client, url)
    services.take_in(unit.county, file=file(*(f"人{n}" for n in range(98))), by=admin, at=NOW)
    many, size = cost(client, f"{url}?size=100")

    assert few == many <= 12
    assert size <= 60 * 1024


def test_a_selection_is_exported_after_password_and_purpose(client, admin, cadre, unit):
    other = CadreFactory(unit=unit, name="张三")
    confirm(client, admin)
    chosen = client.post(reverse("cadres:people-choose"), {"pick": [cadre.pk, other.pk, "x"]})
    assert chosen.url == reverse("cadres:people-lrmx")

    asked = client.get(chosen.url)
    refused = client.post(chosen.url, {"purpose": "看"})
    body = client.post(chosen.url, {"purpose": "报县委研究"})

    assert (asked.status_code, refused.status_code) == (200, 422)
    assert body["Content-Type"] == "application/zip"
    names = [name for name, _body in lrmx.unpack(body.content)]
    assert names == ["张三.lrmx", "张三2.lrmx"]
    assert Entry.objects.filter(act="export").count() == 2


def test_one_person_is_exported_and_the_file_name_says_nothing(client, admin, cadre):
    url = reverse("cadres:person-lrmx", args=[cadre.pk])
    assert "reauthenticate" in client.get(url).url
    confirm(client, admin)

    assert client.get(url).status_code == 200
    body = client.post(url, {"purpose": "报县委研究"})

    assert lrmx.parse(body.content).name == "张三"
    assert body["Content-Disposition"] == 'attachment; filename="person.lrmx"'
    assert "no-store" in body["Cache-Control"]


def test_an_empty_selection_leads_back_to_the_list(client, admin):
    confirm(client, admin)

    assert client.get(reverse("cadres:people-lrmx")).url == reverse("cadres:person-list")


def test_the_form_is_asked_for_watched_and_taken(client, admin, cadre):
    confirm(client, admin)
    url = reverse("cadres:person-form", args=[cadre.pk])
    assert client.get(url).status_code == 200

    page = client.post(url, {"purpose": "报县委研究"}, follow=True)
    document = Document.objects.get(kind=exports.FORM)
    args = [cadre.pk, document.uid]
    early = client.get(reverse("cadres:form-file", args=args))
    waiting = client.get(reverse("cadres:form-progress", args=args))
    printed(document)
    taken = client.get(reverse("cadres:form-file", args=args))

    assert "正在生成" in page.content.decode()
    assert (early.status_code, waiting.status_code, taken.status_code) == (404, 200, 200)
    assert b"".join(taken.streaming_content).startswith(b"%PDF")
    assert Entry.objects.filter(act="download", by=admin).count() == 1


def test_forms_are_the_county_admins_alone(client, cadre, unit):
    client.force_login(holder(Role.DECIDER, unit.county))

    for name in ("cadres:person-lrmx", "cadres:person-form"):
        assert client.get(reverse(name, args=[cadre.pk])).status_code == 403
    for name in ("lrmx-upload", "sheet-list", "people-lrmx", "person-enrol"):
        assert client.get(reverse(f"cadres:{name}")).status_code == 403
    assert client.post(reverse("cadres:people-choose")).status_code == 403


def test_one_person_is_enrolled(client, admin, unit):
    url = reverse("cadres:person-enrol")
    assert client.get(url).status_code == 200
    given = {
        "name": "王五",
        "sex": "F",
        "born_on": "1985-01-01",
        "staff_kind": "CIVIL_SERVANT",
        "level": "ORDINARY",
        "authority": "COUNTY",
        "unit": unit.pk,
        "title": "科员",
        "from_on": "2018-05-01",
    }

    early = client.post(url, given | {"work_began_on": "1980-01-01"})
    done = client.post(url, given)

    row = Cadre.objects.get()
    assert (early.status_code, done.url) == (422, reverse("cadres:person", args=[row.pk]))
    assert (row.name, row.unit, row.posts.get().title) == ("王五", unit, "科员")


def test_rows_are_corrected_and_taken_back(client, admin, cadre):
    school = Education.objects.create(cadre=cadre, schooling="FULL_TIME", attainment="20")
    given = {"kind": "HONOUR", "title": "先进", "awarded_by": "县委", "awarded_on": TODAY}
    honour = Honour.objects.create(cadre=cadre, **given)

    def post(name, row, form):
        url = reverse("cadres:person-row", args=[cadre.pk, name, row.pk])
        assert client.get(url).status_code == 200
        return client.post(url, form).status_code

    assert post("education", school, {"schooling": "FULL_TIME", "attainment": "30"}) == 302
    assert post("honour", honour, given | {"title": "先进个人"}) == 302
    assert post("revoke", honour, {"on": "2017-01-01"}) == 422
    assert post("revoke", honour, {"on": "2018-12-01"}) == 302
    assert Education.objects.get().attainment == "30"
    assert (Honour.objects.get().title, Honour.objects.get().revoked_on.year) == ("先进个人", 2018)
    acts = Entry.objects.filter(act__contains="_").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["amend_education", "amend_honour", "revoke_honour"]
    url = reverse("cadres:person-row", args=[cadre.pk, "nonsense", school.pk])
    assert client.get(url).status_code == 404


def test_pe_22_leaving_ends_posts_and_an_appointment_brings_back(client, admin, cadre, unit):
    url = reverse("cadres:person-act", args=[cadre.pk, "leave"])
    early = client.post(url, {"on": "1990-01-01", "reason": "RETIRED"})
    client.post(url, {"on": "2018-05-20", "reason": "RETIRED"})

    row = Cadre.objects.get()
    assert early.status_code == 422
    assert (row.left_on, row.posts.get().until_on) == (date(2018, 5, 20), date(2018, 5, 20))
    assert Entry.objects.get(act="leave").detail["reason"] == "RETIRED"
    back = reverse("cadres:person-act", args=[cadre.pk, "appoint"])
    client.post(back, {"unit": unit.pk, "title": "镇长", "on": "2018-06-01"})
    assert Cadre.objects.get().left_on is None


def test_a_merge_takes_nobody_who_left(client, admin, cadre, unit):
    leave = reverse("cadres:person-act", args=[cadre.pk, "leave"])
    client.post(leave, {"on": "2018-05-20", "reason": "RETIRED"})
    into = UnitFactory(county=unit.county)

    url = reverse("cadres:unit-act", args=[unit.pk, "merge"])
    client.post(url, {"into": into.pk, "on": "2018-06-10"})

    assert (Unit.objects.get(pk=unit.pk).successor, Cadre.objects.get().unit) == (into, unit)


def test_merging_names_roles_and_nominations_to_settle(client, admin, unit):
    nomination = complete_nomination(open_campaign(unit))
    clerk = grant(holder(Role.UNIT_CLERK, unit), Role.UNIT_HEAD, unit)

    page = client.get(reverse("cadres:unit-act", args=[unit.pk, "merge"]))

    told = page.context["settling"]
    seen = type(nomination).objects.visible_to(admin).filter(unit=unit)
    assert told["nominations"] == list(seen.order_by("pk"))
    assert clerk in {row.user for row in told["grants"]}
    assert "需要另行处理" in page.content.decode()
    assert "settling" not in client.get(reverse("cadres:unit-act", args=[unit.pk, "move"])).context
