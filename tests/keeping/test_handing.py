"""移交目录: the volumes of a list as XML, for the archives, and for nobody who is in it."""

from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.models import Volume
from core.audit.models import Entry
from keeping.queries import handing
from tests.factories import keeping as keep
from tests.factories import training as make
from tests.factories.accounts import holder


def page_of(row):
    return reverse("keeping:manifest", args=[row.pk])


def read(answer):
    return ElementTree.fromstring(answer.content)


def test_list_tells_each_volume_with_its_hash_and_term(client, world, media):
    case = keep.ended(world)
    row = keep.listed(world)
    client.force_login(world.admin)

    answer = client.get(page_of(row))

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="volumes-{row.pk}.xml"'
    volume = Volume.objects.get(case=case)
    (told,) = read(answer).findall("案卷")
    fields = {one.tag: one.text for one in told}
    assert fields["题名"] == f"{case.cadre.name}同志召回案卷（第1卷）"
    assert (fields["年度"], fields["保管期限"]) == ("2018", "30年")
    assert (fields["页数"], fields["数字摘要"]) == (str(volume.page_count), volume.sha256)
    assert fields["计算机文件大小"] == str(Path(media, volume.file).stat().st_size)
    download = client.get(reverse("assessment:volume-file", args=[volume.pk]))
    assert fields["计算机文件名"] in download["Content-Disposition"]
    assert read(answer).findtext("件数") == "1"
    assert Entry.objects.filter(act="download", row_kind="keeping.disposal", row_id=row.pk).exists()


def test_a_name_with_signs_and_what_xml_cannot_hold_is_read_back(world, media):
    keep.ended(world)
    row = keep.listed(world)
    (volume,) = handing.volumes(row, world.admin)
    volume.snapshot["cadre"] = "<阿依古丽·\x00\x0b艾&力\ufffe>"

    told = ElementTree.fromstring(handing.manifest(row, [volume]))

    assert told.findtext("案卷/人名") == "<阿依古丽·艾&力>"


@pytest.mark.parametrize("stage", ["decided", "own", "other", "empty"])
def test_there_is_none_once_decided_of_ones_own_and_without_volumes(client, world, media, stage):
    own = holder(keep.Role.DECIDER, world.county)
    if stage == "other":
        row = keep.listed(world, "PROTECTED") or Disposals.protected(world)
    else:
        keep.ended(world, subject=own if stage == "own" else None)
        keep.ended(world)
        row = keep.listed(world)
    if stage == "decided":
        row = keep.approved(world, row)
    if stage == "empty":
        for line in row.lines.all():
            keep.disposals.strike(line, reason="留作研究", by=world.admin, at=keep.FAR)
    client.force_login(own)

    assert client.get(page_of(row)).status_code == 404
    assert "移交目录" not in client.get(reverse("keeping:disposal", args=[row.pk])).content.decode()


class Disposals:
    """Lists of a kind that has no volumes."""

    @staticmethod
    def protected(world):
        cadre = make.case(world.campaign, world.unit).cadre
        days = {"from_on": date(2010, 1, 1), "until_on": date(2010, 2, 1)}
        cadre.protections.create(kind="PREGNANCY", **days)
        return keep.listed(world, "PROTECTED")


def test_it_costs_the_same_for_few_and_for_many(client, world, media):
    keep.ended(world)
    row = keep.listed(world)
    client.force_login(world.admin)
    client.get(page_of(row))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(row))
    for _n in range(3):
        keep.ended(world)
    keep.listed(world)

    with CaptureQueriesContext(connection) as many:
        answer = client.get(page_of(row))

    assert len(read(answer).findall("案卷")) == 4
    assert len(many) == len(few) <= 20
