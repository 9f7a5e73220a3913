"""The interface for other systems: what each address answers, field by field, told once.

The same declaration writes the answers and the OpenAPI document, so neither can drift.
"""
