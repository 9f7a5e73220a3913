"""What a browser sends back of a page's form when nothing is touched."""

from typing import Any


def untouched(answer: Any) -> dict[str, Any]:
    form, sent = answer.context["form"], {}
    for field in form:
        value = field.value()
        if value is None or value is False or field.field.widget.needs_multipart_form:
            continue
        sent[field.html_name] = value if isinstance(value, list) else str(value)
    return sent
