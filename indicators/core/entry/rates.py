"""The exchange rates that are known, a pair read either way round as one, and the verdict on another rate."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

FACTOR = 2.0  # a rate lies within this factor of a known one of its pair
PARTS = 2  # currencies of a pair


class Rates:
    """Known rates by pair. `USD/CNY` is CNY for one USD, so `CNY/USD` is its reciprocal."""

    def __init__(self, known: Iterable[tuple[str, float]] = ()) -> None:
        """Learn rates, each with its pair."""
        self._known: dict[str, list[float]] = {}
        for pair, rate in known:
            self.learn(pair, rate)

    def __eq__(self, other: object) -> bool:
        """Whether the same rates are known."""
        return isinstance(other, Rates) and self._known == other._known

    __hash__ = None  # type: ignore[assignment]  # it learns

    def copy(self) -> Rates:
        """The same, to learn into."""
        found = Rates()
        found._known = {pair: list(rates) for pair, rates in self._known.items()}
        return found

    def learn(self, pair: str, rate: float) -> None:
        """A rate that was taken is known from then on; one that is not positive converts nothing."""
        if rate > 0 and (turned := _turned(pair, rate)):
            own = self._known.setdefault(turned[0], [])
            place = bisect_left(own, turned[1])
            if place == len(own) or own[place] != turned[1]:
                insort(own, turned[1])

    def fault(self, pair: str, rate: float) -> str:
        """Why this rate cannot stand beside those known of its pair, as a sentence; nothing where it can."""
        near = self._nearest(pair, rate)
        if near is None or (rate > 0 and _within(rate, near)):
            return ""
        first, _, second = pair.partition("/")
        turned = self._nearest(f"{second}/{first}", rate) if rate > 0 else None
        fits = turned is not None and _within(rate, turned)
        way = f"It fits {second}/{first}: " if fits else ""
        return (
            f"{rate:.6g} {pair} is not within a factor of {FACTOR:g} of the {near:.6g} on file. {way}{pair} is "
            f"{second} for one {first}; where the one on file is wrong, retract it first."
        )

    def _nearest(self, pair: str, rate: float) -> float | None:
        """The known rate nearest to this one, as the pair is written; None where none is known."""
        turned = _turned(pair, rate if rate > 0 else 1.0)
        own = self._known.get(turned[0]) if turned else None
        if not own or not turned:
            return None
        place = bisect_left(own, turned[1])
        near = min(own[max(place - 1, 0) : place + 1], key=lambda known: max(known / turned[1], turned[1] / known))
        return near if turned[0] == pair else 1 / near


def _within(a: float, b: float) -> bool:
    return max(a / b, b / a) <= FACTOR


def _turned(pair: str, rate: float) -> tuple[str, float] | None:
    """A pair and its rate with the currencies in alphabetical order; None of what is no pair."""
    codes = pair.split("/")
    if len(codes) != PARTS:
        return None
    return (pair, rate) if codes[0] <= codes[1] else ("/".join(reversed(codes)), 1 / rate)
