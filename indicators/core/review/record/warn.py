"""The warnings: what gives a person pause in numbers that are about to be kept, each with its row and column.

They keep nothing out unless that is asked for; keeping out is the validator's work.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from ....methods.growth import DAYS_PER_MONTH
from ...entry.validate import RATE, Rejection, fold
from ...evidence.comparable import newness, same_length
from ...evidence.fx import rate
from ...evidence.reads import Pair, Reads
from ...evidence.rows import Rows
from ...model.observation import Draft, Key, Observation
from ...model.reading import Unknown
from ...model.series import Series
from ...model.units import unit_of
from ...text import say
from .surprise import Surprise, as_observation, surprise
from .wording import spoken

FACTOR = 8.0  # times its neighbour: a slip of a power of ten
SMALL = 1000.0  # users, downloads or units of money that may lack their power of ten
COUNTED = 100.0  # of what is counted one by one, fewer change eightfold by themselves
FEW = 5.0  # a number above it does not become 0 by itself
MONTH = (28, 31)  # days
NEAR_DAYS, SAME_LABEL_DAYS, NEAR_AMOUNT = 45, 365, 1.25  # of two rounds that may be one
LOOKED_AT = 40  # numbers to either side in which a neighbour is looked for
ROUNDING = 1e-9

Numbered = tuple[int, Observation]  # a number with its row's


def reads(drafts: Iterable[Draft], series: Mapping[str, Series]) -> Reads:
    """What is read of a board to warn about these: their pairs, and the rates where amounts or rates are compared."""
    pairs = frozenset((draft.series, draft.entity) for draft in drafts)
    rated = any(name == RATE or ((kind := series.get(name)) and kind.deals) for name, _ in pairs)
    return Reads(pairs, frozenset({RATE}) if rated else frozenset())


def warnings(
    drafts: Iterable[tuple[int, Draft]], on_file: Rows, today: date, series: Mapping[str, Series]
) -> tuple[Rejection, ...]:
    """What gives pause, by row; `on_file` is what is known today of what `reads` names.

    A number is held against those on file and those of the earlier rows; one that stands on file already is passed.
    """
    pairs: dict[Pair, list[Numbered]] = {}
    for row, draft in drafts:
        pairs.setdefault((draft.series, draft.entity), []).append((row, as_observation(draft, today)))
    found: list[Rejection] = []
    rates = any(name == RATE for name, _ in pairs)
    rated = {_unordered(pair) for pair in on_file.entities(RATE)} if rates else set()
    for pair, numbers in pairs.items():
        found += _of_pair(numbers, on_file, series.get(pair[0]), rated)
    return tuple(sorted(found, key=lambda warning: warning.row))


def _of_pair(
    numbers: Sequence[Numbered], on_file: Rows, kind: Series | None, rated: set[frozenset[str]]
) -> Iterator[Rejection]:
    """The warnings about the numbers of one series and entity; `rated` are the pairs with a rate, which it learns."""
    stood = on_file.pair(numbers[0][1].series, numbers[0][1].entity)
    on_key = {o.key: o for o in stood}
    fresh = [(row, o) for row, o in numbers if not _same(o, on_key.get(o.key))]
    replaced = {o.key for _, o in numbers}
    rest = [o for o in stood if o.key not in replaced]
    for row, o in fresh:
        yield from (Rejection(row, column, said) for column, said in _alone(o, kind))
    if kind is not None and kind.deals:
        yield from _deals(fresh, rest, on_file)
    elif kind is not None and kind.id == RATE:
        yield from _first_rate(fresh, rated)
    kinds: dict[Key, list[Numbered]] = {}
    for row, o in fresh:
        kinds.setdefault(o.key.of_any_period, []).append((row, o))
    held: dict[Key, list[Observation]] = {}
    for o in (*rest, *(o for _, o in numbers)):
        held.setdefault(o.key.of_any_period, []).append(o)
    for name, own in kinds.items():
        yield from _against(own, sorted(held[name], key=newness), on_key, kind)


def _same(o: Observation, stood: Observation | None) -> bool:
    """Whether the number stands on file, whenever it was published."""
    return stood is not None and replace(o, id=stood.id, known_on=stood.known_on) == stood


def _alone(o: Observation, kind: Series | None) -> Iterator[tuple[str, str]]:
    """What a number says by itself."""
    if kind is not None and kind.monthly and not MONTH[0] <= o.days <= MONTH[1]:
        days = "1 day" if o.days == 1 else f"{o.days} days"
        a_month = say.number(o.number * DAYS_PER_MONTH / o.days, o.unit)
        summed = f" If it is the sum of them, that is {a_month} a month." if o.days > MONTH[1] else ""
        yield "period_end", f"The number is per month, and its period has {days}.{summed}"
    usual = kind.usual if kind is not None else None
    if usual is not None and usual.age in (None, o.age_days) and not _between(o.number, usual.low, usual.high):
        yield _column(o), f"{_begun(say.observed(o))}. {usual.why}"
    yield from spoken(o, kind)


def _between(x: float, low: float | None, high: float | None) -> bool:
    return (low is None or x >= low * (1 - ROUNDING)) and (high is None or x <= high * (1 + ROUNDING))


def _column(o: Observation) -> str:
    """The column that holds the number."""
    return "value" if o.value is not None else "low" if o.low is not None else "high"


def _begun(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


# Against the others of its kind


def _against(
    own: Sequence[Numbered], held: Sequence[Observation], on_key: Mapping[Key, Observation], kind: Series | None
) -> Iterator[Rejection]:
    """What numbers say beside `held`, all of their basis, unit, label and age, the newest last."""
    places = {id(o): place for place, o in enumerate(held)}
    falls = _falls(held) if kind is not None and kind.grows else {}
    newest_row = max(own, key=lambda one: newness(one[1]))[0]
    for row, o in own:
        place = places[id(o)]
        was, last = on_key.get(o.key), _before(o, held, place, kind)
        near = last or _after(o, held, place, kind)
        others = (was, near) if was and near else (was or near,)  # None: it is the first of its kind
        power = next(filter(None, (_power(other, o, kind, was) for other in others)), "")
        said = power or _zero(was, o) or _zero(last, o) or falls.get(place, "")
        if not said and row == newest_row:
            found = surprise([other for other in (*held, was) if other is not None and other is not o], o)
            said = found.said if found.inside is False and _spread(found) else ""
        if said:
            yield Rejection(row, _column(o), said)


def _before(o: Observation, held: Sequence[Observation], place: int, kind: Series | None) -> Observation | None:
    """The nearest earlier number of a period as long."""
    earlier = (held[i] for i in range(place - 1, max(place - 1 - LOOKED_AT, -1), -1))
    return next((other for other in earlier if other.period_end < o.period_end and _alike(o, other, kind)), None)


def _after(o: Observation, held: Sequence[Observation], place: int, kind: Series | None) -> Observation | None:
    """The nearest later one on file."""
    later = islice(held, place + 1, place + 1 + LOOKED_AT)
    return next((other for other in later if other.id and _alike(o, other, kind)), None)


def _alike(a: Observation, b: Observation, kind: Series | None) -> bool:
    return (kind is not None and (kind.stock or kind.grows)) or same_length(a, b)


def _power(other: Observation | None, o: Observation, kind: Series | None, was: Observation | None) -> str:
    """A lost power of ten: beside its neighbour, or of the first of its kind by how small it is."""
    money = kind is not None and kind.money
    if other is None:
        if not (money or unit_of(o.unit).in_millions) or not 0 < abs(o.number) < SMALL:
            return ""
        return f"{_begun(say.observed(o))} in full, without k, m or bn: is the power of ten right?"
    if kind is not None and kind.low is not None and kind.low < 0:
        return ""  # a change may be as small as it likes
    low, high = sorted((abs(other.number), abs(o.number)))
    unit = unit_of(o.unit)
    if low == 0 or high < FACTOR * low or (unit.whole and not unit.in_millions and high < COUNTED):
        return ""
    what = "what it was until now" if other is was else f"the number of {say.when(other)}"
    times = say.digits(o.number / other.number, 2)
    return f"{_begun(say.observed(o))} is {times} times {what}, {say.observed(other)}: is the power of ten right?"


def _zero(last: Observation | None, o: Observation) -> str:
    if last is None or o.number != 0 or last.number <= FEW:
        return ""
    return f"0 after {say.observed(last)} {say.during(last)}: was it counted, or is the number missing?"


def _falls(held: Sequence[Observation]) -> dict[int, str]:
    """By place what is said of a total to date below an earlier one, or above a later one on file."""
    found = {}
    least: Observation | None = None  # of the later ones on file
    for place in range(len(held) - 1, -1, -1):
        o = held[place]
        if least is not None and least.number < o.number * (1 - ROUNDING):
            found[place] = f"A total to date never falls, and it is {say.observed(least)} {say.during(least)}."
        if o.id and (least is None or o.number < least.number):
            least = o
    most: Observation | None = None  # of the earlier ones
    for place, o in enumerate(held):
        if most is not None and most.number > o.number * (1 + ROUNDING):
            found[place] = f"A total to date never falls, and it was {say.observed(most)} {say.during(most)}."
        if most is None or o.number > most.number:
            most = o
    return found


# Rounds and rates


def _deals(fresh: Sequence[Numbered], rest: Sequence[Observation], on_file: Rows) -> Iterator[Rejection]:
    """Rounds that a known one may be, on file or in an earlier row."""
    known = sorted(rest, key=lambda o: o.time)
    rates = [o for pair in on_file.entities(RATE) for o in on_file.pair(RATE, pair)]
    labels = {fold(o.label): o for o in known if o.label}
    for row, o in fresh:
        begin = bisect_left(known, o.time - NEAR_DAYS, key=lambda other: other.time)
        near = (other for other in islice(known, begin, begin + LOOKED_AT) if other.time <= o.time + NEAR_DAYS)
        twin = next((other for other in near if _one_round(o, other, rates)), None) or _again(o, labels)
        if twin is not None:
            name = f'"{twin.label}", ' if twin.label else ""
            yield Rejection(row, "label", f"It may be the round on file: {name}{say.observed(twin)}, {say.when(twin)}.")
        place = bisect_left(known, o.time, key=lambda other: other.time)
        known.insert(place, o)
        if o.label:
            labels[fold(o.label)] = o


def _one_round(a: Observation, b: Observation, rates: Sequence[Observation]) -> bool:
    """Whether two rounds are near in amount, and neither says that it is another kind of money, or another's view."""
    if _money_of(a) != _money_of(b) or (a.label == b.label and (a.basis != b.basis or a.key == b.key)):
        return False
    turned = rate(rates, b.unit, a.unit, b.time)
    if isinstance(turned, Unknown) or min(a.number, b.number) <= 0:
        return False
    return max(a.number / (b.number * turned.factor), b.number * turned.factor / a.number) <= NEAR_AMOUNT


