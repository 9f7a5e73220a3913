"""Imports whose lines are written one by one by the act of the page, with all that it demands."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values, Words
from evidence import permissions
from evidence.imports.base import Lines
from evidence.queries import protections
from evidence.queries.places import grounds
from evidence.regulations import imports as rules
from evidence.services import bulk_people

Span = tuple[date, date]
Name = list[str]  # name, yyyy-mm of birth or ""
_ONE = re.compile(r"([^()]+)(?:\((\d{4})[-./年]?(\d{1,2})月?\))?", re.ASCII)
_BETWEEN = re.compile(r"[、,;]")


class Entered(Lines):
    """Nobody brings in lines about themselves, about who has left, or about protected days."""

    who_column = "name"
    most_rows = 5_000  # each is an act: the rows above them stay locked until the last is written

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        """Answer the days on which a protection takes the person out of the line."""
        return ()

    def persons(self, row: Values) -> list[int]:
        return [row["cadre"]]

    def bars(self, rows: Sequence[Values], lookups: Lookups) -> dict[int, Match]:
        ids = {pk for row in rows for pk in self.persons(row)}
        people, spans = bulk_people.in_bulk(ids), protections.of(ids)
        found: dict[int, Match] = {}
        for row in rows:
            for pk in self.persons(row):
                if said := self._bar(row, people[pk], spans, lookups):
                    found[id(row)] = Match(column=self.who_column, error=said)
        return found

    def _bar(self, row: Values, person: Any, spans: protections.Spans, lookups: Lookups) -> str:
        if own := permissions.bring_in.refusal(lookups.by, person):
            return own
        if not rules.person_is_here.judge(person.left_on):
            return str(rules.person_is_here.sentence)
        for first, last in self.spans(row, lookups):
            held = protections.at(spans, person.pk, first, last)
            if held is not None and not rules.spares_the_protected.judge(held):
                kind = held.get_kind_display()
                sentence = _("%(sentence)s（%(kind)s）")
                return sentence % {"sentence": rules.spares_the_protected.sentence, "kind": kind}
        return ""


def named(most: int) -> cells.Parser:
    """Parse up to so many names of one unit: 王小明、李红（1980-05）."""

    def parse(cell: Any) -> list[Name]:
        said = [one.strip() for one in _BETWEEN.split(cells.plain(cell)) if one.strip()]
        if len(said) > most:
            raise cells.CellError(_("最多填 %(n)s 人") % {"n": most})
        return sorted(_one(one) for one in said)

    return parse


def _one(said: str) -> Name:
    match = _ONE.fullmatch("".join(said.split()))
    if match is None:
        raise cells.CellError(_("应写成：王小明，同名的写成：王小明（1980-05）"))
    name, year, month = match.groups()
    return [cells.name(name), f"{year}-{int(month):02}" if year else ""]


def written(names: Sequence[Name], _lookups: Any) -> str:
    return _("、").join(name for name, _month in names)


def look_up(rows: Sequence[Values], column: str) -> bulk_people.Named:
    """Read the people whom a column of lines may name, once for a batch."""
    names = {name for row in rows for name, _month in row.get(column, [])}
    return bulk_people.by_name({row["unit"] for row in rows}, names) if names else {}


def resolved(
    names: Sequence[Name], unit: int, known: bulk_people.Named
) -> tuple[list[int], list[Name], str]:
    """Answer whom names of a unit mean, each with the month of birth, or why nobody can tell."""
    ids: list[int] = []
    full: list[Name] = []
    for name, month in names:
        alike = [one for one in known.get((unit, name), []) if month in ("", one[1])]
        if len(alike) != 1:
            said = (
                _("这个单位没有 %(name)s")
                if not alike
                else _("这个单位有几个 %(name)s，请在姓名后写出生年月")
            )
            return [], [], said % {"name": name}
        ids.append(alike[0][0])
        full.append([name, alike[0][1]])
    if len(set(ids)) < len(ids):
        return [], [], _("同一人写了两次")
    return ids, sorted(full), ""


def ground_column(note: Words) -> Column:
    """Make the column of the ground, by its number or its title."""
    return Column(
        "ground",
        _lazy("召回情形"),
        _ground,
        required=True,
        synonyms=("情形", "对应情形", "对应的召回情形", "情形编号"),
        note=note,
        allowed=lambda lookups: list(lookups.tables["ground_names"].values()),
        show=lambda value, lookups: str(lookups.tables["ground_names"].get(value, "")),
    )


def ground_tables() -> dict[str, Any]:
    """Read the grounds: by number, by number and title, by a title that stands once."""
    rows = list(grounds())
    titles = [row.title for row in rows]
    words = {row.title: row.pk for row in rows if titles.count(row.title) == 1}
    words |= {row.code: row.pk for row in rows} | {str(row): row.pk for row in rows}
    return {"grounds": words, "ground_names": {row.pk: str(row) for row in rows}}


def _ground(lookups: Lookups) -> cells.Parser:
    known = lookups.tables["grounds"]

    def parse(cell: Any) -> int:
        said = " ".join(cells.plain(cell).split())
        if said not in known:
            raise cells.CellError(_("没有这个情形，或有几个同名的；请填情形编号"))
        return int(known[said])

    return parse
