// The call logs in tests/calls/cases with what really happened (README there).
#ifndef TEXTBACK_TESTS_CALLS_CASE_H_
#define TEXTBACK_TESTS_CALLS_CASE_H_

#include <cstddef>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace textback::testing {

// One real call, as truth.yaml tells it.
struct TrueCall {
  std::set<std::size_t> rows;
  std::string from, to, direction, outcome;
  std::vector<std::string> also_fine;
  std::string by;     // empty: not said
  std::string start;  // RFC 3339; empty: not said
  std::optional<bool> voicemail;
};

struct CallCase {
  std::string name, folder, kind, zone;
  bool loose = false;    // how rows are split into calls isn't forced
  bool rotated = false;  // calls.csv no longer holds the rows of early.csv
  bool refused = false;  // no call list at all
  std::string looks_like;
  std::optional<bool> clock_note;
  std::vector<TrueCall> calls;
  std::set<std::size_t> problems, problems_may_be_left_out;
  std::set<std::string> texts, tasks, optional, task_may_be_dropped, follow_up_dropped;
  std::set<std::string> held, at_once;
  std::vector<std::string> never_in_a_text;
  // Readings on one store, one after the other; empty: one reading.
  struct Run {
    std::string zone, account_zone;  // empty: as given
    bool account = true;
    std::vector<std::string> lines;  // empty: as given
  };
  std::vector<Run> runs;

  bool Has(const std::string& file) const;  // in its folder
  std::string Path(const std::string& file) const;
  std::string AccountPath() const;  // empty: no account file
};

// Those with a call log, in the order of their names. An unknown key in a truth.yaml ends the test
// program: a key that nobody reads proves nothing.
const std::vector<CallCase>& CallCases();

std::ostream& operator<<(std::ostream& out, const CallCase& one);

}  // namespace textback::testing

#endif  // TEXTBACK_TESTS_CALLS_CASE_H_
