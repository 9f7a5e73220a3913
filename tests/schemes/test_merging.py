"""Two admins on one draft of a scheme: the second sees both versions and chooses."""

import pytest
from django.urls import reverse

from schemes.models import Ground, SchemeVersion
from schemes.queries import parameters
from schemes.services.grounds import import_grounds
from tests.factories.schemes import draft_version
from tests.factories.units import CountyFactory, PrefectureFactory
from tests.merging import untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(client):
    import_grounds()
    row = draft_version(CountyFactory(parent=PrefectureFactory()))
    client.force_login(row.drafted_by)
    return row


def choose(client, url, change, mine, picks):
    """Save `mine` over what another changed meanwhile; answer the page that asks, then choose."""
    shown = untouched(client.get(url))
    change()
    met = client.post(url, shown | mine)
    assert met.status_code == 409
    assert client.post(url, untouched(met) | picks).status_code == 302
    return met.content.decode()


def test_basis_is_merged_field_by_field(client, version):
    version.legal_basis, version.document_number = "原依据", "1号"
    version.from_on, version.sunset_on = "2026-01-01", "2027-01-01"
    version.save()

    page = choose(
        client,
        reverse("schemes:basis", args=[version.pk]),
        lambda: SchemeVersion.objects.filter(pk=version.pk).update(legal_basis="对方的依据"),
        {"legal_basis": "我的依据", "document_number": "2号"},
        {"pick_legal_basis": "theirs", "pick_document_number": "mine"},
    )

    now = SchemeVersion.objects.get(pk=version.pk)
    assert "对方的依据" in page
    assert (now.legal_basis, now.document_number) == ("对方的依据", "2号")


def test_parameters_are_merged_field_by_field(client, version):
    days = parameters.whole(version.parameters)["verify_days"]

    def change():
        row = SchemeVersion.objects.get(pk=version.pk)
        row.parameters = row.parameters | {"verify_days": days - 1}
        row.save()

    choose(
        client,
        reverse("schemes:parameters", args=[version.pk]),
        change,
        {"verify_days": str(days - 2)},
        {"pick_verify_days": "mine"},
    )

    assert SchemeVersion.objects.get(pk=version.pk).parameters["verify_days"] == days - 2


def test_clause_is_merged_field_by_field(client, version):
    clause = version.clauses.order_by("position").first()

    page = choose(
        client,
        reverse("schemes:clause", args=[version.pk, clause.pk]),
        lambda: version.clauses.filter(pk=clause.pk).update(text="对方写的全文"),
        {"text": "我写的全文"},
        {"pick_text": "theirs"},
    )

    assert ("我写的全文" in page, version.clauses.get(pk=clause.pk).text) == (True, "对方写的全文")


def test_what_a_clause_corresponds_to_is_chosen_anew(client, version):
    held = version.correspondences.select_related("other").first()
    clause = version.clauses.get(ground=held.ground_id)
    others = Ground.objects.filter(category=clause.category)
    mine = others.exclude(pk=held.other_id).exclude(pk__in=version.clauses.values("ground")).first()

    page = choose(
        client,
        reverse("schemes:correspond", args=[version.pk, clause.pk]),
        version.correspondences.filter(ground=clause.ground_id).delete,
        {"others": [held.other_id, mine.pk]},
        {"pick_others": "mine"},
    )

    linked = version.correspondences.filter(ground=clause.ground_id)
    assert "两人都改了这一项" in page
    assert set(linked.values_list("other_id", flat=True)) == {held.other_id, mine.pk}
