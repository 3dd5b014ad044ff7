"""Reading a bank: a TOML file whose tables become frozen dataclasses."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from importlib.resources import files
from typing import Any, Protocol, TypeVar, get_args, get_type_hints


class Lasting(Protocol):
    """An item whose id is for ever, and that leaves by being retired."""

    @property
    def id(self) -> str: ...
    @property
    def retired(self) -> bool: ...


Item = TypeVar("Item")
Kept = TypeVar("Kept", bound=Lasting)


class BankFault(ValueError):
    """A bank cannot be read; the message says which item and why."""


def load(
    package: str, path: str, *, table: str, item: type[Item], beside: Collection[str] = ()
) -> tuple[Item, ...]:
    """Every `[[table]]` of a file inside `package`, as `item`s. Unknown keys are refused.

    `beside` names the other tables that may stand in the file, and no more may.
    """
    data = tables(package, path)
    wanted = {name: rows for name, rows in data.items() if name not in beside}
    return parse(wanted, table=table, item=item)


def by_id(package: str, path: str, *, table: str, item: type[Kept]) -> dict[str, Kept]:
    """Every item there ever was, retired ones too, since what was written may name them."""
    return {kept.id: kept for kept in load(package, path, table=table, item=item)}


def offered(bank: Mapping[str, Kept]) -> tuple[Kept, ...]:
    """What of it is offered now, in its order."""
    return tuple(kept for kept in bank.values() if not kept.retired)


def tables(package: str, path: str) -> dict[str, Any]:
    """All that a file says, as it stands there."""
    return tomllib.loads(files(package).joinpath(path).read_text("utf-8"))


def parse(data: Mapping[str, Any], *, table: str, item: type[Item]) -> tuple[Item, ...]:
    """The same from parsed TOML."""
    if set(data) - {table}:
        raise BankFault(f"There is more here than [[{table}]].")
    found = tuple(_item(entry, item) for entry in data.get(table, ()))
    _unique(found)
    return found


def _item(entry: Mapping[str, Any], item: type[Item], *, inside: str = "") -> Item:
    name = inside or entry.get("id", "an item without id")
    known = {field.name: field for field in fields(item)}  # type: ignore[arg-type]
    if strange := set(entry) - set(known):
        raise BankFault(f"{name}: nobody knows {', '.join(sorted(strange))}.")
    needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := needed - set(entry):
        raise BankFault(f"{name}: {', '.join(sorted(missing))} is missing.")
    hints = get_type_hints(item)
    return item(**{key: _frozen(value, hints[key], name) for key, value in entry.items()})


def _frozen(value: Any, hint: Any, name: str) -> Any:
    """Lists become tuples; tables inside an item become what its field says that they are."""
    if not isinstance(value, list):
        return value
    shape = next(iter(get_args(hint)), None)
    if not isinstance(shape, type) or not is_dataclass(shape):
        return tuple(value)
    return tuple(_item(part, shape, inside=name) for part in value)


def _unique(items: Iterable[Any]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise BankFault(f"{item.id}: this id is used twice.")
        seen.add(item.id)
