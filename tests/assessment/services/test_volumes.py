"""归卷: complete or refused, bound once, sealed, and nothing of anybody else in it."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from assessment.models import Volume
from assessment.queries import volumes as queries
from assessment.services import outcomes, volumes
from core.documents import storage
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs.models import Job
from recall.models import Case, Fact
from recall.services import nominations
from tests.factories import assessment as assess
from tests.factories import recall as recalled
from tests.factories import training as make

pytestmark = pytest.mark.django_db
AT = assess.LATER


@pytest.fixture
def case(world, media):
    """A case with every paper that must be kept, its outcome served."""
    row = make.case(world.campaign, world.unit, state="PRACTICE")
    outcome = assess.decide(world, assess.concluded(world, row).case)
    assess.serve(world, outcome)
    return Case.objects.get(pk=assess.file_away(world, row).pk)


def bound(world, case):
    return volumes.bind(volumes.request(case, by=world.admin, at=AT), by=world.admin, at=AT)


def members(row):
    archive = zipfile.ZipFile(BytesIO(storage.verified(row.file, row.sha256)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_volume_holds_every_paper_in_order_with_its_page_and_is_sealed(world, case):
    """The issued papers of the factories are no real PDFs: a sheet says so, the bytes are kept."""
    row = bound(world, case)

    held = members(row)
    reader = PdfReader(BytesIO(held["volume.pdf"]))
    titles = [mark.title for mark in reader.outline]
    assert titles == [
        "卷皮和卷内目录",
        "提名表",
        "核实记录",
        "陈述申辩",
        "集体研究决定记录（本件）",
        "召回通知书",
        "召回通知书送达回证",
        "综合考核表",
        "复岗通知书",
        "处理结果送达回证",
        "流转记录",
        "卷内备考表",
    ]
    contents = "".join(reader.pages[1].extract_text().split())
    assert [title in contents for title in titles[1:-1]] == [True] * 10
    assert row.page_count == len(reader.pages) - 3  # cover, contents and closing note have none
    assert [reader.pages[page].extract_text().split()[-1] for page in (2, 3, 11)] == [
        "1",
        "2",
        "10",
    ]
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["sha256"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in held.items()
    }
    assert sorted(held) == [
        "case.json",
        "lrmx.json",
        "originals/005.pdf",
        "originals/007.pdf",
        "originals/008.pdf",
        "volume.pdf",
    ]
    assert json.loads(held["case.json"])["cadre"] == case.cadre.name
    assert held["originals/005.pdf"] == recalled.PDF
    assert row.file == f"documents/{row.uid.hex}.zip"


def test_volume_is_bound_once_and_not_changed_by_anybody(world, case):
    row = bound(world, case)

    assert volumes.bind(row, by=world.admin, at=AT).sha256 == row.sha256
    for change in ({"snapshot": {}}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Volume.objects.filter(pk=row.pk).update(**change)


def test_vl_01_missing_paper_stops_volume_and_closing(world, case):
    Document.objects.filter(pk=case.notice_id).update(
        state="FAILED", ready_at=None, file="", sha256=""
    )

    with pytest.raises(RegulationBroken, match="VL-01"):
        volumes.request(case, by=world.admin, at=AT)
    with pytest.raises(RegulationBroken, match="VL-01"):
        outcomes.carry_out(case.outcome, by=world.admin, at=AT)

    assert queries.missing(queries.listed(case)) == ["召回通知书（文件未能生成，请管理员重新生成）"]
    assert not Job.objects.filter(kind="assessment.bind").exists()


def test_vl_02_volume_waits_for_the_serving_of_the_outcome(world, media):
    row = make.case(world.campaign, world.unit, state="PRACTICE")
    assess.decide(world, assess.concluded(world, row).case)
    assess.file_away(world, row)

    with pytest.raises(RegulationBroken, match="VL-02"):
        volumes.request(Case.objects.get(pk=row.pk), by=world.admin, at=AT)


def test_two_volumes_are_not_bound_at_once(world, case):
    volumes.request(case, by=world.admin, at=AT)

    with pytest.raises(StateConflict):
        volumes.request(case, by=world.admin, at=AT)


def test_what_could_not_be_bound_may_be_asked_for_again(world, case):
    row = volumes.request(case, by=world.admin, at=AT)

    volumes.give_up(row, by=world.admin, at=AT)

    assert volumes.request(case, by=world.admin, at=AT).number == 2


def test_only_the_administrator_keeps_volumes(world, case):
    """A class manager reads no nomination and no evidence, so no volume of them either."""
    for user in (world.decider, world.manager):
        with pytest.raises(NotAllowed):
            volumes.request(case, by=user, at=AT)


def test_evidence_belongs_to_the_volume(world, case):
    draft = recalled.draft_nomination()
    fact = recalled.put_fact(draft)
    nominations.attach(
        draft,
        fact=fact,
        content=recalled.PDF,
        title="值班记录.pdf",
        by=draft.drafted_by,
        at=recalled.NOW,
    )
    Fact.objects.filter(pk=fact.pk).update(nomination=case.nomination)

    found = next(one for one in queries.listed(case) if one.code == "evidence")

    assert [(paper.title, paper.trouble) for paper in found.papers] == [
        ("证明材料：值班记录.pdf", "")
    ]


def test_return_asks_nothing_of_the_personnel_file(world, case):
    assert queries.fields_to_update(case) == []
