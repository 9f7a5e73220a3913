"""The shape in which `ui/c/act.html` takes one act."""

from typing import Any


def act(
    name: str,
    label: Any,
    url: str,
    *,
    refusal: str,
    form: Any,
    after: Any = "",
    danger: bool = False,
) -> dict[str, Any]:
    """Answer one act of a panel; `name` is also the form's id prefix."""
    return {
        "name": name,
        "label": label,
        "url": url,
        "refusal": refusal,
        "form": form,
        "after": after,
        "danger": danger,
    }


def form_of(name: str, form: Any, bound: Any = None, **given: Any) -> Any:
    """Answer the act's form: the one that came back with errors, else a fresh one."""
    if bound is not None and bound.auto_id == f"id_{name}_%s":
        return bound
    return form(auto_id=f"id_{name}_%s", **given)
