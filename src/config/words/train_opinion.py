#!/usr/bin/env python3
"""Trains the second opinion on replies and writes src/config/words/opinion.txt.

    python3 src/config/words/train_opinion.py --real PATH_TO_TSV --patterns build/release/tests/config/reply_report

Standard library only. The same inputs give the same bytes on every machine: the arithmetic is +, -, *, / and sqrt of
IEEE doubles in a fixed order, and all choices are made by a generator with a fixed seed.

What it reads:
- tests/text/replies/*.tsv, lists written by people, but for unseen*.tsv;
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
import concurrent.futures
import datetime
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
OUTPUTS = ("wrong_number", "opt_out", "emergency", "machine")  # kEveryResemblance in opinion.h
KIND_OF_OUTPUT = {"opt_out": "stop", "machine": "auto_reply", "wrong_number": "wrong_number", "emergency": "emergency"}

MAX_WORDS = 2000
MAX_WORD_BYTES = 48
MASK32 = 0xFFFFFFFF
MULTIPLIER = 0x9E3779B1
WORD_SEED = 0x57A7E5ED
PAIR_SEED = 0x2C1B3C6D
SKIP_SEED = 0x297A2D39
LONGEST = 4
BITS = 14


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
        folded = folded.replace("\u0153", "oe").replace("\u00e6", "ae")
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
    __slots__ = ("language", "kind", "text", "origin", "verdict", "id", "indices", "near_miss", "size")

    def __init__(self, language, kind, text, origin):
        self.language, self.kind, self.text, self.origin = language, kind, text, origin
        self.verdict, self.id = None, ""
        self.size = len(fold(text)[0])
        self.near_miss = origin.endswith("near_misses")


def unescape(text):
    return text.replace("\\n", "\n").replace("\\t", "\t")


def read_lists():
    out = []
    for path in sorted(LISTS.glob("*.tsv")):
        if path.stem.startswith("unseen"):
            continue  # kept to count with, never to learn from
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


def ask_patterns(program, words, texts):
    """What the phrases say of each text, without an opinion."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8", delete=False) as file:
        for text in texts:
            line = text.text.replace("\t", " ").replace("\r", " ").replace("\n", "\\n")
            file.write(f"{text.language}\treply\t{line}\t-\n")
    command = [str(program), "--each", file.name]
    for path in words:
        command[1:1] = ["--words", str(path)]
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
    # The writers of these lists only said that they are no opt-outs: among them are machines' answers and the like.
    if output != "opt_out" and text.near_miss and (text.verdict != "reply" or text.id):
        return 0
    return -1


def cost_of(text):
    """How much an error on it counts."""
    if text.origin == "made":
        return 1.0 if text.kind in ("reply", "start") else 0.3
    return 1.5 if text.kind == "reply" else 1.0


def train(output, texts, rounds=12, bits=BITS, seed=7):
    """Weights of a linear SVM with squared hinge loss, by dual coordinate descent (Hsieh et al., 2008). A text is the
    counts of its features, divided by the square root of how many there are. The last weight is the bias."""
    bias = 1 << bits
    weights = [0.0] * (bias + 1)
    rows = []
    for text in texts:
        sign = label_of(output, text)
        if sign == 0 or not text.indices:
            continue
        counts = {}
        for index in text.indices:
            counts[index] = counts.get(index, 0) + 1
        pairs = list(counts.items())
        scale = 1.0 / math.sqrt(len(text.indices))
        square = 1.0
        for _, count in pairs:
            square += count * scale * (count * scale)
        diagonal = 0.5 / cost_of(text)
        rows.append([float(sign), pairs, scale, square + diagonal, diagonal, 0.0])
    order = list(range(len(rows)))
    chance = Chance(seed)
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


