"""Files as they come: misleading, spoilt, hostile. Each is said, none is a failure."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.imports import cells, runs, workbooks
from core.imports.definitions import find
from core.imports.errors import CellError, Unreadable
from core.imports.models import ImportRun
from core.imports.reading import sheets
from tests.core.imports.files import PEOPLE, grid, person, workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories.imports import applied, checked
from tests.moments import NOW

GOOD = person("张三", "城关镇")


def rezipped(content, changes):
    """Write a workbook again with parts replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return out.getvalue()


def sheet_of(content):
    with zipfile.ZipFile(BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml")


def encrypted(content):
    """Set the flag of encryption on every entry of the directory."""
    data, place = bytearray(content), 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4
    return bytes(data)


def bomb():
    return rezipped(workbook([GOOD]), {"xl/media/image1.png": b"\0" * 40_000_000})


def entity():
    content = workbook([GOOD])
    xml = sheet_of(content).replace(
        b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1
    )
    return rezipped(content, {"xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "没有内容"),
        (b"%PDF-1.7", "改后缀名无效"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 .xls 或加了密码"),
        (b"<html><table>", "改后缀名无效"),
        (b"PK\x03\x04" + b"x" * 200, "已损坏"),
        (workbook([GOOD])[:-30], "已损坏"),
        (bomb(), "压缩炸弹"),
        (rezipped(workbook([GOOD]), {"../../evil.xml": b"x"}), "不安全的路径"),
        (rezipped(workbook([GOOD]), {"xl/vbaProject.bin": b"x"}), "宏"),
        (encrypted(workbook([GOOD])), "密码"),
        (rezipped(workbook([GOOD]), {f"x{n}": b"" for n in range(600)}), "内部结构异常"),
    ],
    ids=["empty", "pdf", "xls", "html", "junk", "cut", "bomb", "path", "macro", "password", "many"],
)
def test_file_that_is_no_plain_table_is_refused_at_the_door(county, unit, admin, content, told):
    with pytest.raises(Unreadable, match=told):
        runs.start(county, kind="people", content=content, pasted=False, by=admin, at=NOW)

    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (entity(), "已损坏或含有不允许的内容"),
        (rezipped(workbook([GOOD]), {"xl/worksheets/sheet1.xml": b"<worksheet><a"}), "已损坏"),
        (workbook([GOOD], header=["甲"] * 8), "没有找到表头"),
        (workbook([GOOD], header=["姓名", "姓名", *PEOPLE[2:]]), "表头重复：姓名"),
        (workbook([["城关镇", "男"]], header=["单位", "性别"]), "缺少必填的列：姓名"),
        (workbook([]), "表头下面没有数据"),
        (grid([GOOD]).replace(b"\t", b",").decode().encode("utf-16-be"), "编码认不出来"),
        ("姓名,出生日期\n\ufffd,1980-01-05".encode(), "原字已丢失"),
        ("姓名,出生日期\n".encode() + b'"' + b"x" * 40_000, "引号不成对或内容过长"),
        (
            workbook([GOOD], touch=lambda s: s.merge_cells("A1:B1")),
            "表头（第 1 行）有合并单元格 A1:B1",
        ),
    ],
    ids=[
        "entity",
        "broken",
        "header",
        "twice",
        "missing",
        "bare",
        "utf16be",
        "lost",
        "quote",
        "merged",
    ],
)
def test_file_that_cannot_be_read_ends_refused_with_the_sentence(
    county, unit, admin, content, told
):
    run = checked(county, content, by=admin)

    assert (run.state, run.rows.count()) == ("REFUSED", 0)
    assert told in run.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_csv_is_understood_in_every_encoding_and_delimiter(county, unit, admin, encoding, mark):
    text = "\r\n".join(mark.join(line) for line in (PEOPLE, GOOD, [""] * 8))

    run = checked(county, text.encode(encoding), by=admin)

    assert (run.state, counts(run)) == ("READY", (1, 0, 0, 0))


def test_title_line_synonyms_stars_and_unknown_columns_are_understood(county, unit, admin):
    header = [
        "序号",
        "名字",
        "出生年月日*",
        "所在单位",
        "性 别",
        "人员类别",
        "级别",
        "岗位",
        "爱好",
    ]
    lines = [header, ["1", *GOOD[:7], "钓鱼"]]

    run = checked(county, workbook(lines, header=["全县干部名册"]), by=admin)

    assert (run.state, counts(run), run.header_row) == ("READY", (1, 0, 0, 0), 2)
    assert run.notes == ["不认识的列没有读取：I“爱好”。"]


