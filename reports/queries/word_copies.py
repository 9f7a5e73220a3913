"""Word of papers and what came back of it: whose papers a user may see, and what was changed."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from assessment.models import Appeal, ClearingNote, Outcome
from core.documents import word, wordings
from core.documents.models import Document, DocumentState
from core.uploads import word_files
from recall.models import Allegation, Case, Nomination, Rehabilitation
from reports.models import WordCopy
from reports.queries import numbers
from schemes.queries import wording_diffs
from schemes.queries.diffs import Change

READERS = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)


def about(user: Any) -> Q:
    """Answer the condition that a paper with words of its own is about the user.

    Which person a void paper was about stands nowhere any more, so whoever is or was concerned
    themself is taken to be concerned by each of them.
    """
    mine = [
        Case.objects.of_person(user).exclude(notice=None).values("notice"),
        Allegation.objects.filter(nomination__subject=user)
        .exclude(document=None)
        .values("document"),
        Rehabilitation.objects.filter(nomination__subject=user).values("letter"),
        Outcome.objects.filter(case__subject=user).exclude(document=None).values("document"),
        Appeal.objects.filter(case__subject=user).exclude(receipt=None).values("receipt"),
        ClearingNote.objects.filter(case__subject=user).values("document"),
    ]
    is_mine = reduce(or_, (Q(pk__in=keys) for keys in mine))
    if Nomination.objects.filter(subject=user).exists():
        is_mine |= Q(voiding__isnull=False)
    return is_mine


def worded(user: Any, *roles: Role) -> QuerySet[Document]:
    """Answer the papers of the user's counties whose text can be had as Word; none about them."""
    kinds = [kind.code for kind in wordings.kinds()]
    rows = numbers.numbers_of(user, *roles).filter(kind__in=kinds)
    return rows.exclude(state=DocumentState.GONE).exclude(about(user))


def copies_of(user: Any) -> QuerySet[WordCopy]:
    """Answer what came back of the papers that a user may see."""
    return WordCopy.objects.filter(document__in=worded(user, *READERS))


def issued_lines(document: Document) -> list[str]:
    """Answer the text of a paper as it goes out in Word, read as what comes back is read."""
    kind = wordings.find(document.kind)
    return word_files.lines(word.build(kind, document.snapshot)) if kind else []


def changes(copy: WordCopy) -> list[Change]:
    """Answer what a copy says differently from the issued paper, paragraph by paragraph."""
    issued = issued_lines(copy.document)
    return wording_diffs.of_lines(issued, copy.text.splitlines(), _place)


def _place(index: int) -> str:
    return _("第%(n)s段") % {"n": index + 1}
