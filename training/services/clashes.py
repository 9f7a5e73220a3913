"""Naming the session that stands in the way, after the database refused a clash."""

from django.db import IntegrityError
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core.errors import RegulationBroken
from core.regulations import Regulation
from training import regulations
from training.models import Session

_RULES: dict[str, Regulation] = {
    "session_class_once_at_a_time": regulations.class_is_free,
    "session_room_once_at_a_time": regulations.room_is_free,
    "session_hall_once_at_a_time": regulations.room_is_free,
    "session_teacher_once_at_a_time": regulations.teacher_is_free,
}


def refuse(error: IntegrityError, rows: list[Session]) -> None:
    """Raise the regulation that an exclusion constraint stands for, with the other session's name.

    :param rows: the sessions as they were to be written
    :raises RegulationBroken: TR-16 room, TR-17 teacher, TR-18 class or group; else nothing happens
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    clash = getattr(diagnosis, "constraint_name", None) or ""
    if rule := _RULES.get(clash):
        other = next(filter(None, (_other(clash, row, rows) for row in rows)), None)
        sentence = str(rule.sentence)
        if other:
            sentence = _("%(sentence)s冲突的是：%(other)s。") % {
                "sentence": sentence,
                "other": told(other),
            }
        raise RegulationBroken(sentence, number=rule.number)


def told(row: Session) -> str:
    """Answer a session in words: class, title, day, hours, room, teacher."""
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    day = formats.date_format(start, "m-d")
    hours = f"{day} {start:%H:%M}-{end:%H:%M}"
    return " ".join(
        filter(None, [str(row.training_class), row.title, hours, row.room, row.teacher])
    )


def _other(clash: str, row: Session, rows: list[Session]) -> Session | None:
    """Answer the standing session that overlaps `row` in what the constraint holds apart."""
    found = Session.objects.standing().filter(
        county=row.county_id, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at
    )
    if clash == "session_room_once_at_a_time":
        found = found.filter(venue=row.venue, room=row.room).exclude(room="")
    elif clash == "session_hall_once_at_a_time":
        found = found.filter(hall=row.hall_id)
    elif clash == "session_teacher_once_at_a_time":
        found = found.filter(teacher=row.teacher).exclude(teacher="")
    else:
        found = found.filter(training_class=row.training_class_id)
        if row.group:
            found = found.filter(Q(group=None) | Q(group=row.group))
    written = [one.pk for one in rows if one.pk]
    return found.exclude(pk__in=written).select_related("training_class").first()
