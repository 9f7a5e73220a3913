"""The page of bulk prints: count and cost, progress, both files."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.documents import rendering
from core.documents.models import Document
from core.prints import printing
from core.prints.models import PrintPart, PrintRun
from recall.models import Case
from tests.factories import prints
from tests.factories.rows import many
from tests.recall.bulk import AT, media, quick, three, world

__all__ = ["media", "quick", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def page_of(world):
    return reverse("recall:campaign-prints", args=[world.campaign.pk])


def test_page_shows_count_and_cost_and_starts(world, client, quick):
    rows = three(world)
    rendering.render(rows[0].notice, at=AT)
    client.force_login(world.admin)

    page = client.get(page_of(world))
    estimate = page.context["estimate"]
    assert (estimate["count"], estimate["unit_count"], estimate["unprinted"]) == (3, 2, 2)
    assert (estimate["pages"], estimate["sheets"]) == (3, 3)
    answer = client.post(page_of(world), {"kind": "recall_notice", "unit": "", "waiting": "True"})

    assert answer.status_code == 302
    assert PrintRun.objects.get().parts.count() == 3
    shown = client.get(page_of(world)).content.decode()
    assert "已印好 1 份，共 3 份" in shown


def test_run_is_watched_cancelled_resumed_and_taken(world, client, quick):
    three(world)
    run = prints.asked(world, at=AT)
    client.force_login(world.admin)
    poll = reverse("recall:print", args=[run.pk])
    assert client.get(poll).status_code == 200
    assert client.post(reverse("recall:print-file", args=[run.pk, "pdf"])).status_code == 409

    assert client.post(reverse("recall:print-move", args=[run.pk, "cancel"])).status_code == 302
    assert client.post(reverse("recall:print-move", args=[run.pk, "cancel"])).status_code == 409
    assert client.get(poll).status_code == 286
    assert client.post(reverse("recall:print-move", args=[run.pk, "resume"])).status_code == 302
    PrintRun.objects.filter(pk=run.pk).update(requested_at=AT)
    prints.worked(run, at=timezone.now())
    pdf = client.post(reverse("recall:print-file", args=[run.pk, "pdf"]))
    zipped = client.post(reverse("recall:print-file", args=[run.pk, "zip"]))

    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert b"".join(zipped.streaming_content).startswith(b"PK")
    assert "volume-" in pdf["Content-Disposition"]
    printing.path_of(run, "pdf").unlink()
    assert client.post(reverse("recall:print-file", args=[run.pk, "pdf"])).status_code == 302
    assert client.post(reverse("recall:print-file", args=[run.pk, "exe"])).status_code == 404
    assert client.post(reverse("recall:print-move", args=[run.pk, "burn"])).status_code == 404


def test_a_kind_that_is_not_the_users_is_refused_by_the_form(world, client):
    client.force_login(world.manager)

    answer = client.post(page_of(world), {"kind": "recall_notice"})

    assert (answer.status_code, answer.context["estimate"]) == (422, None)


def test_page_asks_as_many_questions_for_one_as_for_many(
    world, client, django_assert_max_num_queries
):
    prints.noticed(world, at=AT)
    template = Case.objects.get(notice__isnull=False)
    client.force_login(world.admin)
    client.get(page_of(world))

    with django_assert_max_num_queries(22):
        client.get(page_of(world))
    prints.asked(world, at=AT)
    run = PrintRun.objects.get()
    document = Document.objects.get(pk=template.notice_id)
    number = iter(range(100, 2_000))
    many(
        Document,
        document,
        300,
        uid=lambda _n: uuid4(),
        verify_code=lambda n: f"{n:016}",
        number=lambda _n: next(number),
    )
    ids = Document.objects.exclude(pk=document.pk).values_list("pk", flat=True)
    PrintPart.objects.bulk_create(
        PrintPart(run=run, position=place, document_id=pk, heading="局")
        for place, pk in enumerate(ids, 2)
    )
    with django_assert_max_num_queries(22):
        client.get(page_of(world))
