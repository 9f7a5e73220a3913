"""Files that no programme can take for a programme: every cell is text."""

import csv
import io
import re
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports import cells, writers

ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    " =1+1",
    "\u3000=1+1",
    "|calc",
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("http://x","y")',
    "=1+1\x00\x08",
]


def book(rows, mark="标记"):
    file = io.BytesIO()
    writers.xlsx(file, rows, mark=mark)
    return file


def table(rows, mark="标记"):
    file = io.BytesIO()
    writers.as_csv(file, rows, mark=mark)
    return file.getvalue()


@pytest.mark.parametrize("attack", ATTACKS, ids=repr)
def test_export_cells_never_formula(attack):
    text = cells.text(attack)
    file = book([["列"], [text]], mark=attack.replace("\x00\x08", ""))

    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    rows = list(openpyxl.load_workbook(file).active.iter_rows())
    read = list(csv.reader(io.StringIO(table([[text]]).decode("utf-8-sig"), newline="")))

    assert "<f>" not in sheet
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    assert rows[2][0].value.replace("\r\n", "\n") == text.replace("\r", "\n")
    assert read[1][0].startswith("'")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_back_as_text(said):
    text = cells.text(said)
    cell = openpyxl.load_workbook(book([["x", text]])).active.cell(2, 2)

    assert (cell.value or "") == re.sub("\r\n?", "\n", text)
    assert cell.data_type in ("s", "n" if not text else "s")
    assert not cells.neutral(text).lstrip().startswith(("=", "+", "-", "@"))


def test_numbers_of_people_stay_text_and_unrounded():
    file = book([["522601198001011235"]])

    assert openpyxl.load_workbook(file).active["A2"].value == "522601198001011235"


def test_none_is_an_empty_cell():
    assert cells.text(None) == ""


def test_mark_stands_in_the_first_row_and_on_every_printed_page():
    file = book([["列"]], mark="导出人 张某 & 李某")

    sheet = openpyxl.load_workbook(file).active
    assert sheet["A1"].value == "导出人 张某 & 李某"
    assert "张某 && 李某" in sheet.oddFooter.center.text
    assert table([], mark="导出人").decode("utf-8-sig") == '"导出人"\r\n'


@pytest.mark.parametrize("write", [writers.xlsx, writers.as_csv], ids=["xlsx", "csv"])
def test_memory_is_flat(write, tmp_path):
    def peak(count):
        rows = ([f"第{n}行第{k}列" for k in range(16)] for n in range(count))
        tracemalloc.start()
        with (tmp_path / "file").open("wb") as file:
            write(file, rows, mark="标记")
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert peak(4_000) < 2 * peak(1_000)
