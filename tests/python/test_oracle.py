"""A slow, simple and separate reading of the rules, written from the specification, against what `recover` says of the day.

It knows R1-R5, R10-R12 and R15 for this log and nothing of the engine; the spread of a held text (R12) is the only thing it takes
from the result, and checks to lie within ten minutes after the opening.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import textback
from window_oracle import Oracle

ORACLE = Oracle()
ONE_DAY = Path(__file__).resolve().parents[2] / "examples" / "data" / "one_day.csv"
EDMONTON = ZoneInfo("America/Edmonton")
UTC = ZoneInfo("UTC")
COOL_DOWN = timedelta(hours=4)


def opening(number, at):
    """None inside the window (every zone and region the number could be in), else the next opening."""
    answer = ORACLE.answer({"to": number, "at": at.isoformat()})
    return None if answer["allowed"] else datetime.fromisoformat(answer["next"].replace("Z", "+00:00"))


def calls_of_the_log():
    """(account, caller) -> [(instant, missed?)], in order; hidden callers counted."""
    calls, hidden = defaultdict(list), 0
    with ONE_DAY.open() as file:
        for row in csv.reader(file):
            start, answer = (datetime.fromisoformat(row[i]).replace(tzinfo=EDMONTON) if row[i] else None for i in (9, 10))
            missed = row[14] != "ANSWERED"
            if row[1] == "anonymous":
                hidden += missed
                continue
            at = start + timedelta(seconds=int(row[12])) if missed else answer
            calls[row[0], row[1]].append((at.astimezone(UTC), missed))
    return {lead: sorted(events) for lead, events in calls.items()}, hidden


class Lead:
    def __init__(self, number, spreads, totals):
        self.number, self.spreads, self.totals = number, spreads, totals
        self.open = self.automated = False
        self.pending = {}  # step -> due; "again" stands for a repeat acknowledgement
        self.sent, self.held = [], set()
        self.acknowledged_at = None

    def run_until(self, now):
        """Everything due before `now`; what arrives at the same instant comes first."""
        while self.pending and min(self.pending.values()) < now:
            step = min(self.pending, key=lambda s: (self.pending[s], s != "again"))
            self.due(step, self.pending[step])

    def due(self, step, at):
        name = "text_1" if step == "again" else step
        recent = [t for t in self.sent if t > at - timedelta(hours=24)]
        free = recent[-3] + timedelta(hours=24) if len(recent) >= 3 else at
        opens = opening(self.number, free)
        if free > at or opens is not None:
            if name not in self.held:
                self.totals["held " + name] += 1
            self.held.add(name)
            until = self.spreads.pop(0) if opens is not None else free
            if opens is not None:
                assert opens <= until < opens + timedelta(minutes=10)
            self.pending[step] = until
            return
        del self.pending[step]
        self.sent.append(at)
        self.totals[name] += 1
        if name == "text_1":
            self.acknowledged_at = at
        if step == "text_1":
            self.pending["text_2"] = at + timedelta(hours=2)
        if step == "text_2":  # the check-ins come a week later: this log has no calls that late
            self.pending["check_in_1"] = at + timedelta(days=6)

    def missed(self, at):
        if not self.open:
            self.open = self.automated = True
            self.totals["episodes"] += 1
            self.pending = {"text_1": at + timedelta(seconds=10)}
            return
        self.totals["merged"] += 1
        again = at + timedelta(seconds=10)
        if not self.automated or "text_1" in self.pending or "again" in self.pending:
            return
        if again >= self.acknowledged_at + COOL_DOWN and min(self.pending.values()) >= again + COOL_DOWN:
            self.pending["again"] = again

    def answered(self):
        if self.automated:
            self.totals["reached"] += 1
            self.automated, self.pending = False, {}


def test_the_day_comes_out_as_a_separate_reading_of_the_rules_says(tmp_path):
    result = textback.recover(ONE_DAY, zone="America/Edmonton", account=ONE_DAY.with_name("contractors.yaml"), db=tmp_path / "db")
    spreads = defaultdict(list)
    for entry in result["timeline"]:
        if entry["what"] == "held":
            spreads[entry["account"], entry["phone"]].append(datetime.fromisoformat(entry["until"].replace("Z", "+00:00")))
    calls, hidden = calls_of_the_log()
    totals = Counter()
    for lead_id, events in calls.items():
        lead = Lead(lead_id[1], spreads[lead_id], totals)
        for at, missed in events:
            lead.run_until(at)
            lead.missed(at) if missed else lead.answered()
        lead.run_until(datetime(2026, 11, 20, tzinfo=UTC))
        assert not lead.spreads, f"held more often than the rules say: {lead_id}"
    summary = result["summary"]
    assert summary["refused"] == {"number_withheld": hidden}
    assert {name: summary[name] for name in ("episodes", "merged", "reached")} == {
        name: totals[name] for name in ("episodes", "merged", "reached")
    }
    assert summary["texts"] == {step: totals[step] for step in ("text_1", "text_2")}
    assert summary["held"] == {step: totals["held " + step] for step in ("text_1", "text_2")}
