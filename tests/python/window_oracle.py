"""When may a text leave? The slow and simple answer (R10, R11, R12, R14), written from the rules and the data files.

Nothing here knows the library. Per zone the wall clock of every quarter of an hour in 2026-2028 is asked of zoneinfo;
per jurisdiction every minute of every local calendar day is open or closed; together that is one byte per minute of
UTC, and a text may leave in the minutes in which every zone times every jurisdiction has a 1.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

CONFIG = Path(__file__).resolve().parents[2] / "src" / "config"
# Local days; the minutes in UTC begin and end two days inside.
FIRST, LAST = date(2025, 12, 30), date(2029, 2, 3)
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
START_MS = int(START.timestamp()) * 1000
QUARTERS = ((LAST - FIRST).days - 4) * 96
DAY_MINUTES, MINUTE_MS = 1440, 60_000
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# The jurisdiction of a number without a region, and of the zones below it (R11).
UNKNOWN = frozenset(["unknown"])
NOWHERE = frozenset("""America/St_Johns America/Halifax America/New_York America/Chicago America/Denver America/Phoenix
                       America/Los_Angeles America/Vancouver America/Anchorage Pacific/Honolulu""".split())


def load(path: Path) -> dict:
    """Every scalar stays text: YAML would read `on` as true and 005 as 5."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def numbers(text: str) -> list[str]:
    """'342,344,347-349' as single numbers of three digits."""
    ends = [(part.split("-")[0], part.split("-")[-1]) for part in text.replace(" ", "").split(",")]
    return [f"{n:03d}" for low, high in ends for n in range(int(low), int(high) + 1)]


def names(text: str) -> frozenset[str]:
    return frozenset() if text.strip() == "-" else frozenset(text.replace(" ", "").split(","))


def week(hours: dict[str, str]) -> list[bytes]:
    """Seven local days of 1440 bytes, 1 = open; start inclusive, end exclusive (R10)."""
    days = {}
    for key, span in hours.items():
        opens = closes = 0
        if span != "closed":
            opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
            assert 0 <= opens < closes <= DAY_MINUTES, f"empty or inverted: {span}"
        for day in range(DAYS.index(key[:3]), DAYS.index(key[-3:]) + 1):
            assert day not in days, f"{key} is given twice"
            days[day] = bytes(opens) + b"\1" * (closes - opens) + bytes(DAY_MINUTES - closes)
    return [days[day] for day in range(7)]


