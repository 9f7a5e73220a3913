"""Imports at once: equal files have one effect, no edit is lost, a kill loses nothing."""

from functools import partial

import pytest

from accounts.enums import Role
from cadres.models import Cadre, Post
from core.audit import checking as chain
from core.audit import sealing
from core.imports import checking, runs
from core.imports.models import ImportRow, ImportRun
from core.jobs import worker
from core.jobs.models import Job
from tests.core import children
from tests.core.imports.files import grid, person
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import checked, work
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import NOW
from tests.races.starting import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    county = CountyFactory()
    UnitFactory(county=county, name="城关镇")
    return county, holder(Role.COUNTY_ADMIN, county)


def people(count):
    return grid([person("张" + chr(0x4E00 + n), "城关镇") for n in range(count)])


def test_same_file_by_four_at_once_has_one_effect(place):
    county, admin = place
    four = [checked(county, people(300), pasted=True, by=admin) for _ in range(4)]
    for run in four:
        runs.request_apply(run, by=admin, at=NOW)

    race([partial(worker.drain, runs.LANE, at=NOW)] * 4)
    for turn in range(1, 9):
        work(NOW + turn * worker.POSTPONED)

    states = sorted(ImportRun.objects.values_list("state", flat=True))
    assert states == ["APPLIED", "DROPPED", "DROPPED", "DROPPED"]
    assert (Cadre.objects.count(), Post.objects.count()) == (300, 300)
    sealing.seal_all(at=NOW)
    assert chain.first_break() is None


def test_import_against_an_editor_loses_no_edit(place):
    county, admin = place
    post = PostFactory(
        cadre=CadreFactory(unit=county.units.get(), name="王小明", born_on="1980-01-05"),
        from_on="2015-03-01",
    )
    line = person("王小明", "城关镇", 职务="副主任")
    run = checked(county, grid([line]), pasted=True, by=admin)
    runs.request_apply(run, by=admin, at=NOW)
    edit = partial(Cadre.objects.filter(pk=post.cadre_id).update, level="SECTION_LEVEL")

    race([edit, partial(worker.drain, runs.LANE, at=NOW)])

    run = ImportRun.objects.get()
    post.refresh_from_db()
    edited = Cadre.objects.get().level
    assert (edited, run.state, post.title) in [
        ("SECTION_LEVEL", "FAULTY", "科员"),
        ("SECTION_LEVEL", "APPLIED", "副主任"),
    ]


KILLED = """
from core.imports import checking
from core.jobs import worker
checking.SLICE, checking.BATCH = 200, 100
stage, turns = checking._stage_batch, []
def dies(*args):
    turns.append(1)
    if len(turns) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return stage(*args)
checking._stage_batch = dies
from tests.moments import NOW
worker.drain("imports", at=NOW)
"""


def test_check_killed_midway_goes_on_from_the_last_slice(place, settings, monkeypatch):
    county, admin = place
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / "files"  # as config.settings makes it of RECALL_VAR
    run = runs.start(county, kind="people", content=people(500), pasted=True, by=admin, at=NOW)

    killed = children.run(KILLED, RECALL_VAR=str(settings.MEDIA_ROOT.parent))

    assert killed.returncode == -9, killed.stderr
    assert ImportRow.objects.count() == ImportRun.objects.get().position - 1 == 200
    monkeypatch.setattr(checking, "SLICE", 200)
    work(NOW + worker.LEASE)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.new_count) == ("READY", 500)
    assert Job.objects.get().state == "DONE"


APPLY_KILLED = """
from core.imports import applying
from core.jobs import worker
applying.trails.record_many = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
from tests.moments import NOW
worker.drain("imports", at=NOW)
"""


def test_apply_killed_midway_leaves_nothing_and_is_done_again(place):
    county, admin = place
    run = checked(county, people(50), pasted=True, by=admin)
    runs.request_apply(run, by=admin, at=NOW)

    killed = children.run(APPLY_KILLED)

    assert killed.returncode == -9, killed.stderr
    assert Cadre.objects.count() == 0
    work(NOW + worker.LEASE)
    assert (ImportRun.objects.get().state, Cadre.objects.count()) == ("APPLIED", 50)
