"""What a closed case asks to change in the person's 任免审批表 (LRMX)."""

from dataclasses import dataclass
from datetime import date

from assessment.models import Outcome
from assessment.queries.observations import carried_out_on
from cadres.models import Post
from recall.models import Case

_OPEN_END = " " * 9  # an open line of 简历 leaves room for its end: domain.md 6.2


@dataclass(frozen=True)
class Change:
    """One element of the file: as it was when nominated, as it should be, and why."""

    element: str
    was: str
    now: str
    basis: str


def fields_to_update(case: Case) -> list[Change]:
    """Answer the elements that the outcome changed; none when the person is back at the post.

    Training, practice and recall itself are no elements: neither is a sanction, and ballots and
    rejected nominations may not enter the personnel file.
    """
    outcome = Outcome.objects.filter(case=case).select_related("document", "observation").first()
    decided_on = carried_out_on(outcome) if outcome else None
    if outcome is None or decided_on is None:
        return []
    posts = Post.objects.filter(cadre=case.cadre, is_main=True, from_on=decided_on)
    post = posts.select_related("unit").first()
    if post is None:
        return []
    basis = outcome.document.reference if outcome.document else ""
    was, now = f"{case.unit_then}{case.nomination.post_title}", f"{post.unit}{post.title}"
    return [
        Change("XianRenZhiWu", was, now, basis),
        Change("JianLi", f"--{_OPEN_END}{was}", f"{_month(post.from_on)}--{_OPEN_END}{now}", basis),
    ]


def _month(on: date) -> str:
    return f"{on:%Y.%m}"