class Model:
    """One output, rounded as the file keeps it."""

    def __init__(self, weights):
        most = max(abs(weight) for weight in weights[:-1])
        self.unit = max(1, round(most / 127 * 1000 * 256))
        step = self.unit / 256000
        self.weights = [max(-127, min(127, round(weight / step))) for weight in weights[:-1]]
        self.bias = round(weights[-1] * 1000)

    def score(self, text):
        """In thousandths, with the integers of Opinion::ScoresOf."""
        total = 0
        for index in text.indices:
            total += self.weights[index]
        total *= self.unit
        root = math.isqrt(len(text.indices) << 16)
        return (total // root if total >= 0 else -(-total // root)) + self.bias


def train_all(pool, texts, out_of):
    """Scores every text by models that haven't seen its fold: {text: {output: score}}. `out_of` names the fold of a
    text; None: it is in no fold and always trained on. Texts that are only scored have a fold that starts with '='."""
    folds = sorted({out_of(text) for text in texts} - {None})
    jobs = {}
    for fold in folds:
        known = [text for text in texts if out_of(text) != fold and not str(out_of(text)).startswith("=")]
        asked = [text for text in texts if out_of(text) == fold]
        for output in OUTPUTS:
            jobs[fold, output] = (asked, pool.submit(_train_and_score, output, known, asked))
    scores = {id(text): {} for text in texts}
    for (_, output), (asked, job) in jobs.items():
        for text, score in zip(asked, job.result()):
            scores[id(text)][output] = score
    return scores


def _train_and_score(output, known, asked):
    model = Model(train(output, known))
    return [model.score(text) for text in asked]


# --- Thresholds ---

# At most so many of a thousand ordinary replies are lifted: of messages written to look like an opt-out, of other
# lists (hard ones too), and of real messages.
BUDGETS = {
    "wrong_number": (None, 5.0, 0.5),
    "opt_out": (None, 10.0, 1.3),
    "emergency": (None, 3.5, 0.5),
    "machine": (None, 6.0, 1.9),
}


# Of a thousand true ones that phrases find, so many are left to a person because they resemble none.
DENIED = {"wrong_number": 15, "opt_out": 5, "emergency": 10, "machine": 15}

LEAST_WORDS = 3  # kLeastWords in opinion.h


def is_asked(text):
    return text.verdict == "reply" and not text.id and text.size >= LEAST_WORDS


def by_phrase(text, output):
    found = text.verdict == KIND_OF_OUTPUT[output] and not text.id.startswith("keyword")
    return found and text.size >= LEAST_WORDS


def threshold_of(output, texts, scores):
    """The lowest score that keeps to the budgets."""
    least = -400
    groups = ([], [], [])
    for text in texts:
        if text.kind == "reply" and text.origin != "review":
            groups[0 if text.near_miss else 2 if text.origin == "real" else 1].append(text)
    for group, budget in zip(groups, BUDGETS[output]):
        if budget is None or not group:
            continue
        taken = sorted((scores[id(text)][output] for text in group if is_asked(text)), reverse=True)
        allowed = int(len(group) * budget / 1000)
        if allowed < len(taken):
            least = max(least, taken[allowed])
    return least


def thresholds_of(texts, scores):
    thresholds = {output: threshold_of(output, texts, scores) for output in OUTPUTS}
    # R23, R32: no opt-out is taken for a machine.
    least = -400
    for text in texts:
        mine = scores[id(text)]
        if text.kind == "stop" and is_asked(text) and mine["machine"] > thresholds["machine"]:
            least = min(least, mine["opt_out"] - 50)
    thresholds["no_machine_above"] = least
    # R32, R39: what phrases found, and resembles none of it; of true ones so few.
    for output in OUTPUTS:
        true = sorted(scores[id(text)][output] for text in texts if text.kind == KIND_OF_OUTPUT[output] and by_phrase(text, output))
        thresholds[output, "floor"] = true[len(true) * DENIED[output] // 1000] if true else -1000000
    return thresholds


def percents_of(output, texts, scores, threshold):
    """Of a hundred texts of the lists with such a score, how many were what it resembles: isotonic regression over
    groups of at least 20 texts."""
    pairs = sorted((scores[id(text)][output], label_of(output, text) == 1) for text in texts
                   if text.origin != "real" and label_of(output, text) != 0)
    groups, at = [], 0
    while at < len(pairs):
        end = min(at + 20, len(pairs))
        while end < len(pairs) and pairs[end][0] == pairs[end - 1][0]:
            end += 1
        if len(pairs) - end < 20:
            end = len(pairs)
        groups.append([pairs[at][0], sum(hit for _, hit in pairs[at:end]), end - at])
        at = end
    pooled = []
    for group in groups:
        pooled.append(group)
        while len(pooled) > 1 and pooled[-2][1] * pooled[-1][2] >= pooled[-1][1] * pooled[-2][2]:
            _, hits, size = pooled.pop()
            pooled[-1][1] += hits
            pooled[-1][2] += size
    # Between the middles of two pools it rises in steps of one percent.
    points = [(start, max(1, min(99, (100 * hits + size // 2) // size))) for start, hits, size in pooled]
    out = [points[0]]
    for (score, percent) in points[1:]:
        last_score, last_percent = out[-1]
        for between in range(last_percent + 1, percent + 1):
            here = last_score + (score - last_score) * (between - last_percent) // (percent - last_percent)
            if here > out[-1][0]:
                out.append((here, between))
    needed = [point for point in out if point[0] > threshold]  # and the one that holds just above it
    return out[-len(needed) - 1 :] if len(needed) < len(out) else out


# --- The report ---


def verdict_with(text, scores, thresholds):
    for output in OUTPUTS:
        if by_phrase(text, output) and scores[id(text)][output] < thresholds[output, "floor"]:
            return "doubtful" if output == "opt_out" else "reply"
    if not is_asked(text):
        return text.verdict
    for output in OUTPUTS:
        if output == "machine" and scores[id(text)]["opt_out"] > thresholds["no_machine_above"]:
            continue
        if scores[id(text)][output] > thresholds[output]:
            return {"opt_out": "doubtful", "machine": "auto_reply"}.get(output, output)
    return "reply"


def report(title, texts, scores, thresholds):
    print(f"\n{title}")
    print("thresholds: " + "  ".join(f"{name} {score}" for name, score in thresholds.items() if isinstance(name, str)))
    print("floors: " + "  ".join(f"{name[0]} {score}" for name, score in thresholds.items() if not isinstance(name, str)))
    for kind in ("stop", "borderline", "reply", "auto_reply", "wrong_number", "emergency", "start", "help", "bot_question",
                 "real"):
        of = [text for text in texts if (text.origin == "real") == (kind == "real") and kind in ("real", text.kind)]
        if not of:
            continue
        left = [text for text in of if text.verdict == "reply"]
        moved = {}
        for text in left:
            after = verdict_with(text, scores, thresholds)
            if after != "reply":
                moved[after] = moved.get(after, 0) + 1
        denied = {}
        for text in of:
            after = verdict_with(text, scores, thresholds)
            if text.verdict != "reply" and after != text.verdict:
                denied[text.verdict] = denied.get(text.verdict, 0) + 1
        doubted = ", ".join(f"{name} {count}" for name, count in sorted(denied.items()))
        before = {}
        for text in of:
            before[text.verdict] = before.get(text.verdict, 0) + 1
        said = ", ".join(f"{name} {count}" for name, count in sorted(before.items()))
        lifts = ", ".join(f"{name} {count}" for name, count in sorted(moved.items())) or "none"
        print(f"  {kind:12} {len(of):5}: phrases say {said}; of the {len(left)} left as a reply it lifts: {lifts}"
              + (f"; it denies: {doubted}" if doubted else ""))


# --- The file ---

HEADER = """# A second opinion on replies: weights of hashed pieces of words. Written by train_opinion.py; don't edit it.
# Source: trained on tests/text/replies/*.tsv and on replies made from opinion_sentences.txt (both written for this
#   project), and on the messages labelled ham of the SMS Spam Collection (Almeida and Hidalgo, UCI Machine Learning
#   Repository, dataset 228, CC BY 4.0) as ordinary replies. None of that text is in this file.
# As of: {as_of}
# Licence: Apache-2.0
# How it is made: python3 src/config/words/train_opinion.py --help
# Trained on {lists} texts of lists, {real} real messages and {made} made ones. Thresholds and percentages are from
# five-fold cross-validation; a percentage is the share among the texts of the lists with such a score.
"""

CHECKS = (
    "ok thanks, see you Thursday at 10",
    "Please don't bother writing to this number again!!",
    "Désolé, mauvais numéro. Ici c'est Kévin",
    "Respuesta automática: estoy de vacaciones hasta el 3 de enero",
    "water is pouring through the ceiling, HELP \U0001f6d1",
    "¿Cuánto cuesta? d-i-y f*ck re-do \u00bd 403.555.0188",
)


def write_file(path, models, thresholds, percents, counts, as_of):
    lines = HEADER.format(as_of=as_of, **counts).splitlines()
    lines += ["version: 2", f"bits: {BITS}"]
    for output in OUTPUTS:
        model = models[output]
        lines.append(f"{output}: unit {model.unit} bias {model.bias} threshold {thresholds[output]} "
                     f"floor {thresholds[output, 'floor']}")
        lines.append(f"{output} percent: " + " ".join(f"{percent}:{score}" for score, percent in percents[output]))
    lines.append(f"no_machine_above: {thresholds['no_machine_above']}")
    for words in CHECKS:
        text = Text("", "", words, "")
        text.indices = features(words)
        lines.append("check: " + " ".join(str(models[output].score(text)) for output in OUTPUTS) + " " + words)
    data = bytes(models[output].weights[row] & 0xFF for row in range(1 << BITS) for output in OUTPUTS)
    rows = [base64.b64encode(data[at : at + 75]).decode() for at in range(0, len(data), 75)]
    lines += [f"weights: {len(rows)}"] + rows
    checksum = 14695981039346656037
    for byte in ("\n".join(lines) + "\n").encode():
        checksum = (checksum ^ byte) * 1099511628211 & (2**64 - 1)
    lines.append(f"checksum: {checksum:016x}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fold_of(text):
    """Equal texts are in one fold."""
    if text.origin == "made":
        return None
    key = 2166136261
    for byte in b" ".join(fold(text.text)[0]):
        key = ((key ^ byte) * 16777619) & MASK32
    return (key >> 8) % 5


def judge(pool, texts, newest):
    """As if the newest list were the future: neither weights nor thresholds know it, nor half of the real messages."""
    real = [text for text in texts if text.origin == "real"]
    future = {id(text) for text in texts if text.origin == newest} | {id(text) for text in real[1::2]}
    past = [text for text in texts if id(text) not in future]
    thresholds = thresholds_of(past, train_all(pool, past, fold_of))
    scores = train_all(pool, texts, lambda text: "=future" if id(text) in future else None)
    report(f"Trained without {newest} and without half of the real messages, asked about those",
           [text for text in texts if id(text) in future], scores, thresholds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patterns", required=True, type=pathlib.Path)
    parser.add_argument("--real", type=pathlib.Path)
    parser.add_argument("--words", type=pathlib.Path, nargs="+", default=sorted(HERE.glob("replies*.yaml")),
                        help="other phrases to judge it with")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "opinion.txt")
    parser.add_argument("--as-of", default=datetime.date.today().isoformat())
    parser.add_argument("--judge", action="store_true", help="only print how well it would do; writes nothing")
    options = parser.parse_args()
    texts = read_lists()
    counts = {"lists": len(texts)}
    made = Sentences(HERE / "opinion_sentences.txt", Chance(3)).make(12)
    real = read_real(options.real) if options.real else []
    counts.update(made=len(made), real=len(real))
    texts += real
    ask_patterns(options.patterns, options.words, texts)
    texts += made
    for text in texts:
        text.indices = features(text.text)
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        if options.judge:
            judge(pool, texts, "fifth")
        scores = train_all(pool, texts, fold_of)
        people = [text for text in texts if text.origin != "made"]
        thresholds = thresholds_of(people, scores)
        report("Five-fold cross-validation, all lists", people, scores, thresholds)
        report("Of that the newest list", [text for text in people if text.origin == "fifth"], scores, thresholds)
        if options.judge:
            return
        percents = {output: percents_of(output, people, scores, thresholds[output]) for output in OUTPUTS}
        jobs = {output: pool.submit(train, output, texts) for output in OUTPUTS}
        models = {output: Model(job.result()) for output, job in jobs.items()}
    write_file(options.out, models, thresholds, percents, counts, options.as_of)
    print(f"\nwrote {options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    sys.exit(main())
