// Plays every sequence of a few possible events, up to a length, to the engine and to the oracle.
// Both must give the same texts at the same instants on the same basis, the same tasks and the same
// phase, after every step and sixty days later.
//
// The length is five; six with TEXTBACK_SOAK=1, four under sanitizers, n with TEXTBACK_LENGTH=n.
#ifndef TEXTBACK_TESTS_ORACLE_SMALL_WORLD_H_
#define TEXTBACK_TESTS_ORACLE_SMALL_WORLD_H_

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "oracle/engine.h"
#include "oracle/oracle.h"
#include "world.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TEXTBACK_TEST_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEXTBACK_TEST_SANITIZED 1
#endif

namespace textback::oracle {

// Two texts are on the wire at once: one was taken back after it had left. The oracle does not
// model the carrier's answers to both; found_test and the random worlds test that.
inline bool Crosses(const std::vector<Entry>& log) {
  int out = 0;
  for (const Entry& entry : log) {
    if (entry.what == What::kHandedOver && ++out > 1) return true;
    if (entry.what == What::kOpened && out > 0) return true;  // of the episode before
    if (entry.what >= What::kAccepted) --out;
  }
  return false;
}

inline const Instant kBegin = At("2026-11-20T12:00:00-06:00");

// One possible event, and the time since the one before.
struct Symbol {
  const char* name;
  Duration after;
  What what = What::kCall;
  // If not empty, the only effect is that the carrier will give these answers.
  std::vector<Carrier> carrier = {};
  bool silence = false;
};
using Alphabet = std::vector<Symbol>;

inline std::string Show(const std::vector<oracle::Sent>& sent,
                        const std::vector<oracle::Told>& told, const Zone& zone) {
  std::string lines;
  const auto when = [&zone](Instant at) {
    return FormatRfc3339(Instant{zone.ToLocal(at).time_since_epoch()}) + " ";
  };
  for (const oracle::Sent& one : sent) {
    lines += "    " + when(one.at) + std::string(NameOf(one.item)) + " on " +
             std::string(NameOf(one.basis)) + ", " + std::string(NameOf(one.variant)) + " -> " +
             std::string(NameOf(one.outcome)) + "\n";
  }
  for (const oracle::Told& one : told)
    lines += "    " + when(one.at) + "task " + std::string(NameOf(one.kind)) + "\n";
  return lines;
}

class SmallWorld {
 public:
  SmallWorld(const Account& account, Alphabet alphabet, Duration delay = Duration{0})
      : policy_(PolicyFor(account)),
        alphabet_(std::move(alphabet)),
        engine_(policy_, delay),
        oracle_(policy_->account, oracle::SpreadOf(*policy_), delay) {}

  // Shorter sequences first, so that the first difference has the shortest sequence.
  void Explore(std::size_t length) {
    for (std::size_t limit = 1; limit <= length && differences_.empty(); ++limit) {
      limit_ = limit;
      explored_ = 0;
      Descend(kBegin);
    }
    std::cout << explored_ << " sequences of up to " << limit_ << " of " << alphabet_.size()
              << " symbols\n";
    for (const std::string& difference : differences_) ADD_FAILURE() << difference;
  }

 private:
  using hours = std::chrono::hours;

  static constexpr std::size_t kDifferencesShown = 8;

  void Descend(Instant now) {
    const auto engine = engine_.Now();
    const auto oracle = oracle_.Now();
    for (const Symbol& symbol : alphabet_) {
      sequence_.push_back(&symbol);
      const Instant at = now + symbol.after;
      Play(symbol, at);
      ++explored_;
      if (!Crosses(oracle_.log()) && Same("then")) {
        if (sequence_.size() < limit_) {
          Descend(at);
        } else {
          engine_.RunUntil(at + hours{24 * 60});
          oracle_.RunUntil(at + hours{24 * 60});
          if (!Crosses(oracle_.log())) Same("60 days later");
        }
      }
      engine_.Return(engine);
      oracle_.Return(oracle);
      sequence_.pop_back();
    }
  }

  void Play(const Symbol& symbol, Instant at) {
    if (!symbol.carrier.empty() || symbol.silence) {
      engine_.RunUntil(at);
      oracle_.RunUntil(at);
      engine_.carrier.insert(engine_.carrier.begin(), symbol.carrier.begin(), symbol.carrier.end());
      oracle_.carrier = engine_.carrier;
      return;
    }
    engine_.Happens(at, symbol.what);
    oracle_.Happens(at, symbol.what);
  }

  bool Same(const char* when) {
    std::string what;
    if (!engine_.broken().empty()) what = " " + engine_.broken();
    if (engine_.sent() != oracle_.sent()) what += " texts";
    if (engine_.told() != oracle_.told()) what += " tasks";
    const LeadState& state = engine_.state();
    if (state.phase != oracle_.PhaseNow()) what += " phase";
    if (state.marks.opted_out != oracle_.OptedOut()) what += " opted_out";
    if (state.episode != oracle_.Episode()) what += " episode";
    if ((state.attention.waits_since != kNever) != oracle_.Waits()) what += " waiting";
    if (what.empty()) return true;
    Report(what, when);
    return false;
  }

  void Report(const std::string& what, const char* when) {
    if (differences_.size() >= kDifferencesShown) return;
    std::string text = "they differ in:" + what + ", " + when + ":\n ";
    std::string names;
    for (const Symbol* symbol : sequence_) names += " [" + std::string(symbol->name) + "]";
    const auto one = [](Phase phase, bool opted_out, std::uint32_t episode, bool waits) {
      return std::string(NameOf(phase)) + (opted_out ? ", opted out" : "") + ", episode " +
             std::to_string(episode) + (waits ? ", waits" : "") + "\n";
    };
    const LeadState& state = engine_.state();
    const Zone& zone = *policy_->account.zone;
    text += names + "\n  engine: " +
            one(state.phase, state.marks.opted_out, state.episode,
                state.attention.waits_since != kNever) +
            Show(engine_.sent(), engine_.told(), zone) + "  oracle: " +
            one(oracle_.PhaseNow(), oracle_.OptedOut(), oracle_.Episode(), oracle_.Waits()) +
            Show(oracle_.sent(), oracle_.told(), zone);
    differences_.push_back(text);
  }

  std::shared_ptr<const Policy> policy_;
  Alphabet alphabet_;
  oracle::Engine engine_;
  oracle::Oracle oracle_;
  std::size_t limit_ = 0;
  std::uint64_t explored_ = 0;
  std::vector<const Symbol*> sequence_;
  std::vector<std::string> differences_;
};

inline std::size_t Length() {
  if (const char* length = std::getenv("TEXTBACK_LENGTH")) return std::strtoul(length, nullptr, 10);
  if (std::getenv("TEXTBACK_SOAK") != nullptr) return 6;
#if defined(TEXTBACK_TEST_SANITIZED)
  return 4;
#else
  return 5;
#endif
}

}  // namespace textback::oracle

#endif  // TEXTBACK_TESTS_ORACLE_SMALL_WORLD_H_
