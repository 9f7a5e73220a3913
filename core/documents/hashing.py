"""The SHA-256 of an uploaded file, taken as it arrives: nothing of it is kept, on disk or else."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Sha256Handler(FileUploadHandler):
    """Answer for each file an empty one with the size of what came and its hash as `sha256`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        name, kind = self.file_name or "", self.content_type or ""
        file = InMemoryUploadedFile(BytesIO(), self.field_name, name, kind, file_size, None)
        file.sha256 = self.hash.hexdigest()  # type: ignore[attr-defined]
        return file
