#!/usr/bin/env python3
"""try.py complains about each kind of broken benchmark, and about no good one."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TRY = Path(__file__).resolve().parent / "try.py"
GOOD = {"name": "Step", "iterations": 7, "real_time": 12.5}


def result(*rows):
    return f"cat <<'END'\n{json.dumps({'context': {}, 'benchmarks': list(rows)})}\nEND\n"


class Try(unittest.TestCase):
    def run_try(self, script):
        """Exit code and complaint of try.py for a program that is this shell script."""
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "benchmark"
            program.write_text(f"#!/bin/sh\n{script}\n")
            os.chmod(program, 0o755)
            run = subprocess.run([sys.executable, TRY, program], capture_output=True, text=True, check=False)
            return run.returncode, run.stderr

    def complaint(self, script):
        code, said = self.run_try(script)
        self.assertEqual(code, 1, said)
        return said

    def test_a_good_one_passes(self):
        self.assertEqual(self.run_try(result(GOOD, dict(GOOD, name="Other"))), (0, ""))

    def test_it_aborts_after_its_rows(self):
        self.assertIn("signal 6", self.complaint(result(GOOD) + "kill -ABRT $$"))

    def test_it_fails(self):
        self.assertIn("returned 3", self.complaint(result(GOOD) + "exit 3"))

    def test_it_prints_nothing(self):
        self.assertIn("printed nothing", self.complaint("exit 0"))

    def test_it_prints_something_else(self):
        self.assertIn("no results", self.complaint("echo Hello"))
        self.assertIn("no results", self.complaint("echo '{}'"))

    def test_it_has_no_row(self):
        self.assertIn("has no row", self.complaint(result()))

    def test_a_row_reports_an_error(self):
        bad = dict(GOOD, error_occurred=True, error_message="a step was lost")
        self.assertIn("a step was lost", self.complaint(result(GOOD, bad)))

    def test_a_row_did_not_run(self):
        self.assertIn("took no time", self.complaint(result(dict(GOOD, iterations=0))))
        self.assertIn("took no time", self.complaint(result({"name": "Step"})))


if __name__ == "__main__":
    unittest.main()
