#include "textback/text/asked_time.h"

#include <absl/status/status.h>

#include <algorithm>
#include <utility>

#include "text/ask_reading.h"
#include "text/spoken_day.h"

namespace textback {
namespace {

using Does = AskWords::Does;
using What = AskedTime::What;

constexpr std::array<std::string_view, 4> kWhatNames = {"text", "call", "visit", "unclear"};

What WhatOf(Does does) {
  if (does == Does::kCall) return What::kCall;
  return does == Does::kVisit ? What::kVisit : What::kText;
}

}  // namespace

std::optional<AskedTime> AskReading::Read(std::string_view message) {
  if (owner_.empty()) return std::nullopt;
  FindPhrases();
  if (times_.empty() && kept_.empty()) return std::nullopt;
  ResolveThen();
  Attach();
  FindAlone();
  std::optional<AskedTime> asked = Choose();
  if (asked.has_value() && last_ != kNobody)
    asked->words = StretchOf(message, kMaxSpokenWords, places_[first_].first, places_[last_].last);
  return asked;
}

const AskReading::Kept* AskReading::Earliest(std::span<const Kept> among,
                                             std::initializer_list<Does> does, bool lost) {
  const Kept* best = nullptr;
  for (const Kept& one : among) {
    if (one.time == kNobody || std::find(does.begin(), does.end(), one.does) == does.end())
      continue;
    if ((TimeOf(one).kind == NamedTime::Kind::kLost) != lost) continue;
    if (!lost && TimeOf(one).at <= now_) continue;
    if (best == nullptr || TimeOf(one).at < TimeOf(*best).at) best = &one;
  }
  return best;
}

bool AskReading::AreOneClause(const Kept& one, const Kept& other) const {
  const std::size_t begin = std::min(one.begin, other.begin);
  const std::size_t end = std::max(one.begin, other.begin);
  for (std::size_t i = begin + 1; i <= end; ++i) {
    if (words_[i].before != Break::kNone) return false;
  }
  return true;
}

void AskReading::Cover(const Kept& one) {
  const auto add = [this](std::size_t begin, std::size_t end) {
    first_ = std::min(first_, begin);
    last_ = last_ == kNobody ? end - 1 : std::max(last_, end - 1);
  };
  add(one.begin, one.end);
  if (one.time == kNobody) return;
  add(LeadingTo(one.time), one.time + 1);
  const std::size_t of = places_[one.time].of;
  if (of != kNobody) add(LeadingTo(of), of + 1);
}

// The first of the words that lead to a time: "after the 15th".
std::size_t AskReading::LeadingTo(std::size_t word) const {
  while (word > 0 && words_[word].before == Break::kNone && owner_[word - 1] == kNobody &&
         Holds(tables_.light, words_[word - 1].id)) {
    --word;
  }
  return word;
}

std::optional<AskedTime> AskReading::Ask(What what, std::string_view id, const Kept& time) {
  Cover(time);
  return AskedTime{.what = what, .at = TimeOf(time).at, .id = id, .words = {}};
}

std::optional<AskedTime> AskReading::Unclear(const Kept& by) {
  Cover(by);
  return AskedTime{.what = What::kUnclear, .at = {}, .id = by.id, .words = {}};
}

std::optional<AskedTime> AskReading::Choose() {
  std::vector<Kept> wishes, works, implied, offers;
  const Kept* wish = nullptr;
  const Kept* work = nullptr;
  const Kept* unclear = nullptr;
  for (const Kept& one : kept_) {
    const bool asks = one.does == Does::kText || one.does == Does::kCall;
    if (asks && !one.own) {
      wishes.push_back(one);
      if (wish == nullptr) wish = &one;
    }
    if (one.does == Does::kVisit) {
      works.push_back(one);
      if (!one.own && work == nullptr) work = &one;
    }
    if (asks && one.own) implied.push_back(one);
    if (one.does == Does::kOffer) offers.push_back(one);
    if (one.does == Does::kUnclear && unclear == nullptr) unclear = &one;
  }
  // In so many words, with a time.
  static constexpr std::initializer_list<Does> kWishes = {Does::kText, Does::kCall};
  if (const Kept* one = Earliest(wishes, kWishes, false); one != nullptr)
    return Ask(WhatOf(one->does), one->id, *one);
  if (const Kept* one = Earliest(wishes, kWishes, true); one != nullptr) return Unclear(*one);
  const Kept* alone = Earliest(alone_, {Does::kText}, false);
  // A wish, and a time elsewhere.
  if (wish != nullptr) {
    const Kept* time = alone;
    if (time == nullptr) time = Earliest(implied, kWishes, false);
    if (time == nullptr) time = Earliest(offers, {Does::kOffer}, false);
    if (time == nullptr && works.empty()) time = Earliest(topics_, {Does::kText}, false);
    if (time != nullptr) {
      Cover(*wish);
      return Ask(WhatOf(wish->does), wish->id, *time);
    }
  }
  if (const Kept* one = Earliest(works, {Does::kVisit}, false); one != nullptr)
    return Ask(What::kVisit, one->id, *one);
  if (const Kept* one = Earliest(implied, kWishes, false); one != nullptr) {
    // "When can you come? Saturday works."
    const bool fits = one->begin == one->time;
    if (work != nullptr && (fits || AreOneClause(*work, *one)))
      return Ask(What::kVisit, work->id, *one);
    // "The end of the month works" does so too, if it is soon.
    if (fits && IsNear(*one) && IsLight(*one)) return Ask(What::kVisit, one->id, *one);
    return Ask(WhatOf(one->does), one->id, *one);
  }
  // "Tuesday at 9" answers when somebody may come, "next month" puts it off.
  if (alone != nullptr) {
    const bool visit = work != nullptr || IsNear(*alone);
    return Ask(visit ? What::kVisit : What::kText, alone->id, *alone);
  }
  if (unclear != nullptr) return Unclear(*unclear);
  for (const std::vector<Kept>* some : {&implied, &alone_}) {
    if (const Kept* one = Earliest(*some, kWishes, true); one != nullptr) return Unclear(*one);
  }
  return std::nullopt;
}

std::string_view NameOf(AskedTime::What what) { return kWhatNames[static_cast<std::size_t>(what)]; }

std::optional<AskedTime::What> AskedTimeWhatFromName(std::string_view name) {
  for (std::size_t i = 0; i < kWhatNames.size(); ++i) {
    if (kWhatNames[i] == name) return static_cast<AskedTime::What>(i);
  }
  return std::nullopt;
}

std::string_view NameOf(AskWords::Does does) {
  constexpr std::array<std::string_view, kEveryAskDoes.size()> kNames = {
      "text", "call", "visit", "none", "unclear", "offer", "then", "after_that"};
  return kNames[static_cast<std::size_t>(does)];
}

AskedTimes::~AskedTimes() = default;
AskedTimes::AskedTimes() = default;

std::optional<AskWordsFault> AskedTimes::FindFault(const AskWords& words) {
  return Tables().Add(words);
}

absl::StatusOr<std::shared_ptr<const AskedTimes>> AskedTimes::Make(const AskWords& words,
                                                                   SharedSource source) {
  auto tables = std::make_unique<Tables>();
  const std::optional<AskWordsFault> fault = tables->Add(words);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->what);
  auto asks = std::shared_ptr<AskedTimes>(new AskedTimes());
  asks->tables_ = std::move(tables);
  asks->source_ = std::move(source);
  return std::shared_ptr<const AskedTimes>(std::move(asks));
}

std::optional<AskedTime> AskedTimes::In(std::string_view message, SpokenClock now,
                                        std::string_view locale) const {
  return AskReading(*tables_, message, now, locale).Read(message);
}

}  // namespace textback
