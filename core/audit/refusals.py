"""One entry for every request that was refused, made at the edge."""

from datetime import datetime

from django.http import HttpRequest  # noqa: TID251  (what is refused is a request)

from core.audit import trail


def note(request: HttpRequest, *, status: int, at: datetime, rule: str = "") -> None:
    """Append an entry about a refused request; nobody signed in, nothing noted.

    The page is named by its route, never by its address: that may hold anything. The row is the one
    of its `pk`, else that of its first `…_pk`.

    :param rule: the number of the regulation that refused the act, if one did
    """
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return
    ids = [told for name, told in match.kwargs.items() if name.endswith("_pk")]
    pk = match.kwargs.get("pk", ids[0] if ids else None)
    trail.denied(
        match.view_name,
        row_id=pk if isinstance(pk, int) and pk < 2**63 else None,
        by=user,
        at=at,
        method=request.method if request.method in {"GET", "POST", "HEAD"} else "other",
        status=status,
        **({"rule": rule} if rule else {}),
    )
