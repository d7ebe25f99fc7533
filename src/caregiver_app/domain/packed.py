"""A list of small values kept as one text of a record: canonical JSON, so that equal lists are equal texts."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any, ClassVar, Generic, Self, TypeVar, get_args, get_origin

from pydantic import ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

V = TypeVar("V")


class Packed(str, Generic[V]):
    """Hold frozen values of one dataclass, in order. The empty text is the empty list.

    A subclass names the dataclass: `class Requests(Packed[Request])`. Raises ValueError for a text that is no such
    list.
    """

    __slots__ = ()
    _read: ClassVar[TypeAdapter[Any]]
    _kind: ClassVar[type[Any]]

    def __init_subclass__(cls, **more: Any) -> None:
        """Take the dataclass from the base it was given."""
        super().__init_subclass__(**more)
        base = next(base for base in vars(cls)["__orig_bases__"] if get_origin(base) is Packed)
        cls._kind = get_args(base)[0]
        cls._kind.__pydantic_config__ = ConfigDict(extra="forbid")  # what is not known must not be dropped in silence
        several: Any = tuple
        cls._read = TypeAdapter(several[cls._kind, ...])

    def __new__(cls, text: str = "") -> Self:
        """Check a text and bring it into its one canonical form."""
        return super().__new__(cls, cls._written(cls._read.validate_json(text)) if text else "")

    @classmethod
    def of(cls, values: Iterable[V]) -> Self:
        """Pack values."""
        return cls(cls._written(tuple(values)))

    @property
    def values(self) -> tuple[V, ...]:
        """The values, unpacked."""
        found: tuple[V, ...] = self._read.validate_json(str(self)) if self else ()
        return found

    @classmethod
    def _written(cls, values: tuple[Any, ...]) -> str:
        """Leave out what a value has by default, so that a new field changes no text that is kept."""
        if not values:
            return ""
        usual = {field.name: field.default for field in fields(cls._kind)}
        rows = [{name: held for name, held in asdict(value).items() if held != usual[name]} for value in values]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let records validate a text, or a list of values, into this type."""
        return core_schema.no_info_plain_validator_function(
            cls._from,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def _from(cls, given: Any) -> Self:
        return cls(given) if isinstance(given, str) else cls.of(cls._read.validate_python(given))
