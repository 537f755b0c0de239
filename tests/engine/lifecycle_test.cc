// Compares docs/lifecycle.md with the engine in both directions: the engine does what the document
// says, and the document contains what the engine does.
//
//   lifecycle_test --print     prints the tables as the engine plays them; check the
//                              differences before you copy them into the document
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <variant>

#include "engine/lifecycle_cases.h"
#include "engine/lifecycle_doc.h"

namespace textback {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::UnorderedElementsAreArray;

using Cell = std::pair<std::string, std::string>;  // state, event
using Edge = std::pair<std::string, std::string>;  // phases

const LifecycleDoc& Doc() {
  static const LifecycleDoc* doc = new LifecycleDoc(ReadLifecycleDoc());
  return *doc;
}

const std::vector<State>& AllStates() {
  static const auto* states = new std::vector<State>(States());
  return *states;
}

// Every event in every state.
const std::map<Cell, Transition>& AllTransitions() {
  static const auto* all = [] {
    auto* transitions = new std::map<Cell, Transition>;
    for (const State& state : AllStates()) {
      for (const NamedEvent& event : Events())
        transitions->insert({{state.name, event.name}, Play(state, event)});
    }
    return transitions;
  }();
  return *all;
}

const std::vector<Situation>& AllSituations() {
  static const auto* all = [] {
    auto* situations = new std::vector<Situation>(WakeUps());
    for (Situation& one : Exceptions()) situations->push_back(std::move(one));
    return situations;
  }();
  return *all;
}

Edge EdgeOf(const Transition& one) {
  return {std::string(NameOf(one.before)), std::string(NameOf(one.after))};
}

// The edges in the tables, each with the events that cause it.
std::map<Edge, std::set<std::string>> EdgesOfTheTables() {
  std::map<Edge, std::set<std::string>> edges;
  const auto add = [&edges](const std::string& event, const Transition& one) {
    if (one.before != one.after) edges[EdgeOf(one)].insert(event);
  };
  for (const auto& [cell, transition] : AllTransitions()) add(cell.second, transition);
  for (const Situation& one : AllSituations()) add(one.name, one.transition);
  return edges;
}

// The engine itself produces the names of the states.
TEST(Lifecycle, StatesAreWhatTheirNamesSay) {
  std::set<std::string> names;
  std::set<std::string> phases;
  for (const State& state : AllStates()) {
    const std::string is = StateOf(state.world.lead(), state.now);
    EXPECT_TRUE(state.name == is || state.name == is + ", held") << state.name << " is " << is;
    EXPECT_TRUE(names.insert(state.name).second) << state.name << " twice";
    phases.insert(std::string(NameOf(state.world.state().phase)));
  }
  EXPECT_EQ(phases.size(), 9U) << "every phase of model/lead.h";
}

// The tables contain every kind of event, every outcome and every meaning of a text.
TEST(Lifecycle, EveryKindOfEventIsTried) {
  std::set<std::size_t> kinds;
  for (const auto& [cell, transition] : AllTransitions()) kinds.insert(transition.kind);
  EXPECT_EQ(kinds.size(), std::variant_size_v<EventBody>);
  std::set<SendOutcome::Kind> outcomes;
  std::set<ReplyKind> meanings;
  std::set<OutcomeReported::Outcome> ends;
  const World& world = AllStates().front().world;
  for (const NamedEvent& event : Events()) {
    const EventBody body = event.make(world);
    if (const auto* settled = std::get_if<TextSettled>(&body))
      outcomes.insert(settled->outcome.kind);
    if (const auto* text = std::get_if<TextIn>(&body))
      meanings.insert(world.policy().replies->Classify(text->body, "en").kind);
    if (const auto* end = std::get_if<OutcomeReported>(&body)) ends.insert(end->outcome);
  }
  EXPECT_EQ(outcomes.size(), 7U);
  EXPECT_EQ(meanings.size(), 7U);
  EXPECT_EQ(ends.size(), 3U);
}

// In both directions: every cell of the document, and each of them once.
TEST(Lifecycle, TheTransitionTablesAreWhatTheEngineDoes) {
  std::map<Cell, std::string> said;
  for (const DocTable* table : TablesOf(Doc(), "before")) {
    if (table->head.at(1) == "then") continue;
    for (const auto& row : table->rows) {
      ASSERT_EQ(row.size(), table->head.size()) << row.front();
      for (const std::string& state : SplitList(row.front(), ';')) {
        for (std::size_t i = 1; i < row.size(); ++i) {
          EXPECT_TRUE(said.insert({{state, table->head[i]}, row[i]}).second)
              << state << " and " << table->head[i] << " stand there twice";
        }
      }
    }
  }
  for (const auto& [cell, transition] : AllTransitions()) {
    const auto found = said.find(cell);
    if (found == said.end()) {
      ADD_FAILURE() << "not in the document: " << cell.first << " and " << cell.second << ": "
                    << transition.cell;
      continue;
    }
    EXPECT_EQ(found->second, transition.cell) << cell.first << " and " << cell.second;
  }
  for (const auto& [cell, what] : said)
    EXPECT_TRUE(AllTransitions().contains(cell))
        << "nothing plays " << cell.first << " and " << cell.second;
}

TEST(Lifecycle, WakeUpsAndExceptionsAreWhatTheEngineDoes) {
  std::vector<std::vector<std::string>> said;
  for (const DocTable* table : TablesOf(Doc(), "before")) {
    if (table->head.at(1) == "then")
      said.insert(said.end(), table->rows.begin(), table->rows.end());
  }
  std::vector<std::vector<std::string>> done;
  for (const Situation& one : AllSituations())
    done.push_back({one.transition.from, one.name, one.transition.cell});
  EXPECT_THAT(said, ElementsAreArray(done));
}

// The diagram has exactly the edges of the tables, and its labels name events that cause them.
TEST(Lifecycle, TheDiagramHasTheEdgesOfTheTables) {
  std::map<Edge, std::set<std::string>> edges = EdgesOfTheTables();
  std::set<Edge> drawn;
  for (const DocEdge& edge : Doc().edges) {
    if (edge.from == "[*]") {
      EXPECT_EQ(edge.to, "new");
      continue;
    }
    EXPECT_TRUE(drawn.insert({edge.from, edge.to}).second) << edge.from << " --> " << edge.to;
    const auto found = edges.find({edge.from, edge.to});
    if (found == edges.end()) {
      ADD_FAILURE() << "the engine never goes " << edge.from << " --> " << edge.to;
      continue;
    }
    EXPECT_FALSE(edge.by.empty());
    for (const std::string& event : edge.by)
      EXPECT_TRUE(found->second.contains(event))
          << edge.from << " --> " << edge.to << " not by " << event;
  }
  for (const auto& [edge, events] : edges)
    EXPECT_TRUE(drawn.contains(edge))
        << "not drawn: " << edge.first << " --> " << edge.second << ": " << *events.begin();
}

// No two or three events in a row, with or without time between them, cause another edge.
TEST(Lifecycle, NoOtherEdgeIsFoundByTryingThemAll) {
  std::map<Edge, std::set<std::string>> edges = EdgesOfTheTables();
  const std::vector<NamedEvent> events = Events();
  std::set<Edge> strange;
  const auto look = [&](const World& world) {
    const auto& decisions = world.decisions();
    for (std::size_t i = 1; i < decisions.size(); ++i) {
      const Phase from = decisions[i - 1].next.phase;
      const Phase to = decisions[i].next.phase;
      if (from == to) continue;
      const Edge edge{std::string(NameOf(from)), std::string(NameOf(to))};
      if (!edges.contains(edge)) strange.insert(edge);
    }
  };
  for (const State& state : AllStates()) {
    for (const NamedEvent& first : events) {
      for (const Duration wait :
           {Duration{std::chrono::seconds{1}}, Duration{std::chrono::hours{100}}}) {
        World once = state.world;
        Instant now = state.now + std::chrono::seconds{1};
        once.Deliver(now, first.make(once));
        once.settle_at_once = true;
        now += wait;
        SCOPED_TRACE(state.name + ", " + first.name);
        once.RunUntil(now);
        for (const NamedEvent& second : events) {
          World twice = once;
          twice.Deliver(now, second.make(twice));
          SCOPED_TRACE(state.name + ", " + first.name + ", " + second.name);
          twice.RunUntil(now + std::chrono::hours{24 * 10});
          look(twice);
        }
      }
    }
  }
  for (const Edge& edge : strange)
    ADD_FAILURE() << "not in the document: " << edge.first << " --> " << edge.second;
}

// ---- the rules ----

std::vector<std::string> RulesInScope() {
  std::vector<std::string> rules;
  const auto range = [&rules](int first, int last) {
    for (int i = first; i <= last; ++i) rules.push_back("R" + std::to_string(i));
  };
  range(1, 9);
  range(10, 16);
  range(20, 29);
  range(30, 36);
  range(37, 37);
  range(39, 39);
  range(40, 44);
  range(56, 57);
  range(60, 64);
  range(70, 74);
  return rules;
}

// Every rule has a row, in order.
TEST(Lifecycle, EveryRuleHasItsRow) {
  std::vector<std::string> rules;
  for (const DocTable* table : TablesOf(Doc(), "rule")) {
    for (const auto& row : table->rows) rules.push_back(row.front());
  }
  EXPECT_THAT(rules, ElementsAreArray(RulesInScope()));
}

// The paths of all files below `folder` with this ending.
std::set<std::string> FilesBelow(const std::string& folder) {
  std::set<std::string> files;
  const fs::path root(TEXTBACK_SOURCE_DIR);
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(root / folder)) {
    if (file.is_regular_file()) files.insert(fs::relative(file.path(), root).generic_string());
  }
  return files;
}

