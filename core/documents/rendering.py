"""From facts to file. `request` freezes the facts inside an act; `render` prints them later."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.documents import (
    codes,
    composing,
    glyphs,
    heads,
    marks,
    numbering,
    regulations,
    seals,
    storage,
    wordings,
)
from core.documents.models import Document, DocumentState, PaperPage, Signature
from core.errors import RegulationBroken
from core.jobs import outbox

TITLE = 200  # characters of a title in the register; the paper bears it whole


def request(
    template: str,
    *,
    kind: str,
    scope: str,
    reference: str,
    title: str,
    snapshot: dict[str, Any],
    by: Any,
    at: datetime,
    numbered: bool = True,
    verifiable: bool | None = None,
    comes_back: bool = False,
) -> Document:
    """Issue a document: take its number, freeze its facts, and leave a job to print it.

    `reference` may hold {year} and {number}; as issued it is part of the snapshot. The year is the
    legal one of `at`. What bears a number also bears a code to look it up by, frozen with it. A
    snapshot that brings words of its own (core.documents.wordings) takes its title from them.

    :param verifiable: False for what stays inside the house and has nothing to be asked for
        outside; True for what leaves it without a number, such as a summary
    :param comes_back: it is filled in or signed on paper, so its pages bear codes for the scan

    :raises RuntimeError: outside a transaction
    :raises RegulationBroken: GW-01, it bears a level of secrecy
    :raises RegulationBroken: DZ-04, a character that no face can draw, named; no number is taken.
        What rows further down quote was settled by earlier acts: there it is named in its place
    """
    facts, title = glyphs.printable(snapshot), glyphs.printable(title)
    _check_words(title, facts)
    year = timezone.localtime(at).year
    number = numbering.next_number(kind, scope, year) if numbered else None
    issued = reference.replace("{year}", str(year)).replace("{number}", str(number or ""))
    told = {"reference": issued, "requested_on": _day(at)}
    facts, uid = glyphs.drawn(facts) | told, uuid4()
    facts["title"] = title = _title(kind, facts) or title
    verify = marks.mint(uid) if (numbered if verifiable is None else verifiable) else ""
    if verify:
        facts["verify"] = marks.address(settings.SITE_ADDRESS, verify)
    document = Document.objects.create(
        uid=uid,
        kind=kind,
        scope=scope,
        year=year,
        number=number,
        reference=issued,
        title=title[:TITLE],
        template=template,
        snapshot=facts,
        comes_back=comes_back,
        verify_code=verify,
        requested_by=by,
        requested_at=at,
    )
    outbox.enqueue(
        "documents.render", key=f"documents.render:{document.pk}", at=at, document_id=document.pk
    )
    return document


def _check_words(title: str, facts: dict[str, Any]) -> None:
    """Check what a paper says by itself: its plain facts, and the words of its wording."""
    own = [title, *(fact for fact in facts.values() if isinstance(fact, str))]
    check_drawn(*own)
    check_unclassified(*own, *map(str, facts.get(wordings.KEY, {}).values()))


def check_unclassified(*texts: str) -> None:
    """Refuse a text that bears a level of secrecy; what a paper quotes further down is not read.

    :raises RegulationBroken: GW-01
    """
    regulations.bears_no_secrecy.check(any(map(heads.is_marked_secret, texts)))


def check_drawn(*texts: str) -> None:
    """Refuse what could not be printed while the act can still be taken back.

    :raises RegulationBroken: DZ-04, with each character that no face can draw
    """
    if missing := glyphs.missing(glyphs.printable("".join(texts))):
        rule = regulations.characters_are_drawn
        raise RegulationBroken(f"{rule.sentence}{'、'.join(missing)}", number=rule.number)


def render(document: Document, *, at: datetime) -> Document:
    """Print a document from its snapshot alone. A second call changes nothing.

    What bears a number and a verify code is signed, where a seal is set.

    :raises RenderingFailed: the snapshot cannot be printed
    :raises SealUnusable, SigningFailed, RegulationBroken: it could not be signed (DZ-01, DZ-02)
    :raises StorageUnavailable: the file could not be written; nothing is left behind
    """
    from core.documents import pdf  # noqa: PLC0415 - 1 s and 60 MB that only a worker should pay

    with transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if document.is_ready:
            return document
        code = partial(codes.mint, document.uid) if document.comes_back else None
        mark = document.snapshot.get("verify", "")
        printed = pdf.render(html(document), code=code, mark=mark)
        _register(document, printed.codes)
        body = _sealed(document, printed.body, at=at)
        document.file = storage.write(document, body)
        document.sha256 = hashlib.sha256(body).hexdigest()
        document.byte_count, document.page_count = len(body), printed.page_count
        document.state, document.ready_at = DocumentState.READY, at
        document.save()
    return document


def _sealed(document: Document, drawn: bytes, *, at: datetime) -> bytes:
    """Sign official paper and note by whose certificate; everything else stays as it was drawn."""
    if document.number is None or not document.verify_code or not seals.is_wanted():
        return drawn
    from core.documents import signing  # noqa: PLC0415 - 7 MB that only those who sign should pay

    signed = signing.sign(drawn, seals.seal(), kind=document.kind, at=at)
    own = signed.certificate
    Signature.objects.create(
        document=document,
        signer=seals.holder(own)[:200],
        subject=own.subject.rfc4514_string()[:500],
        serial=f"{own.serial_number:X}",
        drawn_count=len(drawn),
        at=at,
    )
    return signed.body


def _register(document: Document, printed: dict[int, str]) -> None:
    """Enter the pages that bear a code."""
    pages = [PaperPage(document=document, number=page, code=code) for page, code in printed.items()]
    PaperPage.objects.bulk_create(pages)


def give_up(document: Document) -> Document:
    """Note that a document could not be printed. Its number and its facts stay."""
    with transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if document.is_pending:
            document.state = DocumentState.FAILED
            document.save(update_fields=["state"])
    return document


def html(document: Document) -> str:
    """Fill the document's template. Every value is escaped; nothing but the snapshot is read."""
    shown = document.snapshot.get(wordings.SAMPLE, document.kind)
    kind = _worded(shown, document.snapshot)
    with translation.override("zh-hans"):
        if kind is not None:
            return render_to_string(wordings.PAGE, composing.context(kind, document.snapshot))
        # a copy: a tag that sets a variable, such as what was sealed, would set it in the facts
        return render_to_string(document.template, dict(document.snapshot))


def _worded(kind: str, snapshot: dict[str, Any]) -> wordings.Kind | None:
    """Answer the kind of a snapshot with words of its own; None for the product's words."""
    return wordings.find(kind) if wordings.KEY in snapshot else None


def _title(kind: str, facts: dict[str, Any]) -> str:
    worded = _worded(kind, facts)
    return composing.title(worded, facts) if worded else ""


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()
