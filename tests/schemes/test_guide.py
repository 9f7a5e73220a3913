"""At most four questions lead to any ground; words and pinyin find it too."""

import pytest

from accounts.enums import Role
from schemes.enums import Category
from schemes.queries import concepts, guide, presets
from schemes.services import schemes
from schemes.services.grounds import import_grounds
from tests.factories.accounts import holder
from tests.factories.schemes import write
from tests.factories.units import CountyFactory
from tests.moments import LAUNCHED_AT

pytestmark = pytest.mark.django_db


def version_of(code):
    import_grounds()
    county = CountyFactory()
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="办法", preset=code, by=admin, at=LAUNCHED_AT)
    return scheme.versions.get()


def open_to(version, *, is_leading=True, staff_kind="CIVIL_SERVANT"):
    return guide.open_to(version, is_leading=is_leading, staff_kind=staff_kind)


def ends(clauses, given):
    """Answer clause → number of the question that ends there, by every way through the tree."""
    question = guide.ask(clauses, given)
    assert question.number <= 4
    assert 0 < len(question.answers) <= 2 * guide.FEW
    found = {}
    for answer in question.answers:
        if answer.clause:
            found[answer.clause.pk] = question.number
        else:
            found |= ends(clauses, given | answer.adds)
    return found


@pytest.mark.parametrize("code", presets.presets())
def test_every_clause_is_reached_by_at_most_four_questions(code):
    version = version_of(code)
    write(version, title="本县自定的一项")
    clauses = open_to(version)

    assert set(ends(clauses, {})) == {clause.pk for clause in clauses}


def test_a_full_category_asks_what_it_looks_like_first():
    version = version_of("qianxinan_2014_30")
    write(version, title="本县自定的一项")
    clauses = open_to(version)

    question = guide.ask(clauses, {"area": "rules", "category": "discipline"})
    last = guide.ask(clauses, {"area": "rules", "category": "discipline", "kind": "idle_at_work"})

    assert question.number == 3
    assert {"kind": "own"} in [answer.adds for answer in question.answers]
    assert [a.clause.ground.code for a in last.answers] == [f"QX30-E{n}" for n in (3, 4, 5, 6)]


def test_nonsense_begins_anew():
    clauses = open_to(version_of("shiquan_2018_13"))

    assert guide.ask(clauses, {"area": "x"}).number == 1
    assert guide.ask(clauses, {"area": "do", "category": "x"}).number == 2


def test_clauses_that_are_not_for_the_person_are_not_offered():
    version = version_of("shiquan_2019_22")

    civil, teacher = open_to(version), open_to(version, staff_kind="INST_TECHNICAL")

    assert {c.ground.code for c in teacher} - {c.ground.code for c in civil} == {"SQ22-21"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("打麻将", "QX30-E3"),
        ("feigong", ""),
        ("laopai", ""),
        ("kuanggong", "QX30-E12"),
        ("应付", "QX30-B5"),
    ],
)
def test_search_finds_by_common_words_and_by_pinyin(words, code):
    clauses = open_to(version_of("qianxinan_2014_30"))

    found = [clause.ground.code for clause in guide.search(clauses, words)]

    assert (code in found) if code else found == []
    assert guide.search(clauses, "  ") == []


def test_concepts_name_every_shipped_ground_and_known_categories_only():
    import_grounds()
    version = version_of("qianxinan_2014_30")

    assert all(concepts.drafted(c.ground.code) for c in version.clauses.all())
    assert set(version.clauses.values_list("category", flat=True)) <= set(Category.values)
    assert concepts.drafted("B1-01") == {}
    assert concepts.alike("B1-01") == set()
