"""The page of a case's volumes: what is missing, binding, the fragment, the package."""

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from assessment.models import Volume
from assessment.services import volumes
from tests.factories import assessment as assess
from tests.factories import training as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, media):
    row = make.case(world.campaign, world.unit, state="PRACTICE")
    assess.serve(world, assess.decide(world, assess.concluded(world, row).case))
    return row


def ask(client, user, name, pk, method="get"):
    client.force_login(user)
    return getattr(client, method)(reverse(f"assessment:{name}", args=[pk]))


def test_page_names_what_is_missing_and_binds_once_it_is_there(client, world, case):
    lacking = ask(client, world.admin, "case-volumes", case.pk).content.decode()
    refused = ask(client, world.admin, "case-volumes", case.pk, "post")
    assess.file_away(world, case)
    offered = ask(client, world.admin, "case-volumes", case.pk).content.decode()
    asked = ask(client, world.admin, "case-volumes", case.pk, "post")
    row = Volume.objects.get()
    waiting = ask(client, world.admin, "volume", row.pk)
    early = ask(client, world.admin, "volume-file", row.pk)
    again = ask(client, world.admin, "case-volumes", case.pk, "post")
    volumes.bind(row, by=world.admin, at=assess.LATER)
    ready = ask(client, world.admin, "volume", row.pk)
    file = ask(client, world.admin, "volume-file", row.pk)

    assert ("必备材料不齐" in lacking, "核实记录" in lacking) == (True, True)
    assert (refused.status_code, "VL-01" in refused.content.decode()) == (422, True)
    assert ("必备材料不齐" in offered, "归卷</button>" in offered) == (False, True)
    assert (asked.status_code, again.status_code) == (302, 409)
    assert (waiting.status_code, early.status_code, ready.status_code) == (200, 404, 286)
    names = zipfile.ZipFile(BytesIO(b"".join(file.streaming_content))).namelist()
    assert names[:2] == ["volume.pdf", "case.json"]


def test_decider_and_class_manager_are_told_who_keeps_volumes(client, world, case):
    assess.file_away(world, case)
    row = assess.bound(world, case)
    pages = (("case-volumes", case.pk), ("volume", row.pk), ("volume-file", row.pk))

    for user in (world.decider, world.manager):
        assert [ask(client, user, *page).status_code for page in pages] == [403, 403, 403]


def test_page_asks_as_much_however_many_volumes(client, world, case, django_assert_max_num_queries):
    """Each kind of paper is one question or two, whatever there is of it."""
    assess.file_away(world, case)
    for _ in range(4):
        assess.bound(world, case)
    client.force_login(world.admin)

    with django_assert_max_num_queries(34):
        client.get(reverse("assessment:case-volumes", args=[case.pk]))
