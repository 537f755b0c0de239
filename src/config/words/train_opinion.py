"""Trains the second opinion on replies and writes src/config/words/opinion.txt.

    python3 src/config/words/train_opinion.py --real PATH_TO_TSV --patterns build/release/tests/config/reply_report

Standard library only. The same inputs give the same bytes on every machine: the arithmetic is +, -, *, / and sqrt of
IEEE doubles in a fixed order, and all choices are made by a generator with a fixed seed.

What it reads:
- tests/text/replies/*.tsv, lists written by people;
- opinion_sentences.txt beside this file, from which it makes replies;
- --real: real messages, columns label and text; those labelled ham count as ordinary replies. They are the SMS Spam
  Collection (UCI, CC BY 4.0), https://archive.ics.uci.edu/dataset/228. Nothing of them is kept but the weights.
- --patterns: the program reply_report, to know what the phrases of replies.yaml say. Thresholds are set on what they
  leave over.

What it does:
1. Folds a text as src/text/fold.cc does, and turns it into numbers of hashed features (see `features`).
2. Trains one linear SVM with squared hinge loss for each output by dual coordinate descent.
3. Judges each text by a model that hasn't seen it (cross-validation by folds), and sets thresholds and percentages
   from those scores.
4. Rounds the weights to 8 bits and writes the file. src/text/opinion.cc computes the same scores from it.

    --judge   only prints how well it would do, also when trained without the newest list at all
"""

import argparse
import base64
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
LISTS = ROOT / "tests" / "text" / "replies"
OUTPUTS = ("opt_out", "machine", "wrong_number", "emergency")
KIND_OF_OUTPUT = {"opt_out": "stop", "machine": "auto_reply", "wrong_number": "wrong_number", "emergency": "emergency"}

MAX_WORDS = 2000
MAX_WORD_BYTES = 48
MASK32 = 0xFFFFFFFF
MULTIPLIER = 0x9E3779B1
WORD_SEED = 0x57A7E5ED
PAIR_SEED = 0x2C1B3C6D
SKIP_SEED = 0x297A2D39
LONGEST = 5
BITS = 15


class Chance:
    """A generator of our own: Python doesn't promise that its own stays the same."""

    def __init__(self, seed):
        self.state = seed & (2**64 - 1)

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.state >> 33) % n

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


# --- Folding: src/text/fold.cc in Python ---

_SYMBOL, _LETTER, _SPACE, _APOSTROPHE, _HYPHEN, _MASK, _SOFT, _HARD, _UNSEEN = range(9)


def _glyph(c):
    code = ord(c)
    if code < 0x80:
        if c.isalnum():
            return _LETTER
        if c in "'`":
            return _APOSTROPHE
        if c == "-":
            return _HYPHEN
        if c in "*#@$+":
            return _MASK
        if c in ".!?;:\n\r":
            return _HARD
        return _SPACE if code <= 32 or code == 127 else _SOFT
    if code in (0xA1, 0xBF, 0x2026):
        return _HARD
    if code in (0xB4, 0x2BC, 0x2018, 0x2019, 0x2032):
        return _APOSTROPHE
    if 0x2010 <= code <= 0x2013:
        return _HYPHEN
    category = unicodedata.category(c)
    if category[0] == "L" or category[0] == "N":
        return _LETTER
    if category[0] == "M" or category in ("Cf", "Sk"):
        return _UNSEEN
    if category == "Zs":
        return _SPACE
    if category in ("Zl", "Zp", "Cc"):
        return _HARD
    return _SYMBOL if category == "So" else _SOFT


