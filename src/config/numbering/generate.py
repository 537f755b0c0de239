#!/usr/bin/env python3
"""Makes nanp.tsv and world.tsv beside itself from two files of libphonenumber (Apache-2.0).

  python3 src/config/numbering/generate.py --zones timezones_map_data.txt --places geocoding_en_1.txt --as-of 2026-07-17

--zones is resources/timezones/map_data.txt, --places resources/geocoding/en/1.txt of
https://github.com/google/libphonenumber, --as-of the day of the commit they were taken from.
Known errors of the source stay in the tables: mends.yaml puts them right at loading.
"""

import argparse
import collections
import itertools
import pathlib
import re

Table = dict[str, str]  # prefix -> value
Answer = tuple[tuple[str, ...], tuple[str, ...]]  # zones, regions

STATES = """AL Alabama/AK Alaska/AZ Arizona/AR Arkansas/CA California/CO Colorado/CT Connecticut/DE Delaware/
DC Washington D.C./FL Florida/GA Georgia/HI Hawaii/ID Idaho/IL Illinois/IN Indiana/IA Iowa/KS Kansas/KY Kentucky/
LA Louisiana/ME Maine/MD Maryland/MA Massachusetts/MI Michigan/MN Minnesota/MS Mississippi/MO Missouri/MT Montana/
NE Nebraska/NV Nevada/NH New Hampshire/NJ New Jersey/NM New Mexico/NY New York/NC North Carolina/ND North Dakota/
OH Ohio/OK Oklahoma/OR Oregon/PA Pennsylvania/RI Rhode Island/SC South Carolina/SD South Dakota/TN Tennessee/
TX Texas/UT Utah/VT Vermont/VA Virginia/WA Washington State/WV West Virginia/WI Wisconsin/WY Wyoming"""
PROVINCES = """AB Alberta/BC British Columbia/MB Manitoba/NB New Brunswick/NL Newfoundland and Labrador/
NS Nova Scotia/NT Northwest Territories/NU Nunavut/ON Ontario/PE Prince Edward Island/QC Quebec/SK Saskatchewan/YT Yukon"""
NAMES = {
    name: f"{country}-{code}"
    for country, listed in (("US", STATES), ("CA", PROVINCES))
    for code, name in (entry.strip().split(" ", 1) for entry in listed.split("/"))
} | {"British Colombia": "CA-BC"}  # so spelt in the source
CODES = {region[3:]: region for region in NAMES.values()}  # no province shares its letters with a state
TERRITORIES = {  # not in --places
    "1340": "US-VI", "1670": "US-MP", "1671": "US-GU", "1684": "US-AS", "1787": "US-PR", "1939": "US-PR",
}  # fmt: skip
RENAMED = {  # the source has names that some systems keep in a package apart
    "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk", "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon", "Atlantic/Faeroe": "Atlantic/Faroe", "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
}  # fmt: skip
WIDTH = 130


def read(path: pathlib.Path) -> Table:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return dict(line.split("|", 1) for line in lines if line and not line.startswith("#"))


def regions_of(place: str) -> tuple[str, ...]:
    """Of "Ohio", "Nova Scotia/Prince Edward Island", "Toronto, ON"; nothing where none is named."""
    if city := re.fullmatch(r".*, ([A-Z]{2})", place):
        return (CODES[city[1]],) if city[1] in CODES else ()
    named = place.split("/")
    return tuple(sorted(NAMES[name] for name in named)) if all(name in NAMES for name in named) else ()


def longest(table: Table, number: str, at_least: int) -> str | None:
    lengths = range(len(number), at_least - 1, -1)
    return next((table[number[:n]] for n in lengths if number[:n] in table), None)


def at_any_depth(table: Table, area: str) -> list[str]:
    return [value for prefix, value in table.items() if prefix.startswith(area)]


def area_answer(zones: Table, places: Table, area: str) -> Answer:
    """Its own row; without one, everything that a prefix of the area names."""
    of_zones = [zones[area]] if area in zones else at_any_depth(zones, area)
    of_regions = [places[area]] if area in places else at_any_depth(places, area)
    regions = {TERRITORIES[area]} if area in TERRITORIES else {region for place in of_regions for region in regions_of(place)}
    return tuple(sorted({zone for row in of_zones for zone in row.split("&")})), tuple(sorted(regions))


