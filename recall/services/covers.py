"""Words of a fact that the person does not read: covered, and lifted, before the telling."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import lock
from recall import permissions
from recall.models import Fact, Nomination, WordCover
from recall.queries import covers, hearings
from recall.regulations import hearings as rules


def _open(nomination: Nomination, by: Any) -> Nomination:
    """Lock the nomination and answer it while the covers may still change."""
    nomination = lock(nomination)
    permissions.prepare_hearing.check(by, nomination)
    rules.words_before_telling.check(hearings.is_told(nomination))
    rules.may_be_blacked_out.check(nomination)
    return nomination


@transaction.atomic
def cover(fact: Fact, *, words: str, reason: str, by: Any, at: datetime) -> WordCover:
    """Black out words in all that the person gets; the fact's own text stays as it is.

    :raises RegulationBroken: HR-01 not now, HR-16 told, HR-17 not in the text, HR-18 covered
        before, HR-19 too little would be left
    """
    nomination = _open(fact.nomination, by)
    words = words.strip()
    rules.words_stand_in_the_fact.check(words, fact.text)
    known = covers.words_of(nomination)
    rules.words_are_new.check(words, known)
    texts = list(nomination.facts.values_list("text", flat=True))
    rules.fact_stays_readable.check(
        [(len(text), covers.left(text, [*known, words])) for text in texts]
    )
    row = WordCover.objects.create(fact=fact, words=words, reason=reason, by=by, at=at)
    trail.record(nomination, "cover_words", by=by, at=at, fact=fact.pk, cover=row.pk)
    return row


@transaction.atomic
def lift(cover_: WordCover, *, by: Any, at: datetime) -> WordCover:
    """Let the person read the words after all.

    :raises RegulationBroken: HR-01 not now, HR-16 told, HR-20 lifted before
    """
    nomination = _open(cover_.fact.nomination, by)
    row = lock(cover_)
    rules.cover_stands.check(row)
    row.lifted_by, row.lifted_at = by, at
    row.save(update_fields=["lifted_by", "lifted_at"])
    trail.record(nomination, "lift_cover", by=by, at=at, cover=row.pk)
    return row
