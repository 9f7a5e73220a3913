"""What changed between two submissions of one nomination."""

from dataclasses import dataclass, field
from typing import Any

from recall.enums import Conclusion
from recall.models import Nomination, Submission, Verification

# In the order in which they are read; a stored object keeps none.
FIELDS = ("ground", "happened_on", "place", "held_on", "due", "present", "agree", "text")


@dataclass(frozen=True)
class Change:
    """One field, as it stood before and as it stands now; one of the two may be empty."""

    field: str
    old: str
    new: str


@dataclass
class FactChange:
    """One fact: added, removed or kept, with the fields and files that are not as before."""

    number: int
    ground: str
    kind: str  # ADDED, REMOVED or KEPT
    changes: list[Change] = field(default_factory=list)
    files_added: list[str] = field(default_factory=list)
    files_removed: list[str] = field(default_factory=list)
    files_renamed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        return self.kind != "KEPT" or bool(self.changes or self.has_other_files)

    @property
    def has_other_files(self) -> bool:
        return bool(self.files_added or self.files_removed or self.files_renamed)


@dataclass
class Comparison:
    """Two submissions: the facts, the unit's opinion, the signals, and the remarks between."""

    old: Submission
    new: Submission
    facts: list[FactChange]
    opinion: list[Change]
    signals_added: list[str]
    signals_removed: list[str]
    remarks: list[dict[str, Any]]  # part, text, is_changed (None: not compared), answer


def kept(nomination: Nomination) -> list[Submission]:
    """Answer the frozen submissions, oldest first; those of before the snapshots have none."""
    return list(Submission.objects.filter(nomination=nomination).order_by("number"))


def remarks(nomination: Nomination, number: int) -> list[tuple[str, str]]:
    """Answer (part, text) of what was asked to be mended of one submission, by any verifier."""
    rows = Verification.objects.filter(
        nomination=nomination, submission=number, conclusion=Conclusion.SENT_BACK
    )
    return [
        (key.removeprefix("remark_"), text)
        for row in rows.order_by("pk")
        for key, text in row.remarks.items()
    ]


def compare(old: Submission, new: Submission) -> Comparison:
    """Answer what is not as before, and of each remark whether its part changed."""
    facts = _facts(old.snapshot["facts"], new.snapshot["facts"])
    opinion = _fields(old.snapshot["opinion"], new.snapshot["opinion"])
    before, now = _said(old), _said(new)
    changed = {
        "facts": any(one.kind != "KEPT" or one.changes for one in facts),
        "evidence": any(one.kind != "KEPT" or one.has_other_files for one in facts),
        "opinion": bool(opinion),
    }
    told = [
        {
            "part": part,
            "text": text,
            "is_changed": changed.get(part),  # None: the person is the register's
            "answer": new.answers.get(part, ""),
        }
        for part, text in remarks(new.nomination, old.number)
    ]
    return Comparison(
        old=old,
        new=new,
        facts=[one for one in facts if one.has_changes],
        opinion=opinion,
        signals_added=[said for pk, said in now.items() if pk not in before],
        signals_removed=[said for pk, said in before.items() if pk not in now],
        remarks=told,
    )


def _said(row: Submission) -> dict[int, str]:
    return {one["pk"]: one["said"] for one in row.snapshot["signals"]}


def _facts(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[FactChange]:
    before = {one["pk"]: one for one in old}
    now = {one["pk"] for one in new}
    rows = [_fact(number, before.get(one["pk"]), one) for number, one in enumerate(new, start=1)]
    gone = [(n, one) for n, one in enumerate(old, start=1) if one["pk"] not in now]
    return rows + [_fact(number, one, None) for number, one in gone]


def _fact(number: int, old: dict[str, Any] | None, new: dict[str, Any] | None) -> FactChange:
    one = new or old or {}
    kind = "KEPT" if old and new else "ADDED" if new else "REMOVED"
    row = FactChange(number, one["ground"], kind, _fields(_plain(old), _plain(new)))
    before, now = _files(old), _files(new)
    row.files_added = [title for key, title in now.items() if key not in before]
    row.files_removed = [title for key, title in before.items() if key not in now]
    row.files_renamed = [
        (before[key], title) for key, title in now.items() if before.get(key, title) != title
    ]
    return row


def _plain(fact: dict[str, Any] | None) -> dict[str, Any]:
    names = ("ground", "happened_on", "place", "text")
    return {name: fact[name] for name in names} if fact else {}


def _files(fact: dict[str, Any] | None) -> dict[str, str]:
    return {one["sha256"]: one["title"] for one in fact["evidence"]} if fact else {}


def _fields(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    names = [name for name in FIELDS if name in old or name in new]
    told = [(name, str(old.get(name, "")), str(new.get(name, ""))) for name in names]
    return [Change(name, before, now) for name, before, now in told if before != now]