def exchange_answer(zones: Table, places: Table, number: str, area: Answer) -> Answer:
    zone_row = longest(zones, number, 5)
    named = regions_of(longest(places, number, 5) or "")
    return (
        tuple(sorted(zone_row.split("&"))) if zone_row else area[0],
        # A place outside its area is probably a mistake in the source, so the result has both.
        area[1] if not named or not area[1] else named if set(named) <= set(area[1]) else tuple(sorted({*area[1], *named})),
    )


def ranges(numbers: list[int]) -> list[str]:
    """[342, 344, 345, 346] -> ["342", "344-346"]"""
    runs = itertools.groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(group) for _, group in runs)]
    return [f"{first}" if first == last else f"{first}-{last}" for first, last in ends]


def lines_of(area: str, exchanges: list[str], answer: Answer) -> list[str]:
    """One line, or several where the list of exchanges is too long for one."""
    end = "\t".join(",".join(column) or "-" for column in answer)
    lines: list[str] = []
    for exchange in exchanges:
        if lines and len(lines[-1]) + len(exchange) + len(end) + 2 <= WIDTH:
            lines[-1] += f",{exchange}"
        else:
            lines.append(f"{area}\t{exchange}")
    return [f"{line}\t{end}" for line in lines]


def nanp(zones: Table, places: Table) -> list[str]:
    lines: list[str] = []
    for area in sorted({prefix[:4] for prefix in (*zones, *places) if prefix.startswith("1") and len(prefix) >= 4}):
        of_area = area_answer(zones, places, area)
        if not of_area[0] or set(of_area[0]) == set(zones["1"].split("&")):
            continue
        lines += lines_of(area[1:], ["-"], of_area)
        differing: dict[Answer, list[int]] = collections.defaultdict(list)
        for exchange in range(200, 1000):
            answer = exchange_answer(zones, places, f"{area}{exchange}", of_area)
            if answer != of_area:
                differing[answer].append(exchange)
        for answer, exchanges in sorted(differing.items()):
            lines += lines_of(area[1:], ranges(exchanges), answer)
    return lines


def world(zones: Table) -> list[str]:
    elsewhere = {prefix: row for prefix, row in sorted(zones.items()) if not prefix.startswith("1")}
    kept = (prefix for prefix, row in elsewhere.items() if row != longest(elsewhere, prefix[:-1], 1))
    return [f"{prefix}\t{elsewhere[prefix].replace('&', ',')}" for prefix in kept]


def write(path: pathlib.Path, header: str, lines: list[str]) -> None:
    text = "".join(f"# {line}".rstrip() + "\n" for line in header.strip().splitlines()) + "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--zones", type=pathlib.Path, required=True)
    options.add_argument("--places", type=pathlib.Path, required=True)
    options.add_argument("--as-of", required=True)
    given = options.parse_args()
    zones, places = read(given.zones), read(given.places)
    zones = {prefix: "&".join(RENAMED.get(zone, zone) for zone in row.split("&")) for prefix, row in zones.items()}
    here = pathlib.Path(__file__).resolve().parent
    source = f"""
Source: libphonenumber, resources/timezones/map_data.txt and resources/geocoding/en/1.txt
  https://github.com/google/libphonenumber, Apache-2.0, (C) The Libphonenumber Authors
As of: {given.as_of}
Made by generate.py, see there; don't edit: errors of the source are put right in mends.yaml. Not legal advice.
"""
    write(here / "nanp.tsv", f"Time zones and regions of +1 area codes and exchanges (`-`: the whole area code).{source}\n"
          "area\texchanges\tzones\tregions", nanp(zones, places))  # fmt: skip
    write(here / "world.tsv", f"Time zones of numbers outside +1, the longest prefix wins.{source}\nprefix\tzones", world(zones))


if __name__ == "__main__":
    main()
