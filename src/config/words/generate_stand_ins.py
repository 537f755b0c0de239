#!/usr/bin/env python3
"""Makes stand_ins.tsv beside itself from Twilio's smart encoding map (MIT) and Unicode's names and decompositions.

  python3 src/config/words/generate_stand_ins.py --table gsm0338_table.json --as-of 2026-11-25

--table is a JSON file with two objects: `unicode_to_gsm`, whose keys ("U+0041") are the characters of GSM-7, and
`smart_encoding_map` ("U+2019": "'"), both as in npm sms-segments-calculator; --as-of the day they were taken from there.
"""

import argparse
import json
import pathlib
import re
import unicodedata
from collections.abc import Callable, Iterable

StandIns = dict[int, str]  # code -> what stands in; empty: left out

LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
LETTERS = {  # neither a decomposition nor a base letter in their names
    "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ȷ": "j", "ĸ": "k", "ŋ": "n", "Ŋ": "N",
    "ſ": "s", "ẞ": "ß", "ə": "e", "Ə": "E", "ẝ": "s", "ẜ": "s",
}  # fmt: skip
SIGNS = {
    # What tradespeople write: 12′ × 10″, 20°C, 5 m², ± ¼, 50¢
    "′": "'", "″": '"', "‴": "'''", "×": "x", "°": "deg", "±": "+/-", "¢": "c", "µ": "u", "№": "No.",
    "−": "-", "‑": "-", "‒": "-", "·": "-", "∙": "-", "‣": "-", "◦": "-", "●": "-", "▪": "-", "■": "-", "★": "*", "☆": "*",
    "©": "(c)", "®": "(R)", "™": "(TM)", "℠": "(SM)", "¦": "|", "‥": "..", "≈": "~", "≠": "!=", "≤": "<=", "≥": ">=",
    "→": "->", "←": "<-", "⇒": "=>", "‹": "'", "›": "'", "︐": ",", "︑": ",", "\t": " ", "\x85": " ",
}  # fmt: skip
DECOMPOSED = (0xAA, 0xB2, 0xB3, 0xB9, 0xBA, *range(0x2070, 0x2095), *range(0x2150, 0x215F), *range(0xFB00, 0xFB07))
SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
MARKS = (*range(0x0300, 0x0370), 0x1DCD, *range(0x20D0, 0x20F1))
INVISIBLE = (
    0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070),
    *range(0xFE00, 0xFE10), 0xFEFF,
)  # fmt: skip
CONTROLS = (*range(0x00, 0x20), *range(0x7F, 0xA0))  # those of GSM-7 fall out by themselves
CONTROL_NAMES = {0x09: "CHARACTER TABULATION", 0x85: "NEXT LINE", 0x1B: "ESCAPE", 0x7F: "DELETE"}


def name_of(code: int) -> str:
    return unicodedata.name(chr(code), CONTROL_NAMES.get(code, "CONTROL CHARACTER"))


def latin(code: int, gsm: set[int]) -> str | None:
    """The base letter, with as many of its accents as GSM-7 has: ǟ is ä."""
    if code in gsm:
        return chr(code)
    if chr(code) in LETTERS:
        return LETTERS[chr(code)]
    parts = [int(part, 16) for part in unicodedata.decomposition(chr(code)).split() if not part.startswith("<")]
    if parts:  # two: a letter, maybe an accented one, and a mark; ĳ, ǆ and their like: letters
        found = [latin(part, gsm) for part in parts if not unicodedata.combining(chr(part)) and chr(part) not in "ʾ·"]
        return None if None in found else "".join(map(str, found)).replace("ʼ", "'")
    if match := re.fullmatch(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z]{1,2})( WITH .*|)", name_of(code)):
        return match[2].lower() if match[1] == "SMALL" else match[2]
    return "'" if chr(code) == "ʼ" else None


