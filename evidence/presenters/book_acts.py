"""What the page of each act on a book needs: its choices, what it is about, what it will do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import Cadre
from evidence.models import (
    Book,
    BookAward,
    BookDuty,
    BookEntry,
    BookItem,
    BookMember,
    BookPeriod,
)
from evidence.presenters.books import crumbs, grounds
from evidence.queries import books, candidates
from evidence.services import books as acts
from evidence.services import ledger


def about(row: Any, title: Any) -> dict[str, Any]:
    """Answer crumbs and subtitle: a book, or a person in one."""
    if isinstance(row, BookMember):
        page = reverse("evidence:statement", args=[row.pk])
        return {
            "about": row.cadre.name,
            "crumbs": crumbs(row.book, (row.cadre.name, page), (str(title), None)),
        }
    return {"about": row.title, "crumbs": crumbs(row, (str(title), None))}


def enter(book: Book, *, cadre: Cadre, **told: Any) -> BookEntry:
    """Enter points for a person of the book."""
    member = BookMember.objects.select_related("book", "cadre").get(book=book, cadre=cadre)
    return ledger.enter(member, **told)


def retire_item(_book: Book, *, item: BookItem, **told: Any) -> BookItem:
    return acts.retire_item(item, **told)


def end_duty(_member: BookMember, *, duty: BookDuty, **told: Any) -> BookDuty:
    return acts.end_duty(duty, **told)


def for_entry(book: Book) -> dict[str, Any]:
    people = Cadre.objects.filter(pk__in=BookMember.objects.filter(book=book).values("cadre"))
    return {"people": people, "items": _in_use(book)}


def for_retiring(book: Book) -> dict[str, Any]:
    return {"items": _in_use(book)}


def _in_use(book: Book) -> Any:
    return BookItem.objects.filter(book=book, retired_on=None).order_by("pk")


def outside(book: Book) -> Any:
    return books.outside(book)


def for_rule(book: Book) -> dict[str, Any]:
    """Answer a form that begins with the figures in force."""
    rule = books.rule_on(book, _latest(book))
    held = {
        field.name: getattr(rule, field.attname)
        for field in rule._meta.concrete_fields
        if field.name not in ("id", "book", "number", "ground", "from_on", "made_by", "made_at")
    }
    initial = held | {"ground_id": rule.ground_id}
    return {
        "kind": book.kind,
        "grounds": grounds(),
        "preset": books.preset(book.kind),
        "initial": initial,
    }


def _latest(book: Book) -> Any:
    return book.rules.latest("from_on").from_on


def for_member(member: BookMember) -> dict[str, Any]:
    held = {"group": member.group, "level": member.level, "left_on": member.left_on}
    return {"book": member.book, "initial": held}


def for_duties(member: BookMember) -> dict[str, Any]:
    return {"duties": BookDuty.objects.filter(member=member, until_on=None).order_by("pk")}


def named(period: BookPeriod) -> dict[str, Any]:
    """Answer who would be named and why, and who is left out and why."""
    found = candidates.of_period(period)
    return {
        "candidates": [one for one in found if not one.left_out],
        "left_out": [one for one in found if one.left_out],
        "ground": period.rule.ground if period.rule else None,
        "is_preview": True,
    }


def latest_award(book: Book) -> dict[str, Any]:
    """Answer the last sharing with everybody's part."""
    award = BookAward.objects.filter(book=book).select_related("rule").order_by("-pk").first()
    shares = award.shares.select_related("member__cadre") if award else []
    return {"award": award, "shares": shares.order_by("-amount", "member")[:500] if award else []}


def entry(row: BookEntry) -> dict[str, Any]:
    """Answer the facts of one entry."""
    return {
        "facts": [
            {"label": _("事由"), "value": row.reason},
            {"label": _("分值"), "value": f"{row.points:+f}"},
            {"label": _("日期"), "value": row.on},
            {"label": _("依据材料"), "value": row.source or "—"},
            {"label": _("录入人"), "value": row.entered_by.name},
        ]
    }