def fold(text):
    """Words as bytes, and whether there is a question mark."""
    words, word, pending, question = [], None, "", False

    def close():
        nonlocal word, pending
        if word is not None:
            words.append(word)
        word, pending = None, ""

    for original in text:
        folded = original.lower() if ord(original) < 0x80 else unicodedata.normalize("NFKD", original.casefold())
        for c in folded:
            glyph = _glyph(c)
            question = question or c in "?\u00bf"
            if glyph == _UNSEEN:
                continue
            if glyph == _LETTER:
                if pending:
                    if pending == "-":
                        close()
                    elif pending != "'" and len(word) + len(pending) <= MAX_WORD_BYTES:
                        word += pending.encode()
                    pending = ""
                encoded = c.encode()
                if word is None:
                    word = b""
                if len(word) < MAX_WORD_BYTES:
                    word += encoded
                continue
            if glyph in (_APOSTROPHE, _HYPHEN, _MASK):
                masks = bool(pending) and pending not in "'-"
                if word is not None and (not pending or (glyph == _MASK and masks)):
                    pending += "'" if glyph == _APOSTROPHE else "-" if glyph == _HYPHEN else c
                    continue
                close()
                if glyph == _MASK:
                    words.append(c.encode())
                continue
            close()
            if glyph == _SYMBOL:
                words.append(c.encode())
    close()
    return words[:MAX_WORDS], question


# --- Features ---


def features(text, bits=BITS):
    """Numbers of the table's rows that a text touches, in any order; one may come twice."""
    words, question = fold(text)
    words = [re.sub(rb"[0-9]", b"0", word) for word in words]
    out = []
    shift = 32 - bits
    stream = b" " + b" ".join(words) + (b" ?" if question else b" ")
    size = len(stream)
    for begin in range(size - 1):
        h = 0
        for at in range(begin, min(begin + LONGEST, size)):
            h = ((h + stream[at] + 1) * MULTIPLIER) & MASK32
            if at > begin:
                out.append(h >> shift)
    last, before = PAIR_SEED, SKIP_SEED
    for word in words:
        h = WORD_SEED
        for byte in word:
            h = ((h + byte + 1) * MULTIPLIER) & MASK32
        out.append(h >> shift)
        out.append((((last ^ PAIR_SEED) + h) * MULTIPLIER & MASK32) >> shift)
        out.append((((before ^ SKIP_SEED) + h) * MULTIPLIER & MASK32) >> shift)
        last, before = (h * MULTIPLIER) & MASK32, last
    return out


# --- Texts ---


class Text:
    __slots__ = ("language", "kind", "text", "origin", "verdict", "id", "indices", "scores")

    def __init__(self, language, kind, text, origin):
        self.language, self.kind, self.text, self.origin = language, kind, text, origin
        self.verdict, self.id = None, ""


def unescape(text):
    return text.replace("\\n", "\n").replace("\\t", "\t")


def read_lists():
    out = []
    for path in sorted(LISTS.glob("*.tsv")):
        columns = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            parts = line.split("\t")
            if columns is None:
                columns = parts
                continue
            row = dict(zip(columns, parts))
            kind = row.get("kind")
            if kind is None:
                if path.stem == "review":
                    kind = row["note"]
                else:
                    kind = "stop" if path.stem.endswith("opt_outs") else row["note"]
            if kind in ("not_stop", "not_reply"):
                kind = "borderline"
            out.append(Text(row["language"], kind, unescape(row["text"]), path.stem))
    return out


def read_real(path):
    out = []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        if label == "ham":
            out.append(Text("en", "reply", text, "real"))
    return out


