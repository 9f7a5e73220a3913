"""SealedTextField: a text that lies encrypted in its column and is masked in every template."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.sealing import boxes

MASK = "••••••"


class Sealed:
    """A sealed value on a row. Prints as dots; only `reveal()` gives the text."""

    __slots__ = ("_blob", "_place", "_text")

    def __init__(self, place: str, *, blob: bytes | None = None, text: str | None = None) -> None:
        self._place, self._blob, self._text = place, blob, text

    def reveal(self) -> str:
        """Answer the text. Whoever calls this answers for who reads it.

        :raises SealBroken: the value was altered or moved
        :raises UnknownKey: its key is not in the ring
        """
        if self._text is None:
            self._text = boxes.unseal(self._blob or b"", place=self._place)
        return self._text

    def blob(self) -> bytes:
        """Answer what the column holds."""
        if self._blob is None:
            self._blob = boxes.seal(self._text or "", place=self._place)
        return self._blob

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"<Sealed {self._place}>"

    def __reduce__(self) -> Any:
        return (_restored, (self._place, self.blob()))

    def __eq__(self, other: object) -> bool:
        """Compare texts, so that a form sees what has changed."""
        if isinstance(other, Sealed):
            return self.reveal() == other.reveal()
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.reveal())


def _restored(place: str, blob: bytes) -> Sealed:
    return Sealed(place, blob=blob)


class SealedAttribute(DeferredAttribute):
    """Wrap whatever is assigned, so that the plain text is never an attribute's value."""

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = self.field.to_python(value)


class SealedTextField(models.Field):
    """A text kept as sealed bytes (bytea), bound to its table and column.

    Assign a text, or None where null=True; read a `Sealed`. Only `isnull` can be looked up:
    equality goes by a fingerprint column beside it.
    """

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def to_python(self, value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, str):
            return Sealed(self.place, text=value)
        return Sealed(self.place, blob=bytes(value))

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        value = self.to_python(super().get_prep_value(value))
        return value.blob() if isinstance(value, Sealed) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return connection.Database.Binary(value) if isinstance(value, bytes) else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: only isnull, or its fingerprint column.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to be serialised: a fixture would hold personal data."""
        raise FieldError(f"{self.name} is sealed and is not serialised.")