def test_formula_error_value_and_merged_cells_are_named_by_cell(county, unit, admin):
    def touch(sheet):
        sheet["B2"], sheet["B3"] = "=A1", "#REF!"
        sheet["B3"].data_type = "e"
        sheet.merge_cells("C4:C5")

    lines = [person(name, "城关镇") for name in ("张三", "李四", "王五", "赵六")]

    told = errors(checked(county, workbook(lines, touch=touch), by=admin))

    assert told[2, "B"] == "是公式，请复制后用“选择性粘贴—数值”贴回"
    assert told[3, "B"] == "是表格的错误值 #REF!"
    assert told[4, ""] == told[5, ""] == "C4:C5 是合并单元格，请取消合并后逐格填写"


def test_hidden_rows_columns_and_sheets_are_said(county, unit, admin):
    def touch(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.parent.create_sheet("旧表")
        sheet.parent.create_sheet("藏").sheet_state = "hidden"

    run = checked(county, workbook([GOOD], touch=touch), by=admin)

    assert run.notes == [
        "有 1 行是隐藏的，也已读入，请确认是否需要。",
        "D 列是隐藏的，也已读入。",
        "只读取第一张工作表“Sheet”，其余工作表没有读取。",
        "有 1 张隐藏的工作表没有读取。",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "2018-05-09",
        "2018/5/9",
        "2018.05.09",
        "20180509",
        "2018年5月9日",
        "\uff12\uff10\uff11\uff18\uff0e\uff15\uff0e\uff19",
        "'2018-05-09",
        " 2018-05-09 00:00:00",
        43229,
        "43229",
        43229.0,
        date(2018, 5, 9),
        datetime(2018, 5, 9, 8),
    ],
    ids=str,
)
def test_day_is_understood_in_every_shape(cell):
    assert cells.day()(cell) == "2018-05-09"


@pytest.mark.parametrize("cell", ["2018-02-30", "昨天", "18.5.9", "2018.05", 7, True, "1800-01-01"])
def test_day_that_is_none_is_refused(cell):
    with pytest.raises(CellError):
        cells.day()(cell)


@given(
    cell=st.one_of(
        st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()
    )
)
@settings(max_examples=150, deadline=None)
def test_any_cell_gives_a_value_or_a_sentence(cell):
    for parse in (
        cells.day(),
        cells.day(or_month=True),
        cells.name,
        cells.code,
        cells.flag,
        cells.whole(0, 9),
        cells.text(9),
        cells.choice({"男": "M"}),
    ):
        with suppress(CellError):
            assert parse(cell) is not None


@given(place=st.integers(0, 6000), noise=st.binary(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spoilt_workbook_is_read_or_refused_but_never_a_failure(place, noise):
    spoilt = bytearray(_SPOILABLE)
    place %= len(spoilt)
    spoilt[place : place + len(noise)] = noise
    try:
        source = sheets.open_file(BytesIO(bytes(spoilt)), "XLSX")
        list(source.rows())
    except Unreadable:
        return


_SPOILABLE = workbook([GOOD] * 3)


def test_error_workbook_is_corrected_and_sent_again(county, unit, admin):
    lines = [GOOD, person("李四", "没有的镇"), person("=1+1", "城关镇")]
    run = checked(county, grid(lines), pasted=True, by=admin)

    book = load_workbook(BytesIO(workbooks.wrong_rows(run, find("people"))))

    sheet = book.active
    assert [cell.value for cell in sheet[1]] == [*PEOPLE, "错误原因"]
    assert sheet["I2"].value == "C3 单位：本县没有这个单位，请先导入单位或改为全称"
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    sheet["C2"], sheet["A3"] = "城关镇", "王五"
    out = BytesIO()
    book.save(out)
    again = checked(county, out.getvalue(), by=admin)
    assert (again.state, counts(again), again.notes) == ("READY", (2, 0, 0, 0), [])


@pytest.mark.parametrize("kind", ["units", "people", "posts", "ratings"])
def test_template_is_taken_back_by_its_own_import(county, unit, admin, kind):
    definition = find(kind)
    content = workbooks.template(definition, definition.lookups(county, on=NOW.date()))

    run = checked(county, content, kind=kind, by=admin)

    assert run.reason == "表头下面没有数据。"


def test_whole_number_of_eighteen_digits_is_no_code():
    with pytest.raises(CellError, match="15 位以后"):
        cells.code(610922198001050011)


def test_applied_twice_by_one_person_counts_once(county, unit, admin):
    run = applied(checked(county, grid([GOOD]), pasted=True, by=admin), by=admin)

    again = checked(county, grid([GOOD]), pasted=True, by=admin)

    assert (run.state, counts(again)) == ("APPLIED", (0, 0, 1, 0))