class Sentences:
    def __init__(self, path, chance):
        self.chance, self.classes, self.templates = chance, {}, []
        language = kind = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("== "):
                _, language, kind = line.split()
            elif line.startswith("= "):
                head, _, rest = line[2:].partition(" ")
                of = "any"
                if head in ("en", "fr", "es"):
                    of = head
                    head, _, rest = rest.partition(" ")
                self.classes[of, head] = rest.split("|")
            else:
                self.templates.append((language, kind, line, number))

    def _one(self, text, at, language):
        out = ""
        while at < len(text) and text[at] not in "|)":
            if text[at] == "(":
                choices, at = [], at + 1
                while True:
                    one, at = self._one(text, at, language)
                    choices.append(one)
                    at += 1
                    if text[at - 1] == ")":
                        break
                out += choices[self.chance.below(len(choices))]
            elif text[at] == "<":
                end = text.index(">", at)
                name = text[at + 1 : end]
                choices = self.classes.get((language, name)) or self.classes["any", name]
                out += choices[self.chance.below(len(choices))]
                at = end + 1
            else:
                out += text[at]
                at += 1
        return out, at

    def make(self, of_each):
        seen, out = set(), []
        for language, kind, template, number in self.templates:
            for _ in range(of_each):
                text, end = self._one(template, 0, language)
                if end != len(template):
                    raise SystemExit(f"opinion_sentences.txt:{number}: a bracket is open or closes none")
                text = " ".join(text.split())
                if text not in seen:
                    seen.add(text)
                    out.append(Text(language, kind, text, "made"))
        return out


def ask_patterns(program, texts):
    """What the phrases say of each text, without an opinion."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8", delete=False) as file:
        for text in texts:
            line = text.text.replace("\t", " ").replace("\r", " ").replace("\n", "\\n")
            file.write(f"{text.language}\treply\t{line}\t-\n")
    command = [str(program), "--each", "--words", str(HERE / "replies.yaml"), file.name]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    pathlib.Path(file.name).unlink()
    lines = [line for line in lines if line.startswith("= ")]
    if len(lines) != len(texts):
        raise SystemExit(f"{program}: {len(lines)} answers to {len(texts)} texts")
    for text, line in zip(texts, lines):
        text.verdict, _, text.id = line[2:].partition("\t")


# --- Training ---


def label_of(output, text):
    """1, -1, or 0: not used for this output."""
    own = KIND_OF_OUTPUT[output]
    if text.kind == own:
        return 1
    if text.kind == "borderline":
        return 0
    if output == "wrong_number" and text.kind == "stop":
        return 0  # "wrong number, stop texting"
    return -1


def cost_of(output, text):
    """How much an error on it counts."""
    if text.origin == "made":
        return 0.3
    if text.kind == "reply":
        return 1.5
    return 1.0


def sparse(indices):
    counts = {}
    for index in indices:
        counts[index] = counts.get(index, 0) + 1
    return list(counts.items())


def train(output, texts, rounds=12, cost=1.0, bits=BITS, seed=7):
    """Weights of a linear SVM with squared hinge loss, by dual coordinate descent (Hsieh et al., 2008). A text is the
    counts of its features, divided by the square root of how many there are."""
    weights = [0.0] * ((1 << bits) + 1)  # the last one is the bias
    rows = []
    for text in texts:
        sign = label_of(output, text)
        if sign == 0 or not text.indices:
            continue
        pairs = sparse(text.indices)
        scale = 1.0 / math.sqrt(len(text.indices))
        square = 1.0
        for _, count in pairs:
            square += count * scale * (count * scale)
        diagonal = 0.5 / (cost * cost_of(output, text))
        rows.append([float(sign), pairs, scale, square + diagonal, diagonal, 0.0])
    order = list(range(len(rows)))
    chance = Chance(seed)
    bias = 1 << bits
    for _ in range(rounds):
        chance.shuffle(order)
        for place in order:
            row = rows[place]
            sign, pairs, scale, whole, diagonal, alpha = row
            total = 0.0
            for index, count in pairs:
                total += weights[index] * count
            gradient = sign * (total * scale + weights[bias]) - 1.0 + diagonal * alpha
            if alpha == 0.0 and gradient >= 0.0:
                continue
            new = alpha - gradient / whole
            if new < 0.0:
                new = 0.0
            step = (new - alpha) * sign
            if step == 0.0:
                continue
            row[5] = new
            weights[bias] += step
            step *= scale
            for index, count in pairs:
                weights[index] += step * count
    return weights


def score(weights, text):
    total = 0.0
    for index in text.indices:
        total += weights[index]
    return total / math.sqrt(max(1, len(text.indices))) + weights[-1]
