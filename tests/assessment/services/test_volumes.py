"""归卷: complete or refused, bound once, sealed, and nothing of anybody else in it."""

import hashlib
import json
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from accounts.enums import Role
from assessment.models import Volume
from assessment.queries import volumes as queries
from assessment.queries.volumes import scanned
from assessment.services import followups, outcomes, volumes
from assessment.services import pay as pays
from core.dates import cn, legal_day
from core.documents import rendering, storage
from core.documents.errors import DocumentDamaged
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs.models import Job
from evidence.models import ScanSheet
from recall.models import Case, Fact
from recall.services import nominations
from tests.factories import assessment as assess
from tests.factories import observations as observe
from tests.factories import pay, scans
from tests.factories import recall as recalled
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.moments import NOW

pytestmark = pytest.mark.django_db
AT = assess.LATER
FAR = AT + timedelta(days=420)
AFTERWARDS = ("observation", "pay", "bans", "visits")


@pytest.fixture
def case(world, media):
    """A case with every paper that must be kept, its outcome served."""
    row = make.case(world.campaign, world.unit, state="PRACTICE")
    outcome = assess.decide(world, assess.concluded(world, row).case)
    assess.serve(world, outcome)
    return Case.objects.get(pk=assess.file_away(world, row).pk)


def bound(world, case):
    return volumes.bind(volumes.request(case, by=world.admin, at=AT), by=world.admin, at=AT)


def kinds(case):
    """Answer of each kind that the case has what stands against its papers."""
    listed = queries.listed(Case.objects.get(pk=case.pk))
    assert queries.lacking(case) == queries.missing(listed)
    rows = {one.code: [str(paper.trouble) for paper in one.papers] for one in listed}
    return {code: troubles for code, troubles in rows.items() if troubles}


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
        "关于“为什么是我”的说明",
        "综合考核表",
        "复岗通知书",
        "处理结果送达回证",
        "流转记录",
        "卷内备考表",
    ]
    contents = "".join(reader.pages[1].extract_text().split())
    assert [title in contents for title in titles[1:-1]] == [True] * 11
    assert row.page_count == len(reader.pages) - 3  # cover, contents and closing note have none
    assert [reader.pages[page].extract_text().split()[-1] for page in (2, 3, 12)] == [
        "1",
        "2",
        "11",
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
        "originals/009.pdf",
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
    assert queries.lacking(case) == queries.missing(queries.listed(case))
    assert not Job.objects.filter(kind="assessment.bind").exists()


def test_a_case_in_class_lacks_the_same_by_the_short_question(world):
    row = make.case(world.campaign, world.unit, state="TRAINING")

    lacked = queries.lacking(row)

    assert "综合考核表" in lacked
    assert lacked == queries.missing(queries.listed(row))


def test_binding_refuses_a_paper_that_is_not_the_one_listed(world, case):
    """The document's own row agrees with its file: only what was listed tells the difference."""
    row = volumes.request(case, by=world.admin, at=AT)
    other = b"%PDF-1.4 another paper"
    sha256 = hashlib.sha256(other).hexdigest()
    path = storage.keep("other.pdf", other)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Document.objects.filter(pk=case.notice_id).update(file=path, sha256=sha256)
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(DocumentDamaged):
        volumes.bind(row, by=world.admin, at=AT)


def test_vl_01_what_came_after_the_outcome_belongs_to_the_volume(world, media):
    world = pay.paid(world)
    row = observe.suspended(world, effect_until_on=date(2019, 12, 31))
    assess.serve(world, row.outcome)
    case = row.outcome.case
    held = observe.proposed(world, row)
    assert kinds(case)["observation"] == ["已提请执行，会议还没有决定"]
    observe.decided(world, held)
    effect = pay.ordered(world, case)
    visit = case.follow_ups.order_by("months").first()
    told = {"visited_on": visit.due_on, "visitor": "韩磊", "standing": "WELL"}
    told |= {"findings": "走访单位，工作主动，评价好", "own_words": "愿意继续留在窗口岗位"}
    followups.record(visit, **told, by=world.manager, at=FAR)
    pay.signed(world)
    reason = {"reason": pay.WHY, "by": world.admin, "at": AT}
    pays.reverse(effect, month=date(2018, 10, 1), **reason)

    assert kinds(case)["pay"] == ["补发还没有列入已签发的变动表"]
    pay.signed(world, date(2018, 10, 1))

    found = {code: troubles for code, troubles in kinds(case).items() if code in AFTERWARDS}
    assert found == {"observation": [""], "pay": [""], "bans": [""], "visits": [""]}
    sheets = {one.code: one.papers[0].sheet for one in queries.listed(case) if one.code in found}
    assert ("会议", f"部务会　{cn(legal_day(observe.WEEK))}") in sheets["observation"].facts
    assert sheets["pay"].tables[1]["rows"][0] == [
        "停发工作性津贴",
        "2018年10月",
        "撤销",
        pay.WHY,
        "500.00",
    ]
    assert len(sheets["bans"].tables[0]["rows"]) == 3


def test_the_paper_of_the_labels_end_belongs_to_the_volume(world, media):
    outcome = assess.decide(world, assess.concluded(world).case, effect_until_on=legal_day(AT))
    assess.serve(world, outcome)
    followups.drop(outcome, by=world.admin, at=AT)
    followups.clear(outcome.case, by=world.admin, at=FAR)

    assert kinds(outcome.case)["clearing"] == ["文件还在生成"]


def test_the_new_post_is_dated_by_the_meeting_that_carried_it_out(world, media):
    row = observe.suspended(world)
    assess.serve(world, row.outcome)
    assert queries.fields_to_update(row.outcome.case) == []

    observe.decided(world, observe.proposed(world, row))

    post, career = queries.fields_to_update(Case.objects.get(pk=row.outcome.case_id))
    assert post.now == f"{world.host}科员"
    assert career.now.startswith(f"{legal_day(observe.WEEK):%Y.%m}--")


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


def test_scans_that_were_filed_are_bound_once_and_doubles_are_not():
    """Only the case's own papers: others stand on a sign-in sheet."""
    case = recalled.open_case()
    notice = rendering.render(case.notice, at=NOW)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    for seed in (5, 6):
        scans.sent(case.county, scans.scanned(notice, notice.page_count, seed=seed), by=admin)

    (paper,) = scanned.pages(Case.objects.get(pk=case.pk))

    sheet = ScanSheet.objects.get(state="FILED")
    assert (paper.file, paper.sha256, paper.trouble) == (sheet.file_id, sheet.file.sha256, "")
    assert paper.title == f"扫描件：{notice.title}　第{notice.page_count}页"
    assert scanned.pages(recalled.open_case()) == []