def decomposed(code: int) -> str | None:
    """½ as 1/2, ² as 2, ﬁ as fi."""
    text = unicodedata.normalize("NFKD", chr(code)).replace("⁄", "/").replace("−", "-")
    return text if text != chr(code) else None


def full_width(code: int) -> str:
    return chr(code - 0xFEE0).replace("`", "'")


def made(codes: Iterable[int], stand_in: Callable[[int], str | None], gsm: set[int]) -> StandIns:
    """Of those that GSM-7 lacks, what can be written in it."""
    pairs = ((code, stand_in(code)) for code in codes if code not in gsm)
    return {code: text for code, text in pairs if text is not None and gsm.issuperset(map(ord, text))}


def ours(gsm: set[int]) -> dict[str, StandIns]:
    """Later sections win."""
    return {
        "Latin letters: the base letter, with its accent where GSM-7 has it": made(LATIN, lambda code: latin(code, gsm), gsm)
        | made(map(ord, LETTERS), lambda code: LETTERS[chr(code)], gsm),
        "Fractions, raised and lowered digits, ligatures": made(DECOMPOSED, decomposed, gsm),
        "Full-width forms": made(range(0xFF01, 0xFF5F), full_width, gsm),
        "Spaces and separators: one space": made(SPACES, lambda _: " ", gsm),
        "Combining marks: left out, the letter stays": made(MARKS, lambda _: "", gsm),
        "Zero width, direction, variation, soft hyphen: left out": made(INVISIBLE, lambda _: "", gsm),
        "Control characters: left out": made(CONTROLS, lambda _: "", gsm),
        "Signs": made(map(ord, SIGNS), lambda code: SIGNS[chr(code)], gsm),
    }


def lines_of(smart: StandIns, sections: dict[str, StandIns]) -> list[str]:
    chosen = {code: (text, title) for title, table in sections.items() for code, text in table.items()}
    lines = ["", "# Twilio's smart encoding"]
    lines += [line(code, text) for code, text in sorted(smart.items()) if chosen.get(code, (text,))[0] == text]
    for title in sections:
        lines += ["", f"# {title}"]
        for code, (text, of) in sorted(chosen.items()):
            if of == title and smart.get(code) != text:
                theirs = smart.get(code, "")
                told = f"{len(theirs)} spaces" if theirs.isspace() else theirs
                lines.append(line(code, text) + (f"; Twilio: {told}" if told else ""))
    return lines


def line(code: int, text: str) -> str:
    return f"U+{code:04X}\t{text}\t{name_of(code)}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--table", type=pathlib.Path, required=True)
    options.add_argument("--as-of", required=True)
    given = options.parse_args()
    table = json.loads(given.table.read_text(encoding="utf-8"))
    gsm = {int(name[2:], 16) for name in table["unicode_to_gsm"]}
    smart = {int(name[2:], 16): text for name, text in table["smart_encoding_map"].items()}
    head = f"""
What stands in for a character that GSM-7 lacks: its code, the stand-in (nothing: it is left out), a note; parted by tabs.
A character of GSM-7 has no line; nor has one that nothing in GSM-7 says, like most emoji and every other alphabet.

Sources:
  Twilio's smart encoding map, npm sms-segments-calculator, MIT, (C) Twilio Inc.; where ours differs, its answer stands
  in the note: it writes two spaces for one, seven for a tab, ê in two parts as e^, and ‹ as "less than".
  Names and decompositions: Unicode Character Database {unicodedata.unidata_version}, Unicode License v3, (C) Unicode, Inc.
  The rest is ours.
As of: {given.as_of}
Licence: Apache-2.0
Made by generate_stand_ins.py, see there; don't edit.
"""
    text = "".join(f"# {row}".rstrip() + "\n" for row in head.strip().splitlines())
    text += "\n".join(lines_of(smart, ours(gsm))) + "\n"
    (pathlib.Path(__file__).resolve().parent / "stand_ins.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