// The source files and tests named in the table of rules exist.
TEST(Lifecycle, FilesAndTestsThatAreNamedExist) {
  const std::set<std::string> sources = FilesBelow("src");
  const std::set<std::string> tests = FilesBelow("tests");
  for (const DocTable* table : TablesOf(Doc(), "rule")) {
    ASSERT_THAT(table->head, ElementsAre("rule", "what the code does", "where", "proved by"));
    for (const auto& row : table->rows) {
      ASSERT_EQ(row.size(), 4U) << row.front();
      EXPECT_FALSE(row[1].empty() || row[2].empty() || row[3].empty()) << row.front();
      for (const std::string& source : SplitList(row[2], ','))
        EXPECT_TRUE(sources.contains("src/" + source)) << row.front() << ": " << source;
      for (const std::string& test : SplitList(row[3], ','))
        EXPECT_TRUE(tests.contains("tests/" + test)) << row.front() << ": " << test;
    }
  }
}

bool CitesRule(const std::string& path, const std::string& rule) {
  const std::string text = ReadText(path);
  for (std::size_t at = text.find(rule); at != std::string::npos; at = text.find(rule, at + 1)) {
    const std::size_t end = at + rule.size();
    if (end == text.size() || std::isdigit(static_cast<unsigned char>(text[end])) == 0) return true;
  }
  return false;
}

