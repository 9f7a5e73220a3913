"""任免审批表 in and out: what a sheet changes, what it never changes, what comes out again."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Role
from cadres.enums import Found
from cadres.models import Cadre, Education, FormSheet
from cadres.presenters import appointment_forms
from cadres.queries import sheets as queries
from cadres.services import exports, lrmx, records, sheets
from core import identifiers
from core.audit.models import Entry
from core.documents import rendering
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.sealing.fields import MASK
from tests.cadres.test_lrmx import photo
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db

FIRST = "52232219800105123"
NUMBER = FIRST + identifiers.id_check_digit(FIRST)
RESUME = "1998.09--2002.07  大学学习\r\n2002.07--  镇政府科员"
FAMILY = [
    {
        "ChengWei": "妻子",
        "XingMing": "李某",
        "ChuShengRiQi": "198203",
        "ZhengZhiMianMao": "群众",
        "GongZuoDanWeiJiZhiWu": "县医院医师",
    }
]
TEXTS = {
    "XingMing": "张三",
    "XingBie": "男",
    "ChuShengNianYue": "198001",
    "MinZu": "汉族",
    "RuDangShiJian": "民盟；200506",
    "CanJiaGongZuoShiJian": "200207",
    "QuanRiZhiJiaoYu_XueLi": "大学",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "贵州大学法学专业",
    "XianRenZhiWu": "城关镇党委委员、副镇长",
    "JianLi": RESUME,
    "JiangChengQingKuang": "(无)",
    "NianDuKaoHeJieGuo": "2016年称职",
    "RenMianLiYou": "工作需要",
    "ShenFenZheng": NUMBER,
}


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def admin(unit):
    return holder(Role.COUNTY_ADMIN, unit.county)


@pytest.fixture
def cadre(unit):
    return PostFactory(
        cadre__unit=unit, cadre__name="张三", cadre__born_on=date(1980, 1, 9), title="副镇长"
    ).cadre


def upload(*sheets_, name="任免表.lrmx"):
    body = lrmx.compose(sheets_[0]) if len(sheets_) == 1 else lrmx.pack(list(sheets_))
    return SimpleUploadedFile(name, body)


def sheet_file(**changed):
    drawn = lrmx.redraw(photo((40, 50)))
    return upload(lrmx.Sheet(TEXTS | changed, FAMILY, drawn))


def taken(admin, file):
    county = admin.grants.get().county
    batch = sheets.take_in(county, file=file, by=admin, at=NOW)
    return list(FormSheet.objects.filter(batch=batch).order_by("pk"))


def applied(admin, **changed):
    (sheet,) = taken(admin, sheet_file(**changed))
    return sheets.apply(sheet, by=admin, at=NOW)


def test_taking_in_changes_nothing_and_seals_all(admin, cadre):
    (sheet,) = taken(admin, sheet_file())

    assert (sheet.found, sheet.cadre, str(sheet.content)) == (Found.BY_NAME, None, MASK)
    assert "李某".encode() not in bytes(sheet.content.blob())
    assert Cadre.objects.get().work_began_on is None
    assert Entry.objects.get(act="take_in_lrmx").detail["files"] == 1


def test_a_zip_with_a_bad_file_and_two_of_one_name_is_read_on(admin, cadre):
    out = io.BytesIO(lrmx.pack([lrmx.Sheet(TEXTS), lrmx.Sheet(TEXTS | {"ShenFenZheng": ""})]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("坏.lrmx", "<Person>")

    found = taken(admin, SimpleUploadedFile("一批.zip", out.getvalue()))

    assert [row.found for row in found] == [Found.BY_NAME, Found.BY_NAME, Found.UNREADABLE]
    assert queries.content(found[2])["file"] == "坏.lrmx"
    assert "XML" in queries.content(found[2])["fault"]


def test_applying_amends_the_archive_and_keeps_the_form(admin, cadre):
    sheet = applied(admin)

    fresh = Cadre.objects.get()
    assert fresh.born_on == date(1980, 1, 5)
    assert fresh.work_began_on == date(2002, 7, 1)
    assert (fresh.politics, fresh.party_joined_on) == ("05", date(2005, 6, 1))
    assert Education.objects.get().attainment == "20"
    assert (sheet.cadre, sheet.applied_by) == (fresh, admin)
    acts = set(Entry.objects.filter(by=admin).values_list("act", flat=True))
    assert acts == {"take_in_lrmx", "amend_cadre", "educate", "apply_lrmx"}


def test_what_goes_in_comes_out_equal(admin, cadre):
    (sheet,) = taken(admin, sheet_file())
    given = lrmx.parse(sheet_file().read())
    sheets.apply(sheet, by=admin, at=NOW)

    fresh = Cadre.objects.get()
    body = exports.lrmx_files([fresh], purpose="报县委研究", by=admin, at=NOW)

    out = lrmx.parse(body)
    assert (out.texts, out.family) == (given.texts, given.family)
    assert out.photo[:2] == b"\xff\xd8"
    entry = Entry.objects.get(act="export")
    assert (entry.row_id, entry.detail["purpose"]) == (fresh.pk, "报县委研究")


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("2016年称职；2017年称职", "2016年称职；2017年基本称职"),
        ("2016年称职", "2016年称职；2017年基本称职"),
        ("2017年基本称职", "2017年基本称职"),
        ("2015、2016、2017年称职", "2015、2016、2017年称职；2017年基本称职（以档案为准）"),
        ("2017年不称职", "2017年基本称职"),
    ],
)
def test_rating_that_the_archive_corrected_is_not_hidden_by_the_file(admin, cadre, told, written):
    records.rate(cadre, year=2017, grade="BARELY", by=admin, at=NOW)

    assert exports._ratings(cadre, told) == written


def test_out_of_the_archive_alone_when_no_file_was_applied(admin, cadre):
    records.rate(cadre, year=2017, grade="COMPETENT", by=admin, at=NOW)
    given = {"kind": "HONOUR", "title": "先进", "awarded_by": "县委"}
    records.honour(cadre, **given, awarded_on=date(2018, 1, 10), by=admin, at=NOW)
    records.educate(cadre, schooling="IN_SERVICE", attainment="20", school="党校", by=admin, at=NOW)

    texts = exports.sheet_of(cadre, TODAY).texts

    assert texts["XianRenZhiWu"] == "城关镇副镇长"
    assert texts["NianDuKaoHeJieGuo"] == "2017年称职"
    assert texts["JiangChengQingKuang"] == "2018.01 县委授予先进"
    assert texts["ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi"] == "党校"
    assert texts["ChuShengNianYue"] == "198001"


def test_a_later_appointment_speaks_louder_than_the_file(admin, cadre, unit):
    applied(admin)
    on = date(2018, 12, 1)
    records.appoint(Cadre.objects.get(), unit=unit, title="镇长", on=on, by=admin, at=NOW)

    assert exports.sheet_of(Cadre.objects.get(), on).texts["XianRenZhiWu"] == "城关镇镇长"


def test_pe_21_doubles_and_strangers_are_never_applied(admin, cadre, unit):
    CadreFactory(unit=unit, name="张三", born_on=date(1980, 1, 20))
    double, *_ = taken(admin, sheet_file(ShenFenZheng=""))
    stranger, *_ = taken(admin, sheet_file(XingMing="赵六"))

    assert (double.found, stranger.found) == (Found.SEVERAL, Found.NOBODY)
    for sheet in (double, stranger):
        with pytest.raises(RegulationBroken, match="不能确定"):
            sheets.apply(sheet, by=admin, at=NOW)


def test_another_number_on_file_is_a_contradiction(admin, cadre, unit):
    Cadre.objects.update(id_number="x", id_fingerprint="f" * 64)
    (sheet,) = taken(admin, sheet_file())

    assert sheet.found == Found.CONTRADICTION


def test_a_sheet_is_applied_or_discarded_once(admin, cadre):
    sheet = applied(admin)

    for act in (sheets.apply, sheets.discard):
        with pytest.raises(StateConflict, match="已采用"):
            act(sheet, by=admin, at=NOW)
    (other,) = taken(admin, sheet_file())
    sheets.discard(other, by=admin, at=NOW)
    assert FormSheet.objects.get() == sheet


def test_sheets_of_another_county_stay_unseen_and_untouched(admin, cadre):
    (sheet,) = taken(admin, sheet_file())
    stranger = holder(Role.COUNTY_ADMIN, CountyFactory())

    assert list(FormSheet.objects.visible_to(stranger)) == []
    assert list(FormSheet.objects.visible_to(admin)) == [sheet]
    for act in (sheets.apply, sheets.discard):
        with pytest.raises(NotAllowed):
            act(sheet, by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        exports.lrmx_files([cadre], purpose="报县委研究", by=stranger, at=NOW)


def test_pe_20_a_purpose_is_asked(admin, cadre):
    for act in (exports.lrmx_files, exports.request_form):
        with pytest.raises(RegulationBroken, match="用途"):
            act([cadre] if act is exports.lrmx_files else cadre, purpose="看", by=admin, at=NOW)


def test_pe_23_a_batch_is_bounded(admin, cadre):
    with pytest.raises(RegulationBroken, match="200"):
        exports.lrmx_files([cadre] * 201, purpose="报县委研究", by=admin, at=NOW)


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("XingMing", "张三", "一致，不变"),
        ("ChuShengNianYue", "19800", "不采用：不完整或有误，请在档案中更正"),
        ("CanJiaGongZuoShiJian", "", "文件未填，不变"),
        ("CanJiaGongZuoShiJian", "200207", "补录"),
        ("XingBie", "女", "更正"),
        ("RuDangShiJian", "民盟", "补录"),
        ("ShenFenZheng", "123", "不采用：不完整或有误，请在档案中更正"),
    ],
)
def test_the_preview_says_what_would_become_of_a_field(cadre, name, text, outcome):
    held = {"texts": {name: text}, "family": []}

    told = {line.label: line for line in queries.lines(cadre, held)}

    assert told[queries.LABELS[name]].outcome == outcome


def test_the_preview_masks_the_number_and_what_only_the_form_holds(cadre):
    lines = queries.lines(cadre, {"texts": TEXTS, "family": FAMILY})

    told = json.dumps([[line.archive, line.file] for line in lines], ensure_ascii=False)
    assert NUMBER not in told
    assert "李某" not in told
    assert "镇政府科员" not in told
    assert f"{MASK}（{len(RESUME)}字）" in told


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("200506", (date(2005, 6, 1), "")),
        ("九三学社", (None, "10")),
        ("民盟；200506", (date(2005, 6, 1), "05")),
        ("", (None, "")),
        ("200513", (None, "")),
    ],
)
def test_party_times_are_read(text, read):
    assert queries.party(text) == read


def test_the_printed_form_opens_what_was_sealed(admin, cadre):
    applied(admin)

    document = exports.request_form(Cadre.objects.get(), purpose="报县委研究", by=admin, at=NOW)

    assert "李某" in rendering.html(document)
    assert "李某" not in json.dumps(document.snapshot, ensure_ascii=False)
    form = appointment_forms.opened(document.snapshot["sealed"])
    assert form["born"] == "1980.01\n（38岁）"
    assert form["joined"] == "民盟；2005.06"
    assert form["resume"][0] == {"span": "1998.09--2002.07", "words": "大学学习"}
    assert [line.get("born") for line in form["family"][:2]] == ["1982.03（36岁）", None]
    assert list(exports.printed(cadre)) == [document]


def test_the_form_is_printed_and_what_was_sealed_stays_sealed(admin, cadre, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    applied(admin)
    document = exports.request_form(Cadre.objects.get(), purpose="报县委研究", by=admin, at=NOW)

    rendering.render(document, at=NOW)

    kept = Document.objects.get(pk=document.pk)
    assert kept.is_ready
    assert "李某" not in json.dumps(kept.snapshot, ensure_ascii=False)


@pytest.mark.parametrize(
    ("count", "size", "flows"),
    [(3, "", False), (22, "s", False), (28, "xs", False), (80, "s", True)],
)
def test_a_long_resume_gets_smaller_letters_and_at_last_another_page(count, size, flows):
    lines = appointment_forms.resume("\r\n".join(["1998.09--2002.07  大学学习"] * count))

    told = appointment_forms.fitted({"resume": lines})

    assert (told["size"], told["flows"]) == (size, flows)


def test_long_cells_above_leave_less_room():
    assert appointment_forms.room({}) == 120
    assert appointment_forms.room({"XianRenZhiWu": "长" * 200}) < 100
    assert appointment_forms.room({"XianRenZhiWu": "长" * 2000}) == 66


@pytest.mark.parametrize(
    ("politics", "text", "told"),
    [
        ("", "200506", "01"),
        ("02", "200506", "02"),
        ("", "九三学社", "10"),
        ("01", "民盟；200506", "05"),
        ("", "", ""),
    ],
    ids=["a month alone is the party's", "what is held stays", "another party", "both", "nothing"],
)
def test_month_of_joining_alone_makes_a_member_of_whom_nothing_was_held(
    admin, cadre, politics, text, told
):
    Cadre.objects.update(politics=politics)

    applied(admin, RuDangShiJian=text)

    joined = date(2005, 6, 1) if "200506" in text else None
    fresh = Cadre.objects.get()
    assert (fresh.politics, fresh.party_joined_on) == (told, joined)
