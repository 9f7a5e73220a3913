"""What changed from one version to another: clauses and parameters, nothing left unsaid."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from schemes.models import Clause, SchemeVersion
from schemes.queries import parameters


@dataclass(frozen=True)
class Change:
    """One thing that is said differently."""

    label: str
    before: str
    after: str


@dataclass
class Diff:
    """All that differs. `gone` are items that fell out without a row that says why."""

    added: list[tuple[Clause, list[Clause]]] = field(default_factory=list)
    dropped: list[Clause] = field(default_factory=list)
    gone: list[tuple[Clause, list[Clause]]] = field(default_factory=list)
    changed: list[tuple[Clause, list[Change]]] = field(default_factory=list)
    same: int = 0
    parameters: list[Change] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.dropped or self.gone or self.changed or self.parameters)


def _standing(version: SchemeVersion) -> dict[int, Clause]:
    rows = version.clauses.standing().select_related("ground").order_by("position")
    return {row.ground_id: row for row in rows}


def _differences(old: Clause, new: Clause) -> list[Change]:
    pairs = [
        (_("情形"), old.title, new.title),
        (_("全文"), old.text, new.text),
        (_("类别"), old.get_category_display(), new.get_category_display()),
        (_("应有证明材料"), old.evidence, new.evidence),
        (_("适用人员"), old.get_applies_to_display(), new.get_applies_to_display()),
        (_("适用身份"), old.staff_label, new.staff_label),
        (_("建议措施"), old.measure_label, new.measure_label),
        (_("触发条件"), old.trigger_label, new.trigger_label),
        (_("举例"), old.examples, new.examples),
        (_("不属于此项"), old.counter_examples, new.counter_examples),
    ]
    return [
        Change(label, str(a) or _("无"), str(b) or _("无"))
        for label, a, b in pairs
        if str(a) != str(b)
    ]


def _alike(version: SchemeVersion) -> list[tuple[int, int]]:
    return list(version.correspondences.values_list("other_id", "ground_id"))


def compare(old: SchemeVersion, new: SchemeVersion) -> Diff:
    """Answer what the new version says differently; items of other lists are paired as it says."""
    before, after = _standing(old), _standing(new)
    diff = Diff(parameters=_parameters(old, new))
    pairs = _alike(new)
    dropped = {c.ground_id: c for c in new.clauses.filter(is_dropped=True).select_related("ground")}
    for pk, clause in after.items():
        if pk not in before:
            alike = [before[other] for other, ground in pairs if ground == pk and other in before]
            diff.added.append((clause, alike))
        elif changes := _differences(before[pk], clause):
            diff.changed.append((clause, changes))
        else:
            diff.same += 1
    for pk, clause in before.items():
        if pk in dropped:
            diff.dropped.append(dropped[pk])
        elif pk not in after:
            alike = [after[ground] for other, ground in pairs if other == pk and ground in after]
            diff.gone.append((clause, alike))
    return diff


def _parameters(old: SchemeVersion, new: SchemeVersion) -> list[Change]:
    before: dict[str, Any] = parameters.whole(old.parameters)
    after: dict[str, Any] = parameters.whole(new.parameters)
    return [
        Change(
            str(one.label),
            parameters.said(one, before[one.key]),
            parameters.said(one, after[one.key]),
        )
        for one in parameters.PARAMETERS
        if before[one.key] != after[one.key]
    ]
