"""What a case said when a packet was sent, as one text: enough to make the packet again, and to tell what is new."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final

from caregiver_app.domain.packet.records import PacketSet, SentPacket
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot, kinds_held

_FORM: Final = 1
# A packet says nothing of these, and they would make each text hold all earlier ones.
_NOT_KEPT: Final = (PacketSet, SentPacket)


class NotKept(ValueError):
    """The text is not one that was written here, or a newer program wrote it."""


def kept_text(case: CaseSnapshot, words: Iterable[str] = ()) -> str:
    """Write a case as canonical JSON. `words` are the fingerprints of the files whose words were known then."""
    rows = [
        (type(record).__name__, {**record.model_dump(mode="json", exclude_defaults=True), "id": str(record.id)})
        for record in case.records()
        if not isinstance(record, _NOT_KEPT)
    ]
    kept = {"form": _FORM, "records": rows, "words": sorted(words)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def kept_case(text: str) -> tuple[CaseSnapshot, frozenset[str]]:
    """Read what `kept_text` wrote: the case, and the files whose words were known. Raises NotKept."""
    try:
        told = json.loads(text)
        if told["form"] != _FORM:
            raise NotKept(told["form"])
        found: dict[type[Record], list[Record]] = {}
        for kind, row in told["records"]:
            record = _record(_kinds()[kind], row)
            found.setdefault(type(record), []).append(record)
        return CaseSnapshot.read(lambda kind: found.get(kind, ())), frozenset(told["words"])
    except NotKept:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as caught:
        raise NotKept from caught


def _record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    """Read a record; a field that records do not have any more is passed over."""
    return kind.model_validate({name: value for name, value in row.items() if name in kind.model_fields})


@cache
def _kinds() -> Mapping[str, type[Record]]:
    kinds: Iterable[type[Record]] = chain((Person,), kinds_held())
    return {kind.__name__: kind for kind in kinds}
