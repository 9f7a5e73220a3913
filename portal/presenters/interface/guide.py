"""The OpenAPI document as a page: scope by scope, address by address, field by field."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import KeyScope
from portal.presenters.interface import fields as f
from portal.presenters.interface import openapi, resources


def page() -> dict[str, Any]:
    """Answer the context of the page."""
    told = openapi.document()
    return {
        "title": _("接口说明"),
        "about": told["info"]["description"],
        "version": told["info"]["version"],
        "document_url": f"{openapi.PREFIX}/openapi.json",
        "scopes": [
            {"scope": scope, "rows": [_row(one) for one in resources.ALL if one.scope == scope]}
            for scope in KeyScope
        ],
        "refusals": openapi.refusals(),
    }


def _row(resource: resources.Resource) -> dict[str, Any]:
    return {
        "anchor": resource.name,
        "method": "POST" if resource is resources.CHECK else "GET",
        "path": f"{openapi.PREFIX}{resource.path}",
        "words": resource.words,
        "media": resource.media,
        "fields": [_field(field) for field in resource.fields],
    }


def _field(field: f.Field) -> dict[str, Any]:
    kind = field.schema["type"]
    said = kind if isinstance(kind, str) else " / ".join(kind)
    values = field.schema.get("enum", [])
    inner = field.schema.get("items", {}).get("properties", {})
    return {"name": field.name, "kind": said, "words": field.words, "values": [*values, *inner]}