// The tests that prove a rule, by the table, cite that rule.
TEST(Lifecycle, TestsCiteTheRuleTheyProve) {
  for (const DocTable* table : TablesOf(Doc(), "rule")) {
    for (const auto& row : table->rows) {
      bool cited = false;
      for (const std::string& test : SplitList(row.at(3), ','))
        cited = cited || CitesRule("tests/" + test, row.front());
      EXPECT_TRUE(cited) << row.front() << ": none of " << row.at(3) << " cites it";
    }
  }
}

// ---- printing ----

// States in which a group of events has the same effect share a row.
void PrintTable(const std::vector<NamedEvent>& events, std::size_t first, std::size_t last) {
  std::vector<std::pair<std::vector<std::string>, std::string>> rows;
  for (const State& state : AllStates()) {
    std::vector<std::string> cells;
    for (std::size_t i = first; i < last; ++i)
      cells.push_back(AllTransitions().at({state.name, events[i].name}).cell);
    const auto same = std::find_if(rows.begin(), rows.end(),
                                   [&cells](const auto& row) { return row.first == cells; });
    if (same == rows.end()) {
      rows.emplace_back(cells, state.name);
    } else {
      same->second += "; " + state.name;
    }
  }
  std::cout << "| before |";
  for (std::size_t i = first; i < last; ++i) std::cout << " " << events[i].name << " |";
  std::cout << "\n|---|";
  for (std::size_t i = first; i < last; ++i) std::cout << "---|";
  for (const auto& [cells, states] : rows) {
    std::cout << "\n| " << states << " |";
    for (const std::string& cell : cells) std::cout << " " << cell << " |";
  }
  std::cout << "\n\n";
}

void PrintSituations(const std::vector<Situation>& situations) {
  std::cout << "| before | then | after |\n|---|---|---|\n";
  for (const Situation& one : situations)
    std::cout << "| " << one.transition.from << " | " << one.name << " | " << one.transition.cell
              << " |\n";
  std::cout << "\n";
}

void Print() {
  const std::vector<NamedEvent> events = Events();
  std::vector<std::size_t> cuts = {0};
  for (std::size_t i = 1; i < events.size(); ++i) {
    for (const std::string_view head :
         {"unclear call", "reply", "wrong number", "answered call", "booked", "express consent",
          "accepted", "refused", "send_by passed", "delivered"}) {
      if (events[i].name == head) cuts.push_back(i);
    }
  }
  cuts.push_back(events.size());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) PrintTable(events, cuts[i], cuts[i + 1]);
  PrintSituations(WakeUps());
  PrintSituations(Exceptions());
  for (const auto& [edge, by] : EdgesOfTheTables()) {
    std::cout << "    " << edge.first << " --> " << edge.second << ":";
    const char* comma = " ";
    for (const std::string& event : by) std::cout << std::exchange(comma, ", ") << event;
    std::cout << "\n";
  }
}

}  // namespace
}  // namespace textback

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) != "--print") continue;
    textback::Print();
    return 0;
  }
  return RUN_ALL_TESTS();
}
