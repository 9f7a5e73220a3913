"""Measure an import of people from upload to effect, and set it beside a bare COPY of the rows.

Everything happens in one transaction that is rolled back, so the database is as before.
"""

import json
import os
import random
import resource
import time
from datetime import date, timedelta
from io import BytesIO

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from openpyxl import Workbook

from accounts.enums import Role
from accounts.services import accounts
from cadres.models import Cadre
from core.identifiers import id_check_digit
from core.imports import runs
from core.imports.models import ImportRun
from core.jobs import worker
from units.services import units

HEADER = (
    "姓名",
    "出生日期",
    "单位",
    "性别",
    "身份",
    "职级层次",
    "担任领导职务",
    "职务",
    "任职日期",
    "身份证号",
)
FAMILY, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰",
)
UNITS = 300


class Command(BaseCommand):
    help = "Import so many people in a transaction that is rolled back; print times, memory, ratio."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=60_000)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        figures = measured(options["rows"])
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:<28}{value}")


def measured(rows: int) -> dict[str, float | int]:
    """Answer seconds of wall and CPU for each stage, memory in MB, and the ratio to COPY."""
    at = timezone.now()
    names = [f"测速单位{number:03d}" for number in range(UNITS)]
    content = _workbook(rows, names)
    before = _memory()
    with transaction.atomic():
        by = accounts.system_user()
        county = units.found_county(code="999999", name="测速县", parent=None, by=by, at=at)
        user = _importer(county, by, at)
        for name in names:
            units.found_unit(county, name=name, kind="GOVERNMENT", from_on=at.date(), by=by, at=at)
        stages: dict[str, float | int] = {"rows": rows, "file MB": round(len(content) / 1e6, 1)}
        with _Timed(stages, "check"):
            run = runs.start(county, kind="people", content=content, pasted=False, by=user, at=at)
            _work(at)
        run = ImportRun.objects.get(pk=run.pk)
        with _Timed(stages, "apply"):
            runs.request_apply(run, by=user, at=at)
            _work(at)
        run = ImportRun.objects.get(pk=run.pk)
        stages |= {"state": run.state, "entered": Cadre.objects.filter(unit__county=county).count()}
        stages["peak RSS MB"], stages["RSS before MB"] = _memory(), before
        with _Timed(stages, "bare COPY"):
            _bare_copy(county.pk)
        total = stages["check s"] + stages["apply s"]
        stages["check + apply s"] = round(total, 1)
        stages["ratio to COPY"] = round(total / stages["bare COPY s"], 1)
        transaction.set_rollback(True)
    return stages


class _Timed:
    """Note wall and own CPU seconds of a stage."""

    def __init__(self, stages, name):
        self.stages, self.name = stages, name

    def __enter__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_error):
        self.stages[f"{self.name} s"] = round(time.perf_counter() - self.wall, 2)
        self.stages[f"{self.name} CPU s"] = round(time.process_time() - self.cpu, 2)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _work(at):
    while worker.drain(runs.LANE, at=at, seconds=600):
        pass


def _importer(county, by, at):
    name = f"bench-{os.getpid()}"
    user = accounts.open_account(username=name, name="测速", password=None, by=by, at=at)
    accounts.grant(user, role=Role.COUNTY_ADMIN, county=county, from_on=at.date(), by=by, at=at)
    return user


def _workbook(rows: int, names: list[str]) -> bytes:
    dice = random.Random(1)  # noqa: S311  made-up people
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员")
    sheet.append(HEADER)
    seen: set[tuple[str, str]] = set()
    while len(seen) < rows:
        born = date(1965, 1, 1) + timedelta(days=dice.randrange(12_000))
        name = dice.choice(FAMILY) + dice.choice(GIVEN) + dice.choice(GIVEN)
        if (name, f"{born:%Y%m}") in seen:
            continue
        seen.add((name, f"{born:%Y%m}"))
        unit, sex = dice.choice(names), dice.choice("男女")
        line = [name, f"{born}", unit, sex, "公务员", "一般干部", "否", "科员", "2015-03-01"]
        sheet.append([*line, _id_number(born, sex, len(seen))])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _id_number(born: date, sex: str, number: int) -> str:
    """Make a number up that nobody has: 999 is no division, and the order counts upwards."""
    order = number % 500 * 2 + (sex == "男")
    digits = f"9{number // 500:05d}{born:%Y%m%d}{order:03d}"
    return digits + id_check_digit(digits)


def _bare_copy(county: int) -> None:
    """Send the same people and posts into empty tables of the same shape, and nothing else."""
    with connection.cursor() as cursor:
        for table, where in (
            ("cadres_cadre", "unit_id IN (SELECT id FROM units_unit WHERE county_id = %s)"),
            ("cadres_post", "unit_id IN (SELECT id FROM units_unit WHERE county_id = %s)"),
        ):
            cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            cursor.execute(f"SELECT * FROM {table} WHERE {where}", [county])  # noqa: S608
            rows = cursor.fetchall()
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