def _again(o: Observation, labels: Mapping[str, Observation]) -> Observation | None:
    """A round of the same name on another day within a year."""
    other = labels.get(fold(o.label)) if o.label else None
    if other is None or other.basis != o.basis or other.key == o.key or abs(other.time - o.time) > SAME_LABEL_DAYS:
        return None
    return other


def _money_of(o: Observation) -> str:
    """What the basis ends in: `debt`, `secondary`, or nothing."""
    ending = o.basis.casefold().rpartition(", ")[2]
    return ending if ending in ("debt", "secondary") else ""


def _first_rate(fresh: Sequence[Numbered], rated: set[frozenset[str]]) -> Iterator[Rejection]:
    """The first rate of a pair, which nothing else holds against its reciprocal."""
    for row, o in fresh:
        pair = _unordered(o.entity)
        if pair not in rated:
            first, _, second = o.entity.partition("/")
            yield Rejection(
                row, _column(o), f"The first rate of {o.entity} on file: is it {o.number:.6g} {second} for one {first}?"
            )
        rated.add(pair)


def _unordered(pair: str) -> frozenset[str]:
    """The two currencies of a pair, whichever comes first."""
    return frozenset(pair.split("/"))


def _spread(found: Surprise) -> bool:
    """Whether the numbers before vary at all: of rounded ones that stand still, any other would be outside."""
    return found.expected is not None and found.expected[1] > found.expected[0] * (1 + ROUNDING)
