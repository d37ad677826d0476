"""How often somebody may try a password, by user and by address. It is forgotten when the server ends."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Callable

from workbench.users import name_key

FREE = {"user": 5, "address": 20}  # failures before one has to wait: an office may share an address
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 15 * 60
MOST_KEPT = 10_000
MOST_KEY_CHARACTERS = 200

Key = tuple[str, str]


class Attempts:
    """Failures since the last success. After the free ones each doubles the time until the next attempt is looked at."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: dict[Key, tuple[int, float]] = {}

    def begin(self, name: str, address: str) -> int:
        """0, and an attempt is counted as failed until `succeeded`; or the seconds to wait, and none is."""
        keys = _keys(name, address)
        with self._lock:
            wait = max(self._wait(key) for key in keys)
            if wait <= 0:
                for key in keys:
                    self._count(key)
            return max(0, math.ceil(wait))

    def succeeded(self, name: str, address: str) -> None:
        """The user's count begins anew. The address's goes back by one: who has an account may not guess at others."""
        user, place = _keys(name, address)
        with self._lock:
            self._failures.pop(user, None)
            number, last = self._failures.get(place, (0, 0.0))
            if number > 1:
                self._failures[place] = (number - 1, last)
            else:
                self._failures.pop(place, None)

    def _wait(self, key: Key) -> float:
        number, last = self._failures.get(key, (0, 0.0))
        over = number - FREE[key[0]]
        if over < 0:
            return 0.0
        return last + min(FIRST_WAIT_SECONDS * 2.0 ** min(over, 30), LONGEST_WAIT_SECONDS) - self._clock()

    def _count(self, key: Key) -> None:
        number, last = self._failures.pop(key, (0, 0.0))
        if self._clock() - last > LONGEST_WAIT_SECONDS:
            number = 0
        self._failures[key] = (number + 1, self._clock())  # last, so that the first are the longest ago
        if len(self._failures) > MOST_KEPT:
            self._failures.pop(next(iter(self._failures)))


def _keys(name: str, address: str) -> tuple[Key, Key]:
    return ("user", name_key(name[:MOST_KEY_CHARACTERS])), ("address", _network(address))


def _network(address: str) -> str:
    """The address; of IPv6 its first half, which is what one customer has."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 6:
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
