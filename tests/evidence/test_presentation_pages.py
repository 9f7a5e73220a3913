"""The pages of the show-and-compare rounds: what each reader gets, refusals, costs."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre
from evidence.models import PresentationComment, PresentationMember, PresentationRound
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.presentations import (
    REASON,
    WORDS,
    closed,
    commented,
    commenting,
    drawn,
    manned,
    reported,
    settled,
    shown,
    written,
)
from tests.factories.rows import many

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"evidence:{name}", args=args)


def first(row):
    return row.members.order_by("pk").first()


def read(client, *address):
    return client.get(at(*address)).content.decode()


def test_clerk_fills_a_round_and_fixes_it(client):
    row = drawn()
    cadres = [PostFactory(cadre__unit=row.unit).cadre for _number in range(2)]
    seated = [holder(Role.UNIT_HEAD, row.unit) for _number in range(5)]
    client.force_login(row.drawn_up_by)
    number = {"name": "走访农户", "measure": "户", "better": "low"}
    posts = [("indicator", number), *[("member", {"cadre": one.pk}) for one in cadres]]
    posts += [("seat", {"user": one.pk}) for one in seated]
    for name, form in posts:
        assert client.post(at("presentation-act", row.pk, name), form).status_code == 302

    page = read(client, "presentation", row.pk)
    assert at("presentation-drop", row.pk, "member", first(row).pk) in page
    assert not row.indicators.get().higher_is_better
    assert client.post(at("presentation-act", row.pk, "settle")).status_code == 302
    answer = client.post(at("presentation-drop", row.pk, "member", first(row).pk))
    assert answer.status_code == 422
    assert "PR-04" in answer.content.decode()


def test_dropping_takes_a_line_out_of_its_own_round_only(client):
    row, other = manned(drawn()), manned(drawn())
    client.force_login(row.drawn_up_by)

    assert client.post(at("presentation-drop", row.pk, "x", 1)).status_code == 404
    assert (
        client.post(at("presentation-drop", row.pk, "member", first(other).pk)).status_code == 404
    )
    assert client.post(at("presentation-drop", row.pk, "member", first(row).pk)).status_code == 302
    assert row.members.count() == 1


def test_person_writes_the_report_on_the_own_page_until_it_is_shown(client):
    row = reported(settled(manned(drawn())))
    member = first(row)
    number = f"number_{row.indicators.get().pk}"
    client.force_login(member.cadre.user)
    page = at("own-presentation", member.pk)

    assert at("own-presentations") in client.get(reverse("portal:me")).content.decode()
    assert page in client.get(at("own-presentations")).content.decode()
    for value in ("1e309", "NaN", "١٢", "3.999"):
        assert client.post(page, WORDS | {number: value}).status_code == 422
    assert client.post(page, WORDS | {number: "37.5"}).status_code == 302
    assert 'value="37.50"' in client.get(page).content.decode()
    shown(row)
    again = client.post(page, WORDS | {number: "38"})
    assert again.status_code == 422
    assert "PR-09" in again.content.decode()


def test_members_read_what_is_shown_and_nothing_of_what_comments_come_to(client):
    row = commenting(manned(drawn()))
    member, other = row.members.order_by("pk")
    commented(member, *[60] * 5)
    closed(row)
    client.force_login(other.cadre.user)

    page = read(client, "presentation-report", member.pk)

    assert WORDS["done"] in page
    assert REASON not in page
    assert "60.00" not in page
    assert member.cadre.name in read(client, "presentation-shown", row.pk)
    assert client.get(at("own-presentation", member.pk)).status_code == 404
    assert client.get(at("presentation", row.pk)).status_code == 404


def test_nobody_outside_the_round_reads_what_is_shown(client):
    row = shown(reported(settled(manned(drawn()))))
    client.force_login(PostFactory(cadre__unit=row.unit).cadre.user)
    for address in (
        at("presentation-shown", row.pk),
        at("presentation-report", first(row).pk),
        at("presentation-recuse", first(row).pk),
        at("presentation-member", first(row).pk),
    ):
        assert client.get(address).status_code == 404


def test_commentator_comments_once_and_sees_the_own_words(client):
    row = commenting(manned(drawn()))
    member, other = row.members.order_by("pk")
    client.force_login(row.seats.first().user)
    page = at("presentation-report", member.pk)

    assert "待我评" in read(client, "presentation-shown", row.pk)
    assert client.post(page, {"score": "101", "reason": REASON}).status_code == 422
    assert client.post(page, {"score": "88", "reason": REASON}).status_code == 302
    again = client.post(page, {"score": "1", "reason": REASON})
    assert (again.status_code, "PR-21" in again.content.decode()) == (422, True)
    assert REASON in client.get(page).content.decode()
    recuse = at("presentation-recuse", other.pk)
    assert client.post(recuse, {"reason": "与其有经济往来，应当回避"}).status_code == 302
    assert "您已回避" in read(client, "presentation-report", other.pk)
    assert PresentationComment.objects.get().score == 88


def test_person_reads_mean_and_reasons_at_the_end_and_no_name(client):
    row = commenting(manned(drawn()))
    member = commented(first(row), *range(70, 75))
    client.force_login(member.cadre.user)
    assert REASON not in read(client, "own-presentation", member.pk)
    closed(row)

    page = read(client, "own-presentation", member.pk)

    assert "72.00" in page
    assert page.count(REASON) == 5
    names = row.seats.values_list("user__name", flat=True)
    assert not any(f">{name}<" in page for name in names)


def test_fewer_than_five_comments_say_so_and_nothing_more(client):
    row = commenting(manned(drawn()))
    member = commented(first(row), *[60] * 4)
    closed(row)
    client.force_login(member.cadre.user)

    page = read(client, "own-presentation", member.pk)

    assert "评议不足 5 人" in page
    assert REASON not in page


def test_office_reads_no_score_before_the_end_and_no_name_after(client):
    row = commenting(manned(drawn()))
    member = commented(first(row), *[61] * 5)
    client.force_login(row.drawn_up_by)
    before = read(client, "presentation-member", member.pk)
    assert REASON not in before
    assert "61.00" not in before + read(client, "presentation", row.pk)
    closed(row)

    assert "61.00" in read(client, "presentation", row.pk)
    page = read(client, "presentation-member", member.pk)
    assert page.count(REASON) == 5
    assert not any(seat.user.name in page for seat in row.seats.select_related("user"))


def test_absence_is_recorded_with_its_reason_and_read_by_the_person(client):
    row = shown(reported(settled(manned(drawn()))))
    member = first(row)
    client.force_login(row.drawn_up_by)
    page = at("presentation-member-act", member.pk, "state")

    assert page in read(client, "presentation-member", member.pk)
    bare = client.post(page, {"statement": "ABSENT", "absence": ""})
    assert (bare.status_code, "PR-15" in bare.content.decode()) == (422, True)
    given = {"statement": "ABSENT", "absence": "在省里参加培训"}
    assert client.post(page, given).status_code == 302
    client.force_login(member.cadre.user)
    assert "在省里参加培训" in read(client, "own-presentation", member.pk)


def test_signals_are_shown_before_they_are_written(client):
    row = commenting(manned(drawn(line=Decimal(60))))
    member = commented(first(row), *[50] * 5)
    row = closed(row)
    client.force_login(row.drawn_up_by)
    page = at("presentation-act", row.pk, "signals")

    assert "平均 50.00 分，低于 60.00 分" in client.get(page).content.decode()
    assert member.cadre.signals.count() == 0
    assert [client.post(page).status_code for _time in range(2)] == [302, 302]
    assert member.cadre.signals.count() == 1


def test_rules_are_asked_on_the_form(client):
    unit = drawn().unit
    client.force_login(holder(Role.UNIT_CLERK, unit))
    form = {"place": f"u{unit.pk}", "title": "第三季度晒比述评", "basis": "x", "highest": "100"}
    form |= {"from_on": "2018-07-01", "until_on": "2018-09-30", "session_on": "2018-09-01"}
    form |= {"smallest": "5", "least": "5", "line": "", "ground": ""}

    early = client.post(at("presentation-new"), form)

    assert (early.status_code, "PR-02" in early.content.decode()) == (422, True)
    few = client.post(at("presentation-new"), form | {"least": "4"})
    assert few.status_code == 422
    done = client.post(at("presentation-new"), form | {"session_on": "2018-10-08"})
    assert done.status_code == 302


def test_new_rounds_are_for_who_keeps_a_place_and_acts_have_names(client):
    row = drawn()
    client.force_login(row.drawn_up_by)
    assert client.get(at("presentation-act", row.pk, "burn")).status_code == 404
    client.force_login(PostFactory().cadre.user)
    assert client.get(at("presentation-new")).status_code == 404


def test_unknown_act_on_a_member_is_not_found(client):
    row = settled(manned(drawn()))
    written(first(row))
    client.force_login(row.drawn_up_by)
    assert client.get(at("presentation-member-act", first(row).pk, "burn")).status_code == 404
    assert WORDS["done"] in read(client, "presentation-member", first(row).pk)


@pytest.mark.parametrize("count", [10, 1000])
def test_desk_round_and_shown_cost_the_same(client, count, django_assert_max_num_queries):
    row = drawn()
    cadre = PostFactory(cadre__unit=row.unit).cadre
    many(PresentationRound, row, count, title=lambda n: f"第{n}轮")
    many(Cadre, cadre, count, user_id=lambda _n: None, name=lambda n: f"参加人{n}")
    seat = UserFactory()
    manned(row, cadre, users=[seat, *(UserFactory() for _number in range(5))])
    people = Cadre.objects.filter(name__startswith="参加人").order_by("pk")
    pks = list(people.values_list("pk", flat=True))
    many(PresentationMember, first(row), count, cadre_id=lambda n: pks[n])
    row = settled(row)
    PresentationRound.objects.filter(pk=row.pk).update(
        shown_by=row.drawn_up_by, shown_at=row.settled_at
    )

    for user, address in (
        (row.drawn_up_by, at("presentation-list")),
        (row.drawn_up_by, at("presentation", row.pk)),
        (seat, at("presentation-shown", row.pk)),
        (seat, at("own-presentations")),
    ):
        client.force_login(user)
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000
