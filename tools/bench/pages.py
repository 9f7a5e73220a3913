"""Pages to be measured. Other rooms plug in: `PAGES.append(Page(...))`, `WORKS["name"] = run`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Cadre
from recall.models import Campaign, Case, Nomination


@dataclass(frozen=True)
class Page:
    """One page: who asks, for what, how, and what it may cost."""

    name: str
    url: str  # of a route
    row: Callable[[User], Any] | None = None
    role: str = Role.COUNTY_ADMIN
    data: dict[str, str] | None = None  # a POST with these fields
    htmx: bool = False
    kind: str = "list"
    peer: str = ""


@dataclass(frozen=True)
class Ceiling:
    queries: int
    bytes: int
    cpu_ms: float


# Issue 3, "Figures": hard ceilings. Bytes before compression.
CEILINGS = {
    "home": Ceiling(20, 60_000, 60),
    "list": Ceiling(12, 60_000, 30),
    "search": Ceiling(6, 30_000, 30),
    "profile": Ceiling(15, 60_000, 60),
    "page": Ceiling(24, 60_000, 80),  # not in the issue; ours
    "matter": Ceiling(33, 60_000, 80),  # a page with the prior record: 8 sources and their honours
}


def asker(role: str) -> User | None:
    """Answer the first user who holds a role."""
    grant = Grant.objects.filter(role=role).select_related("user").order_by("pk").first()
    return grant and grant.user


def _first(model: Any, **told: Any) -> Callable[[User], Any]:
    return lambda user: model.objects.visible_to(user).filter(**told).order_by("pk").first()


def _person(user: User) -> Any:
    """Answer somebody with a case, whose profile has something to show."""
    return Cadre.objects.visible_to(user).filter(cases__isnull=False).order_by("pk").first()


PAGES = [
    Page("home", "portal:home", kind="home", peer="home"),
    Page("home of a unit", "portal:home", role=Role.UNIT_HEAD, kind="home"),
    Page("person list", "cadres:person-list", peer="person list"),
    Page("unit list", "cadres:unit-list"),
    Page("nomination list", "recall:nomination-list"),
    Page("nomination fragment", "recall:nomination-list", htmx=True, peer="list fragment"),
    Page("case list", "portal:case-list", peer="case list"),
    Page("case fragment", "portal:case-list", htmx=True, peer="list fragment"),
    Page("campaign list", "recall:campaign-list"),
    Page("class list", "training:class-list"),
    Page("posting list", "training:posting-list"),
    Page("assessment list", "assessment:assessment-list"),
    Page("audit list", "audit:entry-list", role="AUDITOR"),
    Page(
        "search 王",
        "portal:search",
        data={"q": "王"},
        htmx=True,
        kind="search",
        peer="search fragment",
    ),
    Page(
        "search wang",
        "portal:search",
        data={"q": "wang"},
        htmx=True,
        kind="search",
        peer="search fragment",
    ),
    Page("search 局", "portal:search", data={"q": "局"}, htmx=True, kind="search"),
    Page("profile", "cadres:person", _person, kind="profile", peer="profile"),
    Page(
        "dossier of a case",
        "portal:dossier",
        _first(Case, state="CLOSED"),
        kind="profile",
        peer="profile",
    ),
    Page("nomination", "recall:nomination", _first(Nomination, state="HEARD"), kind="matter"),
    Page("campaign form", "recall:campaign-create", kind="page", peer="create form"),
    Page("campaign", "recall:campaign", _first(Campaign, state="OPEN"), kind="page"),
    Page("campaign board", "recall:campaign-board", _first(Campaign, state="OPEN"), kind="page"),
    Page("campaign figures", "reports:campaign", _first(Campaign, state="OPEN"), kind="page"),
    Page("board of all campaigns", "reports:board", kind="page"),
]


def address(page: Page, user: User) -> str | None:
    """Answer the page's address for a user; None where the route or the row is not there."""
    row = page.row(user) if page.row else None
    if page.row and row is None:
        return None
    try:
        return reverse(page.url, args=[row.pk] if row else [])
    except NoReverseMatch:
        return None


@dataclass
class Work:
    """A job-like thing measured once: seconds, queries, peak memory, bytes."""

    name: str
    run: Callable[[], dict[str, Any]]
    peer: str = ""
    ceiling: dict[str, float] = field(default_factory=dict)


WORKS: list[Work] = []  # imports and exports are added in tools/bench/works.py
