"""The automatic checks of a person, as lines of a list."""

from django.utils.translation import gettext as _

from recall import regulations


def check_rows(protections: set[str]) -> list[dict[str, str]]:
    """Answer one line for each check, given the kinds of protection in force on the day."""
    rules = [
        regulations.not_on_maternity,
        regulations.not_ill,
        regulations.not_under_investigation,
        regulations.not_on_leave,
    ]
    labels = [_("孕期、产假、哺乳期"), _("病假、医疗期"), _("接受审查调查"), _("长期请假")]
    rows = []
    for rule, label in zip(rules, labels, strict=True):
        kept = rule.is_kept(protections)
        state = "ok" if kept else "warn" if rule.severity == "warn" else "bad"
        text = _("不在%(what)s") % {"what": label} if kept else str(rule.sentence)
        rows.append({"state": state, "text": text, "why": f"{rule.number} {rule.source}"})
    return rows