def easter(year: int) -> date:
    """Knuth, The Art of Computer Programming, 1.3.2, exercise 14: golden number, century, epact, full moon, Sunday."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped = 3 * century // 4 - 12
    epact = (11 * golden + 15 + (8 * century + 5) // 25 - skipped) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    moon = 44 - epact + (30 if epact > 23 else 0)
    return date(year, 3, 1) + timedelta(days=moon + 6 - (5 * year // 4 - skipped - 10 + moon) % 7)


def day_of(rule: str, year: int) -> date:
    """jan 1 | 3rd mon in feb | last mon in may | easter - 2 | mon before may 25 | tue after 1st mon in nov"""
    words = rule.lower().split()
    if words[0] == "easter":
        return easter(year) + timedelta(days=int("".join(words[1:]) or 0))
    if words[1] in ("before", "after"):
        step = timedelta(days=-1 if words[1] == "before" else 1)
        day = day_of(" ".join(words[2:]), year) + step
        while day.weekday() != DAYS.index(words[0]):
            day += step
        return day
    if "in" in words:
        which, weekday, _, month = words
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
        days = [day for day in days if (MONTHS[day.month - 1], DAYS[day.weekday()]) == (month, weekday)]
        return days[-1] if which == "last" else days[int(which[0]) - 1]
    return date(year, MONTHS.index(words[0]) + 1, int(words[1]))


def closed_days(calendar: list[dict[str, str]]) -> set[date]:
    """Each holiday and its observed day, of every year that can matter."""
    closed = set()
    for holiday in calendar:
        for year in range(FIRST.year - 1, LAST.year + 2):
            if holiday.get("years", "every") in ("every", ("even", "odd")[year % 2]):
                day = day_of(holiday["on"], year)
                shifts = [shift for shift in holiday.get("observed", "").split() if shift[:3] == DAYS[day.weekday()]]
                closed |= {day} | {day + timedelta(days=int(shift[3:])) for shift in shifts}
    return closed


@lru_cache(maxsize=None)
def wall_clock(zone: str) -> list[list[int]]:
    """The local minutes since FIRST that pass, as [from, to); zoneinfo is asked every quarter of an hour."""
    tz, runs = ZoneInfo(zone), []
    for second in range(START_MS // 1000, START_MS // 1000 + QUARTERS * 900, 900):
        local = datetime.fromtimestamp(second, tz)
        minute = (local.toordinal() - FIRST.toordinal()) * DAY_MINUTES + local.hour * 60 + local.minute
        if not runs or minute != runs[-1][1]:
            runs.append([minute, minute])
        runs[-1][1] = minute + 15
    return runs


def instant(ms: int) -> str:
    at = datetime.fromtimestamp(ms // 1000, timezone.utc).replace(microsecond=ms % 1000 * 1000, tzinfo=None)
    return at.isoformat(timespec="milliseconds" if ms % 1000 else "seconds") + "Z"


class Oracle:
    def __init__(self, config: Path = CONFIG) -> None:
        calendars: dict[str, list] = {}
        for entry in load(config / "holidays" / "holidays.yaml")["calendars"]:
            like = calendars[entry["like"]] if "like" in entry else []
            calendars[entry["id"]] = like + list(entry.get("days", []))
        self.holidays = {name: closed_days(days) for name, days in calendars.items()}
        self.rows: list[dict] = []
        for name in ("unknown", "canada", "united_states"):
            for row in load(config / "rulebooks" / f"{name}.yaml")["rows"]:
                like = [other for other in self.rows if other["id"] == row["like"]][-1] if "like" in row else {}
                self.rows.append({k: v for k, v in like.items() if not k.startswith("effective_")} | row)
        self.read_numbering(config / "numbering")

    def read_numbering(self, folder: Path) -> None:
        """self.nanp: ("403", "") or ("250", "342") -> [zones, regions]; empty where that line doesn't know (R11)."""
        empty: frozenset[str] = frozenset()
        self.nanp = {}
        for area, exchanges, zones, regions in tsv(folder / "nanp.tsv"):
            for exchange in [""] if exchanges == "-" else numbers(exchanges):
                self.nanp[area, exchange] = [names(zones), names(regions)]
        for mend in load(folder / "mends.yaml")["mends"]:
            zones, regions = frozenset(mend.get("zones", [])), frozenset(mend.get("regions", []))
            source = mend["area"] if mend.get("split") == "true" else mend.get("like")
            lines = [line for (area, _), line in self.nanp.items() if area == source]  # at any depth
            zones = zones or empty.union(*(line[0] for line in lines))
            regions = regions or empty.union(*(line[1] for line in lines if "like" in mend))
            for exchange in numbers(mend["exchanges"]) if "exchanges" in mend else [""]:
                old = self.nanp.get((mend["area"], exchange), [empty, empty])
                self.nanp[mend["area"], exchange] = [zones or old[0], regions or old[1]]
        self.world = {prefix: names(zones) for prefix, zones in tsv(folder / "world.tsv")}
        self.regions = {entry["id"]: frozenset(entry["zones"]) for entry in load(folder / "regions.yaml")["regions"]}
        self.postal: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        for country, leads in load(folder / "postal_codes.yaml").items():
            for lead in leads:
                zones = frozenset(lead.get("zones", [])) or self.regions[lead["region"]]
                for prefix in (names if country == "canada" else numbers)(lead["prefixes"]):
                    assert prefix not in self.postal, f"{prefix} is given twice"
                    self.postal[prefix] = zones, frozenset([lead["region"]])

    def place(self, question: dict) -> tuple[frozenset[str], frozenset[str]]:
        """R11, zones and regions separately, first that knows: zone > postal code > region > exchange > area."""
        to, postal = question["to"].lstrip("+"), question.get("postal_code", "").replace(" ", "").upper()
        sources = [(frozenset([question["zone"]]), frozenset())] if question.get("zone") else []
        sources += [self.postal[postal[:n]] for n in range(len(postal), 0, -1) if postal[:n] in self.postal][:1]
        if question.get("region"):
            sources.append((self.regions[question["region"]], frozenset([question["region"]])))
        if to.startswith("1"):
            sources += [self.nanp[key] for key in ((to[1:4], to[4:7]), (to[1:4], "")) if key in self.nanp]
        else:
            sources += [(self.world[to[:n]], frozenset()) for n in range(len(to), 0, -1) if to[:n] in self.world][:1]
        zones = next((zones for zones, _ in sources if zones), NOWHERE)
        return zones, next((regions for _, regions in sources if regions), frozenset())

    def row(self, jurisdiction: str, day: str) -> dict:
        """The row in force on a local day: the region's, else its country's, else `unknown`."""
        return next(row for wanted in (jurisdiction, jurisdiction[:2], "unknown") for row in self.rows
                    if row["id"] == wanted and row.get("effective_from", "") <= day < row.get("effective_until", "9"))

    @lru_cache(maxsize=None)
    def local_minutes(self, jurisdiction: str) -> bytes:
        """R10: a byte per minute of every local day since FIRST; holidays and their observed days are closed."""
        days = []
        for day in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)):
            row = self.row(jurisdiction, day.isoformat())
            closed = any(day in self.holidays[name] for name in row.get("holidays", []))
            days.append(bytes(DAY_MINUTES) if closed else week(row["hours"])[day.weekday()])
        return b"".join(days)

    @lru_cache(maxsize=64)
    def utc_minutes(self, zone: str, jurisdiction: str) -> bytes:
        local = self.local_minutes(jurisdiction)
        return b"".join(local[begin:end] for begin, end in wall_clock(zone))

    @lru_cache(maxsize=None)
    def openings(self, zones: frozenset[str], jurisdictions: frozenset[str]) -> list[tuple[int, int]]:
        """Start and end, in milliseconds, of the runs of minutes in which all zones times jurisdictions are open."""
        every = -1
        for pair in product(zones, jurisdictions):
            every &= int.from_bytes(self.utc_minutes(*pair), "big")
        minutes, runs, end = every.to_bytes(QUARTERS * 15, "big") + b"\0", [], 0
        while (start := minutes.find(1, end)) >= 0:
            end = minutes.find(0, start)
            runs.append((START_MS + start * MINUTE_MS, START_MS + end * MINUTE_MS))
        return runs

    def answer(self, question: dict) -> dict | None:
        """R10, R12, R14: allowed now, else the next opening, and when it closes; None: nothing opens within 14 days."""
        zones, regions = self.place(question)
        runs = self.openings(zones, regions or UNKNOWN)
        at = (datetime.fromisoformat(question["at"]) - START) // timedelta(milliseconds=1) + START_MS
        # The first one that closes after `at`.
        following = bisect_right(runs, at, key=lambda run: run[1])
        if following == len(runs) or runs[following][0] - at > 14 * DAY_MINUTES * MINUTE_MS:
            return None
        start, closes = max(at, runs[following][0]), instant(runs[following][1])
        return {"allowed": start == at, "next": instant(start), "send_by": closes, "zones": zones, "regions": regions}
