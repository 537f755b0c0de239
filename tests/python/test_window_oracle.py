"""`textback window --json` against a slow and separate reading of the same data files: window_oracle.py (R10-R12, R14).

The oracle has to be right as well: the examples here are worked out by hand, and both have to give them.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from window_oracle import FIRST, NOWHERE, START, Oracle, day_of, wall_clock

MINUTE = timedelta(minutes=1)
PLACES = {  # zone -> region
    "America/St_Johns": "CA-NL", "America/Halifax": "CA-NS", "America/Blanc-Sablon": "CA-QC",
    "America/Toronto": "CA-ON", "America/Iqaluit": "CA-NU", "America/Winnipeg": "CA-MB", "America/Regina": "CA-SK",
    "America/Edmonton": "CA-AB", "America/Whitehorse": "CA-YT", "America/Vancouver": "CA-BC",
    "America/New_York": "US-PA", "America/Chicago": "US-TX", "America/Indiana/Indianapolis": "US-IN",
    "America/Denver": "US-UT", "America/Boise": "US-ID", "America/Phoenix": "US-AZ", "America/Los_Angeles": "US-OR",
    "America/Anchorage": "US-AK", "America/Adak": "US-AK", "Pacific/Honolulu": "US-HI"}
FAR_ZONES = ["Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Guam", "America/Puerto_Rico"]
DST_WEEKENDS = ["2026-03-07", "2026-10-31", "2027-03-13", "2027-11-06"]  # Saturdays before the clocks change
TOLL_FREE = ["800", "833", "844", "855", "866", "877", "888"]
FOREIGN = ["+442079460123", "+4930123456", "+33170123456", "+74951234567", "+75001234567", "+61291234567",
           "+81312345678", "+525512345678", "+5511912345678", "+6491234567"]

EDMONTON = {"to": "+14035550123"}
TORONTO = {"to": "+14165550123"}
VANCOUVER = {"to": "+16045550123"}
ST_JOHNS = {"to": "+14035550123", "zone": "America/St_Johns", "region": "CA-NL"}
KENTUCKY = {"to": "+15025550123", "zone": "America/New_York"}
RHODE_ISLAND = {"to": "+14015550123"}
TEXAS = {"to": "+12145550123"}
UTAH = {"to": "+18015550123"}
PENNSYLVANIA = {"to": "+12155550123"}
TOLL_FREE_NUMBER = {"to": "+18005550123"}

EXAMPLES = [  # place, at, next ("" where allowed), send_by
    # Alberta, Friday 2026-11-20, UTC-6 all year: 09:00-21:30, start inclusive, end exclusive; weekends 10:00-18:00
    (EDMONTON, "2026-11-20T14:59:59.999Z", "2026-11-20T15:00:00Z", "2026-11-21T03:30:00Z"),
    (EDMONTON, "2026-11-20T15:00:00Z", "", "2026-11-21T03:30:00Z"),
    (EDMONTON, "2026-11-21T03:29:59.999Z", "", "2026-11-21T03:30:00Z"),
    (EDMONTON, "2026-11-21T03:30:00Z", "2026-11-21T16:00:00Z", "2026-11-22T00:00:00Z"),
    (EDMONTON, "2026-11-22T00:00:00Z", "2026-11-22T16:00:00Z", "2026-11-23T00:00:00Z"),
    (EDMONTON, "2026-11-20T22:00:00.250-06:00", "2026-11-21T16:00:00Z", "2026-11-22T00:00:00Z"),
    # Vancouver: UTC-8 in February 2026, UTC-7 since March and, from November 2026, all year
    (VANCOUVER, "2026-02-02T12:00:00Z", "2026-02-02T17:00:00Z", "2026-02-03T05:30:00Z"),
    (VANCOUVER, "2026-07-06T12:00:00Z", "2026-07-06T16:00:00Z", "2026-07-07T04:30:00Z"),
    (VANCOUVER, "2026-11-02T15:59:00Z", "2026-11-02T16:00:00Z", "2026-11-03T04:30:00Z"),
    (VANCOUVER, "2027-01-15T16:00:00Z", "", "2027-01-16T04:30:00Z"),
    # British Columbia closes Friday 2026-12-25; Alberta doesn't; Boxing Day isn't a holiday there
    (VANCOUVER, "2026-12-25T18:00:00Z", "2026-12-26T17:00:00Z", "2026-12-27T01:00:00Z"),
    (EDMONTON, "2026-12-25T18:00:00Z", "", "2026-12-26T03:30:00Z"),
    # both sides of Ontario's Sunday 2026-11-01: 10:00 is 15:00Z after the change, the Saturday before it was 14:00Z
    ({**TORONTO, "zone": "America/Toronto"}, "2026-10-31T06:00:00Z", "2026-10-31T14:00:00Z", "2026-10-31T22:00:00Z"),
    ({**TORONTO, "zone": "America/Toronto"}, "2026-11-01T05:30:00Z", "2026-11-01T15:00:00Z", "2026-11-01T23:00:00Z"),
    # St John's: UTC-3:30 on Monday 2026-11-23, UTC-2:30 on Monday 2026-07-06
    (ST_JOHNS, "2026-11-23T12:29:59Z", "2026-11-23T12:30:00Z", "2026-11-24T01:00:00Z"),
    (ST_JOHNS, "2026-07-06T11:30:00Z", "", "2026-07-07T00:00:00Z"),
    # Kentucky 10:00-21:00, Wednesday 2026-11-25, UTC-5
    (KENTUCKY, "2026-11-25T14:00:00Z", "2026-11-25T15:00:00Z", "2026-11-26T02:00:00Z"),
    # Rhode Island: Saturday 10:00-17:00, closed on Sunday, Monday 09:00-18:00
    (RHODE_ISLAND, "2026-11-28T14:00:00Z", "2026-11-28T15:00:00Z", "2026-11-28T22:00:00Z"),
    (RHODE_ISLAND, "2026-11-28T22:00:00Z", "2026-11-30T14:00:00Z", "2026-11-30T23:00:00Z"),
    # Texas: Sunday 12:00-21:00, UTC-6
    (TEXAS, "2026-11-29T15:00:00Z", "2026-11-29T18:00:00Z", "2026-11-30T03:00:00Z"),
    # Pennsylvania: closed on Sunday; Monday 09:00-19:00, UTC-5
    (PENNSYLVANIA, "2026-11-29T17:00:00Z", "2026-11-30T14:00:00Z", "2026-12-01T00:00:00Z"),
    # ... closed on Election Day, Tuesday 2026-11-03
    (PENNSYLVANIA, "2026-11-03T15:00:00Z", "2026-11-04T14:00:00Z", "2026-11-05T00:00:00Z"),
    # ... Act 47 holds from 2026-10-18, a Sunday: on the Saturday before, 19:30 (UTC-4) was still open, until 21:00
    (PENNSYLVANIA, "2026-10-17T23:30:00Z", "", "2026-10-18T01:00:00Z"),
    (PENNSYLVANIA, "2026-10-18T01:00:00Z", "2026-10-19T13:00:00Z", "2026-10-19T23:00:00Z"),
    (PENNSYLVANIA, "2026-10-18T23:30:00Z", "2026-10-19T13:00:00Z", "2026-10-19T23:00:00Z"),
    (PENNSYLVANIA, "2026-10-19T23:30:00Z", "2026-10-20T13:00:00Z", "2026-10-20T23:00:00Z"),
    # Utah: Saturday 2028-01-01 is observed on Friday 2027-12-31 as well, then a Sunday: open on Monday 08:00, UTC-7
    (UTAH, "2027-12-31T17:00:00Z", "2028-01-03T15:00:00Z", "2028-01-04T04:00:00Z"),
    # nothing known: 10:00 in Honolulu (20:00Z) to 18:00 in St John's (21:30Z in winter, 20:30Z in summer); on a summer
    # Saturday St John's closes at 19:30Z, before Honolulu opens
    (TOLL_FREE_NUMBER, "2026-12-21T12:00:00Z", "2026-12-21T20:00:00Z", "2026-12-21T21:30:00Z"),
    (TOLL_FREE_NUMBER, "2026-07-11T12:00:00Z", "2026-07-13T20:00:00Z", "2026-07-13T20:30:00Z"),
]


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


def ask(command: str, questions: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    run = subprocess.run([sys.executable, "-m", "textback.cli", command, "--json"], input=lines, capture_output=True,
                         text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(questions), run.stderr[-2000:]
    assert run.returncode == (1 if any("error" in answer for answer in answers) else 0), run.stderr[-2000:]
    return answers


def agree(expected: dict | None, answer: dict) -> bool:
    if expected is None or "error" in answer:
        return expected is None and "error" in answer
    return (all(answer[key] == expected[key] for key in ("allowed", "next", "send_by"))
            and all(set(answer[key]) == expected[key] for key in ("zones", "regions")))


def compare(oracle: Oracle, questions: list[dict]) -> None:
    different = []
    for question, answer in zip(questions, ask("window", questions), strict=True):
        expected = oracle.answer(question)
        if not agree(expected, answer):
            different.append(f"{json.dumps(question)}\n  oracle: {expected}\n  window: {answer}")
    assert not different, f"{len(different)} of {len(questions)} differ:\n" + "\n".join(different[:5])


def possible(code: str) -> bool:
    """An area code or an exchange of a place: 2 to 9 first, and no service (211, 311 ...) (R2)."""
    return code[0] > "1" and code[1:] != "11"


def number(area: str, dice: random.Random) -> str:
    exchange = f"{dice.randint(2, 9)}{dice.choice('023456789')}{dice.randint(0, 9)}"  # not 211, 311 ...
    return f"+1{area}{exchange}{dice.randint(0, 9999):04d}"


def postal_code(prefix: str, dice: random.Random) -> str:
    if prefix[0].isdigit():
        return prefix + f"{dice.randint(0, 99):02d}" + dice.choice(["", "", "-1234"])
    shape = "A9A9A9"[len(prefix):]
    code = prefix + "".join(dice.choice("ABCEGHJKLMNPRSTVWXYZ" if place == "A" else "0123456789") for place in shape)
    return dice.choice([code, f"{code[:3]} {code[3:]}", f"{code[:3]} {code[3:]}".lower()])


def random_questions(oracle: Oracle, count: int, seed: int) -> list[dict]:
    dice = random.Random(seed)
    areas = sorted({area for area, _ in oracle.nanp})
    exchanges = sorted((area, exchange) for area, exchange in oracle.nanp if exchange and possible(exchange))
    unknown = [f"{a}{b}{c}" for a in "23456789" for b in "012345678" for c in range(10)]
    unknown = [area for area in unknown if area not in areas and possible(area) and area != "900" and area[:2] not in ("37", "96")]
    zones, regions, prefixes = [*PLACES, *FAR_ZONES], sorted(oracle.regions), sorted(oracle.postal)
    questions = []
    for n in range(count):
        kind = dice.random()
        if kind < 0.5:
            to = number(areas[n % len(areas)], dice)
        elif kind < 0.8:
            to = "+1" + "".join(dice.choice(exchanges)) + f"{dice.randint(0, 9999):04d}"
        else:
            areas_of_none = dice.choice([TOLL_FREE, unknown])
            to = dice.choice([number(dice.choice(areas_of_none), dice), dice.choice(FOREIGN)])
        minute = dice.randrange((datetime(2029, 1, 1, tzinfo=timezone.utc) - START) // MINUTE)
        if dice.random() < 0.5:  # at the edges of windows
            minute -= minute % 30
        at = START + minute * MINUTE + timedelta(milliseconds=dice.choice([0, 0, 0, -1, 1, dice.randrange(60_000)]))
        at = max(at, START)
        if dice.random() < 0.1:
            at = at.astimezone(timezone(timedelta(minutes=dice.choice([-570, -210, 60, 330]))))
        question = {"to": to, "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        if dice.random() < 0.6:
            question["class"] = dice.choice(["proactive", "response"])
        if dice.random() < 0.15:
            question["zone"] = dice.choice(zones)
        if dice.random() < 0.15:
            question["region"] = dice.choice(regions)
        if dice.random() < 0.15:
            question["postal_code"] = postal_code(dice.choice(prefixes), dice)
        questions.append(question)
    return questions


# --- the oracle itself

@pytest.mark.parametrize(("rule", "year", "day"), [
    ("jan 1", 2027, "2027-01-01"), ("easter", 2026, "2026-04-05"), ("easter - 2", 2027, "2027-03-26"),
    ("easter - 47", 2027, "2027-02-09"), ("easter", 2028, "2028-04-16"), ("easter + 1", 1954, "1954-04-19"),
    ("mon before may 25", 2026, "2026-05-18"), ("mon before may 25", 2027, "2027-05-24"),
    ("mon before may 25", 2028, "2028-05-22"), ("2nd mon in oct", 2027, "2027-10-11"),
    ("4th thu in nov", 2026, "2026-11-26"), ("2nd mon in aug", 2027, "2027-08-09"),
    ("4th mon in apr", 2027, "2027-04-26"), ("last mon in may", 2027, "2027-05-31"),
    ("tue after 1st mon in nov", 2026, "2026-11-03"), ("tue after 1st mon in nov", 2028, "2028-11-07")])
def test_the_oracle_counts_holidays(rule, year, day):
    """R10: the days that rulebooks close, from calendars of those years."""
    assert day_of(rule, year).isoformat() == day


def test_zone_data_are_those_of_2026():
    """R16: with older zone data nothing here can be right."""
    at = datetime(2027, 1, 15, 12, tzinfo=timezone.utc)
    zones = {"America/Vancouver": 5, "America/Edmonton": 6, "America/Winnipeg": 7}
    assert {zone: at.astimezone(ZoneInfo(zone)).hour for zone in zones} == zones


@pytest.mark.parametrize("zone", [*PLACES, *FAR_ZONES])
def test_the_oracle_reads_every_minute_of_the_days_on_which_clocks_change(zone):
    """R12: a quarter of an hour is fine enough, also where the change is half an hour."""
    clock = [minute for begin, end in wall_clock(zone) for minute in range(begin, end)]
    for day in [*DST_WEEKENDS, "2026-04-04", "2026-10-03"]:
        first = (datetime.fromisoformat(day).replace(tzinfo=timezone.utc) - START) // MINUTE
        for minute in range(first, first + 4320):
            local = (START + minute * MINUTE).astimezone(ZoneInfo(zone))
            days, of_day = divmod(clock[minute], 1440)
            assert (FIRST + timedelta(days=days), of_day) == (local.date(), local.hour * 60 + local.minute)


@pytest.mark.parametrize(("place", "at", "opens", "send_by"), EXAMPLES)
def test_the_oracle_knows_what_was_worked_out_by_hand(oracle, place, at, opens, send_by):
    """R10, R12, R14."""
    answer = oracle.answer({**place, "at": at})
    assert (answer["allowed"], answer["next"], answer["send_by"]) == (not opens, opens or at, send_by)


@pytest.mark.parametrize(("question", "zones", "regions"), [
    ({"to": "+14035550123"}, {"America/Edmonton"}, {"CA-AB"}),
    ({"to": "+14035550123", "zone": "America/Toronto"}, {"America/Toronto"}, {"CA-AB"}),
    ({"to": "+14035550123", "region": "US-PA"}, {"America/New_York"}, {"US-PA"}),
    ({"to": "+14035550123", "region": "US-PA", "postal_code": "V6B 1A1"}, {"America/Vancouver"}, {"CA-BC"}),
    ({"to": "+14035550123", "zone": "America/Chicago", "postal_code": "v6b1a1"}, {"America/Chicago"}, {"CA-BC"}),
    # Corrected: the source says Winnipeg, an hour off.
    ({"to": "+14745550123"}, {"America/Regina"}, {"CA-SK"}),
    # Tumbler Ridge: corrected exchange.
    ({"to": "+12502420123"}, {"America/Dawson_Creek"}, {"CA-BC"}),
    ({"to": "+13645550123"}, {"America/New_York", "America/Chicago"}, {"US-KY"}),  # overlay of 270, which has two
    ({"to": "+18005550123"}, NOWHERE, set()),
    ({"to": "+442079460123"}, {"Europe/London"}, set()),
])
def test_the_oracle_finds_the_place(oracle, question, zones, regions):
    """R11: zone > postal code > region > exchange > area code; zones and regions each from the first that knows."""
    assert oracle.place(question) == (zones, regions)


# --- textback against the oracle

def test_window_gives_the_examples_by_hand():
    """R10, R12, R14."""
    for kind in ("proactive", "response"):
        answers = ask("window", [{**place, "at": at, "class": kind} for place, at, _, _ in EXAMPLES])
        for (place, at, opens, send_by), answer in zip(EXAMPLES, answers, strict=True):
            assert (answer["allowed"], answer["next"], answer["send_by"]) == (not opens, opens or at, send_by), place


def test_window_agrees_on_random_questions(oracle):
    """R10, R11, R12, R14: all area codes, listed exchanges, toll-free and foreign numbers, 2026 to 2028."""
    compare(oracle, random_questions(oracle, 200_000, seed=20261123))


@pytest.mark.parametrize("saturday", DST_WEEKENDS)
def test_window_agrees_on_every_minute_of_a_weekend_on_which_clocks_change(oracle, saturday):
    """R12: days of 23 and 25 hours, half-hour zones, zones that no longer change their clocks."""
    first = datetime.fromisoformat(saturday).replace(tzinfo=timezone.utc)
    instants = [f"{first + minute * MINUTE:%Y-%m-%dT%H:%M:00Z}" for minute in range(3 * 1440)]
    compare(oracle, [{"to": "+14035550123", "at": at, "zone": zone, "region": region}
                     for zone, region in PLACES.items() for at in instants])


def test_window_says_so_where_nothing_opens_within_14_days(oracle):
    """R11: a Russian number whose zones, two to twelve hours east of Greenwich, are never all open at once."""
    question = {"to": "+75001234567", "at": "2026-11-20T12:00:00Z"}
    assert oracle.answer(question) is None
    assert "error" in ask("window", [question])[0]


def test_number_knows_the_place_of_every_area_code_and_exchange(oracle):
    """R11: zones and regions of a number alone."""
    keys = sorted(key for key in oracle.nanp if not key[1] or possible(key[1]))
    questions = [{"raw": f"+1{area}{exchange or '555'}0123"} for area, exchange in keys]
    different = []
    for question, answer in zip(questions, ask("number", questions), strict=True):
        expected = oracle.place({"to": question["raw"]})
        if expected != (set(answer.get("zones", [])), set(answer.get("regions", []))):
            different.append(f"{question}\n  oracle: {expected}\n  number: {answer}")
    assert not different, f"{len(different)} of {len(questions)} differ:\n" + "\n".join(different[:5])
