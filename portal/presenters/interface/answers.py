"""Answers of the interface as plain values."""

from typing import Any
from urllib.parse import urlencode

from portal.presenters.interface import fields as f
from portal.presenters.interface import resources


def listed(resource: resources.Resource, rows: list[Any], cursor: str) -> dict[str, Any]:
    """Answer one page of a list, and how to ask for the next; null when this is the last."""
    more = f"?{urlencode({'cursor': cursor})}" if cursor else None
    return {"items": [f.told(row, resource.fields) for row in rows], "next": more}


def one(resource: resources.Resource, row: Any) -> dict[str, Any]:
    return f.told(row, resource.fields)


def figures(tables: list[dict[str, Any]]) -> dict[str, Any]:
    """Answer the years with their lines and the total below."""
    rows = [
        {
            "year": table["year"],
            "levels": [
                {"level": level, "counts": counts}
                for level, counts in zip(
                    [*table["keys"], "total"], [*table["rows"], table["total"]], strict=True
                )
            ],
        }
        for table in tables
    ]
    return {"items": [f.told(row, resources.FIGURES.fields) for row in rows], "next": None}


_TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    422: "Unprocessable",
    429: "Too many requests",
    503: "Unavailable",
}


def problem(status: int, code: str, detail: str) -> dict[str, Any]:
    """Answer a refusal as RFC 9457 writes it. `type` names the kind of refusal for programmes."""
    return {
        "type": f"urn:recall:problem:{code}",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
    }
