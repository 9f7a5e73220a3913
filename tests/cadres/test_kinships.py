from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Kinship
from cadres.services import records
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadre():
    return CadreFactory()


@pytest.fixture
def admin(cadre):
    return holder(Role.COUNTY_ADMIN, cadre.unit.county)


def relate(cadre, relative, by, kind="SPOUSE"):
    return records.relate(cadre, relative=relative, kind=kind, by=by, at=NOW)


def test_relation_binds_both_whichever_file_it_was_entered_on(cadre, admin):
    other = CadreFactory(unit=cadre.unit)

    row = relate(cadre, other, admin)

    assert list(Kinship.objects.of(other.pk)) == list(Kinship.objects.of(cadre.pk)) == [row]


def test_pe_24_relation_to_oneself_is_refused(cadre, admin):
    with pytest.raises(RegulationBroken) as refused:
        relate(cadre, cadre, admin)

    assert refused.value.number == "PE-24"


def test_pe_25_relation_is_entered_once_from_either_side(cadre, admin):
    other = CadreFactory(unit=cadre.unit)
    relate(cadre, other, admin)

    with pytest.raises(RegulationBroken) as refused:
        relate(other, cadre, admin)

    assert refused.value.number == "PE-25"


def test_relation_struck_out_stays_on_file_and_can_be_entered_again(cadre, admin):
    other = CadreFactory(unit=cadre.unit)
    row = records.unrelate(relate(cadre, other, admin), by=admin, at=NOW)

    again = relate(other, cadre, admin)

    assert (row.ended_by, row.ended_at) == (admin, NOW)
    assert list(Kinship.objects.standing()) == [again]


def test_relation_is_entered_by_the_countys_administrator_only(cadre):
    clerk = holder(Role.UNIT_CLERK, cadre.unit)

    with pytest.raises(NotAllowed):
        relate(cadre, CadreFactory(unit=cadre.unit), clerk)


def test_file_shows_the_relation_and_strikes_it_out(client, cadre, admin):
    other = CadreFactory(unit=cadre.unit)
    client.force_login(admin)
    form = {"relative": other.pk, "kind": "HOUSEHOLD", "relative__q": other.name}
    client.post(reverse("cadres:person-act", args=[cadre.pk, "relate"]), form)
    row = Kinship.objects.get()
    file = reverse("cadres:person", args=[cadre.pk])
    shown = client.get(file).content.decode()

    client.post(reverse("cadres:person-row", args=[cadre.pk, "unrelate", row.pk]))

    assert "共同居住" in shown
    assert other.name in shown
    assert "共同居住" not in client.get(file).content.decode()


def test_relation_is_struck_out_once_and_keeps_who_did_it_first(cadre, admin):
    row = relate(cadre, CadreFactory(unit=cadre.unit), admin)
    records.unrelate(row, by=admin, at=NOW)
    other = holder(Role.COUNTY_ADMIN, cadre.unit.county)

    again = records.unrelate(row, by=other, at=NOW + timedelta(days=1))

    assert (again.ended_by, again.ended_at) == (admin, NOW)
    assert Entry.objects.filter(act="unrelate").count() == 1
