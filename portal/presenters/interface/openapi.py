"""The OpenAPI 3.1 document, written from the same declaration that writes the answers."""

import re
from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import KeyScope
from assessment.enums import BanKind
from portal.presenters.interface import fields as f
from portal.presenters.interface import resources
from portal.presenters.interface.resources import JSON, Resource
from portal.queries.interface import PAGE

PREFIX = "/api/v1"
VERSION = "1.0.0"
_PROBLEM = "application/problem+json"
_ARGUMENTS = {
    "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "example": "2026-11"},
    "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "uid": {"type": "string", "format": "uuid"},
}


def document() -> dict[str, Any]:
    """Answer the document as plain values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("干部召回管理系统：只读接口"),
            "version": VERSION,
            "description": _(
                "密钥由系统管理员按县、按范围发放，只能读取该县的记录。应答含 ETag，"
                "可带 If-None-Match 再次读取。列表按 next 逐页读取；同一游标总是同一页。"
            ),
        },
        "servers": [{"url": PREFIX}],
        "security": [{"key": []}],
        "tags": [{"name": scope.value, "description": str(scope.label)} for scope in KeyScope],
        "paths": {resource.path: _path(resource) for resource in resources.ALL},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {_name(r): _answer(r) for r in resources.ALL if r.fields}
            | {"Problem": _problem(), "Question": _question()},
        },
    }


def _name(resource: Resource) -> str:
    return "".join(part.title() for part in resource.name.split("-"))


def _answer(resource: Resource) -> dict[str, Any]:
    shape = f.shape(resource.fields)
    if not (resource.is_list or resource is resources.FIGURES):
        return shape
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": shape},
            "next": {"type": ["string", "null"], "description": _("下一页的查询串；末页为空")},
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }


def _path(resource: Resource) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": resource.name,
        "tags": [resource.scope.value],
        "summary": str(resource.words),
        "parameters": _parameters(resource),
        "responses": _responses(resource),
    }
    if resource is not resources.CHECK:
        return {"get": told}
    schema = {"$ref": "#/components/schemas/Question"}
    told["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return {"post": told}


def _parameters(resource: Resource) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": _ARGUMENTS[name]}
        for name in re.findall(r"{(\w+)}", resource.path)
    ]
    if resource.is_list:
        size = {"type": "integer", "minimum": 1, "maximum": PAGE, "default": PAGE}
        found.append({"name": "cursor", "in": "query", "schema": _ARGUMENTS["id"]})
        found.append({"name": "limit", "in": "query", "schema": size})
    if resource is not resources.CHECK:
        found.append({"name": "If-None-Match", "in": "header", "schema": {"type": "string"}})
    return found


def _responses(resource: Resource) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "format": "binary"}
    if resource.fields:
        schema = {"$ref": f"#/components/schemas/{_name(resource)}"}
    told: dict[str, Any] = {
        "200": {"description": "OK", "content": {resource.media: {"schema": schema}}}
    }
    if resource is not resources.CHECK:
        told["304"] = {"description": _("与所带 ETag 相比没有变化")}
    problem = {_PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return told | {code: {"description": words, "content": problem} for code, words in refusals()}


def refusals() -> list[tuple[str, str]]:
    """Answer the statuses of refusals and what each means."""
    return [
        ("400", _("参数不合格式")),
        ("401", _("没有有效的密钥")),
        ("403", _("密钥不含该范围")),
        ("404", _("本县没有这条记录")),
        ("429", _("超过每分钟次数，按 Retry-After 再试")),
    ]


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string", "pattern": "^urn:recall:problem:"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }


def _question() -> dict[str, Any]:
    """Answer what is asked of one person; it stands in the body, so in no address or log."""
    return {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 40, "description": _("姓名")},
            "born_on": {"type": "string", "format": "date", "description": _("重名时的出生日期")},
            "kind": {"type": "string", "enum": list(BanKind.values)},
            "reference": {
                "type": "string",
                "pattern": "^[A-Za-z0-9-]{1,40}$",
                "description": _("对方系统中该事项的编号，留痕用"),
            },
        },
        "required": ["name", "kind", "reference"],
        "additionalProperties": False,
    }
