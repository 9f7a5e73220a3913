"""Posts by workbook: one line for a post held from a day; ending one is a line with its end."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.enums import JobLevel
from cadres.imports import who
from cadres.imports.people import choice, past_day
from cadres.imports.records import Records
from cadres.models import Post
from cadres.services import bulk_posts as bulk
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values


class Posts(Records):
    model = Post
    bulk = bulk
    code = "posts"
    title = pgettext_lazy("many", "任职")
    subject = gettext_lazy("组织和人员")
    brief = gettext_lazy("任职、免职和兼职的经历")
    hint = gettext_lazy(
        "按人、单位和任职日期匹配；换单位写两行：原职务填免职日期，新职务填任职日期。"
    )
    identity = ("name", "id_number", "born_on", "cadre")
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        Column(
            "unit",
            gettext_lazy("单位"),
            who.unit_of,
            required=True,
            synonyms=("任职单位", "所在单位", "工作单位"),
            show=who.unit_name,
        ),
        Column(
            "title",
            gettext_lazy("职务"),
            lambda _l: cells.text(60),
            required=True,
            synonyms=("职务名称", "岗位"),
        ),
        Column(
            "from_on",
            gettext_lazy("任职日期"),
            lambda lookups: cells.day(or_month=True, latest=lookups.on),
            required=True,
            synonyms=("任职时间", "起始日期", "任职起始"),
        ),
        past_day("until_on", gettext_lazy("免职日期"), "免职时间", "终止日期", "离任日期"),
        Column(
            "is_main",
            gettext_lazy("主职"),
            lambda _l: cells.flag,
            synonyms=("是否主职",),
            allowed=lambda _l: ["是", "否"],
            note=gettext_lazy("不填按“是”；同一时间只有一个主职"),
        ),
        choice("job_level", gettext_lazy("职务层次"), JobLevel),
        Column("basis", gettext_lazy("任免文号"), lambda _l: cells.text(60), synonyms=("文号",)),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        return who.lookups(county, on)

    def key(self, values: Values) -> str:
        person = who.key(values)
        parts = [str(values.get(name, "")) for name in ("unit", "from_on")]
        return " ".join([person, *parts]) if person and all(parts) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
        if values.get("until_on", "9") < values.get("from_on", ""):
            yield "until_on", _("早于任职日期")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        ids = [one.target_id for one in people if one.target_id]
        posts, spans = bulk.known(ids), bulk.main_spans(ids)
        found = [_post(row, one, posts) for row, one in zip(rows, people, strict=True)]
        for row, one in zip(rows, found, strict=True):
            if not one.error:
                _lay(row, one, spans)
        return [
            _overlapping(row, one, spans) if not one.error else one
            for row, one in zip(rows, found, strict=True)
        ]


def _post(row: Values, one: Match, posts: dict[Any, int]) -> Match:
    if one.target_id is None:
        return one
    row["cadre"] = one.target_id
    return Match(posts.get((row["cadre"], row["unit"], row["from_on"])))


def _lay(row: Values, one: Match, spans: dict[int, list[bulk.Span]]) -> None:
    """Lay a line's span over those of the archive, so that lines of one file are seen together."""
    held = [span for span in spans.get(row["cadre"], []) if span[2] != (one.target_id or -1)]
    if row.get("is_main", True):
        held.append((row["from_on"], _end(row, one, spans), one.target_id or 0))
    spans[row["cadre"]] = held


def _end(row: Values, one: Match, spans: dict[int, list[bulk.Span]]) -> str:
    """Answer where a line's span ends: a blank cell leaves the end that stands."""
    if "until_on" in row:
        return str(row["until_on"])
    stands = [s[1] for s in spans.get(row["cadre"], []) if one.target_id and s[2] == one.target_id]
    return stands[0] if stands else bulk.OPEN


def _overlapping(row: Values, one: Match, spans: dict[int, list[bulk.Span]]) -> Match:
    """Refuse a line whose main post would overlap another one."""
    if not row.get("is_main", True):
        return one
    mine = (row["from_on"], _end(row, one, spans), one.target_id or 0)
    others = list(spans[row["cadre"]])
    others.remove(mine)
    hit = next((o for o in others if o[0] < mine[1] and mine[0] < o[1]), None)
    if hit is None:
        return one
    sentence = _("与 %(day)s 起的主职时间重叠，请先填写那一职务的免职日期")
    return Match(column="from_on", error=sentence % {"day": hit[0]})


POSTS = Posts()
