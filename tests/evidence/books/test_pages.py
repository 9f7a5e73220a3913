import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre
from evidence.models import BookAward, BookEntry, BookMember, Signal
from evidence.services import ledger
from tests.factories import books as make
from tests.factories.accounts import holder
from tests.factories.rows import many
from tests.moments import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def head(client, office):
    client.force_login(office.head)
    return client


def book_url(book, name):
    return reverse("evidence:book-act", args=[book.pk, name])


def test_book_tells_its_formula_with_figures_and_its_registration(head, office):
    page = head.get(reverse("evidence:book", args=[office.book.pk])).content.decode()

    assert "83.32 分 = 20.83 天 × 8 小时 × 0.5 分" in page
    assert "石办发〔2018〕5号" in page


@pytest.mark.parametrize("kind", ["POINTS", "SCORE_CARD", "NEGATIVE_LIST"])
def test_head_opens_a_book_with_the_preset(client, kind):
    unit = make.UnitFactory()
    client.force_login(holder(Role.UNIT_HEAD, unit))
    url = reverse("evidence:book-new", args=[kind])
    form = client.get(url).context["form"]
    told = {
        name: field.initial or form.initial.get(name, "") for name, field in form.fields.items()
    }
    told |= {
        "unit": unit.pk,
        "from_on": "2018-05-01",
        "basis": "平时考核",
        "document_number": "1号",
    }

    answer = client.post(url, told, follow=True)

    assert answer.context["book"].kind == kind


def test_clerk_opens_no_book(client):
    client.force_login(holder(Role.UNIT_CLERK, make.UnitFactory()))

    assert client.get(reverse("evidence:book-new", args=["POINTS"])).status_code == 404


@pytest.mark.parametrize("points", ["1e309", "NaN", "\u0661\u0662", "3.999"])
def test_item_refuses_what_is_no_plain_number(head, office, points):
    answer = head.post(book_url(office.book, "item"), {"title": "新项目", "points": points})

    assert answer.status_code == 422


def test_points_are_entered_for_a_person_found_by_name(head, office):
    cadre, item = office.first.cadre, make.item(office.book, "完成")
    told = {"cadre": cadre.pk, "item": item.pk, "on": "2018-05-20", "reason": "防汛专班"}

    answer = head.post(book_url(office.book, "enter"), told | {"token": uuid4()})

    assert answer.status_code == 302
    assert BookEntry.objects.get().member == office.first


def test_every_number_of_the_ranking_leads_to_the_rows_it_adds_up(head, office):
    make.entry(office.first, "公文")
    row = make.entry(office.first, "公文")
    ledger.reverse(row, reason="记错", token=uuid4(), by=office.head, at=make.MAY)
    make.entry(office.first, "完成")
    period = make.closed(office.book)
    page = head.get(reverse("evidence:period", args=[period.pk]))

    for line in page.context["lines"]:
        for source in ("base", "tasks", "classes", "plus", "minus"):
            url = reverse("evidence:statement", args=[line["row"].pk])
            told = head.get(url, {"period": period.pk, "source": source}).context
            assert sum(e["row"].points for e in told["entries"]) == getattr(line["row"], source)


def test_person_sees_the_own_statement_without_anybody_elses_name(client, office):
    make.entry(office.first, "公文")
    client.force_login(office.first.cadre.user)

    page = client.get(reverse("evidence:statement", args=[office.first.pk])).content.decode()

    others = Cadre.objects.exclude(pk=office.first.cadre_id).values_list("name", flat=True)
    assert "提出异议" in page
    assert not any(re.search(rf"{name}\b", page) for name in others)


def test_person_sees_no_statement_of_a_colleague(client, office):
    client.force_login(office.first.cadre.user)
    other = office.people[0][1]

    assert client.get(reverse("evidence:statement", args=[other.pk])).status_code == 404
    assert (
        client.get(reverse("evidence:period", args=[make.period(office.book).pk])).status_code
        == 404
    )


def test_person_objects_and_the_head_answers(client, office):
    row = make.entry(office.first, "公文")
    client.force_login(office.first.cadre.user)
    client.post(reverse("evidence:entry-act", args=[row.pk, "object"]), {"text": "不是我起草"})
    client.force_login(office.head)

    url = reverse("evidence:objection-answer", args=[row.objection.pk])
    client.post(url, {"finding": "UPHELD", "answer": "核实有误"})

    assert row.reversal.points == 5


def test_month_is_closed_made_final_and_names_the_last_by_buttons(head, office):
    period = make.final(office.book)

    preview = head.get(reverse("evidence:period-act", args=[period.pk, "signals"]))
    head.post(reverse("evidence:period-act", args=[period.pk, "signals"]))

    assert [one.left_out for one in preview.context["left_out"]] == ["全组同分，不分先后"] * 12
    assert not Signal.objects.exists()


def test_award_is_shared_on_the_page(head, office):
    book = office.book
    for _month in range(5, 13):
        period = make.figures.current(book)
        ledger.close(period, by=office.head, at=make.YEAR_END)
        ledger.finalise(period, by=office.head, at=make.YEAR_END.replace(year=2019))

    head.post(book_url(book, "award"), {"total": "100000", "basis": "县委批准"})

    assert BookAward.objects.get().pot == 40000
    assert len(head.get(book_url(book, "award")).context["shares"]) == 12


@pytest.mark.parametrize("count", [10, 1000])
def test_ranking_and_lists_cost_the_same(client, count, django_assert_max_num_queries):
    office = make.office((1, 0))
    last = office.first.cadre_id
    many(Cadre, office.first.cadre, count, user_id=lambda _n: None, name=lambda n: f"甲{n}")
    people = list(Cadre.objects.filter(pk__gt=last).values_list("pk", flat=True))
    many(BookMember, office.first, count, cadre_id=lambda n: people[n])
    period = make.closed(office.book)
    client.force_login(office.head)

    for url, ceiling in (
        (reverse("evidence:period", args=[period.pk]), 12),
        (reverse("evidence:points-list"), 12),
        (reverse("evidence:book", args=[office.book.pk]), 12),
        (reverse("evidence:statement", args=[office.first.pk]), 15),  # one person's page
    ):
        with django_assert_max_num_queries(ceiling):
            answer = client.get(url)
        assert len(answer.content) <= 60_000


def test_own_list_names_the_books_one_stands_in(client, office):
    client.force_login(office.first.cadre.user)

    assert list(client.get(reverse("evidence:own-books")).context["members"]) == [office.first]
    assert TODAY.year == office.book.year
