#include "engine/policy_sources.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "textback/text/asked_time.h"
#include "textback/text/name.h"
#include "textback/text/opinion.h"

namespace textback {
namespace {

// For example "90s": in seconds, or in milliseconds if it is not a whole number of seconds.
std::string Length(Duration length) {
  const auto millis = length.count();
  return millis % 1000 == 0 ? absl::StrCat(millis / 1000, "s") : absl::StrCat(millis, "ms");
}

std::string StepText(const PlaybookStep& step) {
  std::string text =
      absl::StrFormat("  - {name: %s, class: %s, needs: %s, after: %s, delay: %s", step.name.view(),
                      NameOf(step.text_class), NameOf(step.needs),
                      step.after.has_value() ? step.after->view() : std::string_view("inquiry"),
                      Length(step.delay));
  if (step.local_time.has_value()) {
    const auto minutes = step.local_time->count();
    absl::StrAppendFormat(&text, ", local_time: \"%02d:%02d\"", minutes / 60, minutes % 60);
  }
  if (step.asks_consent) text += ", asks_consent: true";
  for (std::size_t i = 0; i < step.arms.size(); ++i) {
    const Arm& arm = step.arms[i];
    absl::StrAppendFormat(&text, "%s%s: {weight: %d, ended: %s}", i == 0 ? ", arms: {" : ", ",
                          arm.name.view(), arm.weight, arm.ended ? "true" : "false");
  }
  return text + (step.arms.empty() ? "}\n" : "}}\n");
}

std::string PlaybookText(const Playbook& playbook) {
  std::string text =
      absl::StrFormat("name: %s\ninquiry: %s\nsteps:\n", playbook.name, NameOf(playbook.inquiry));
  for (const PlaybookStep& step : playbook.steps) text += StepText(step);
  if (playbook.first_nurturing_step < playbook.steps.size()) {
    absl::StrAppendFormat(&text, "first_nurturing_step: %s\n",
                          playbook.steps[playbook.first_nurturing_step].name.view());
  }
  for (const auto& [name, length] :
       {std::pair("cool_down", playbook.cool_down), std::pair("late_after", playbook.late_after),
        std::pair("too_late_after", playbook.too_late_after),
        std::pair("episode_expires_after", playbook.episode_expires_after),
        std::pair("rearm_after", playbook.rearm_after), std::pair("spread", playbook.spread),
        std::pair("retry_after", playbook.retry_after)}) {
    absl::StrAppendFormat(&text, "%s: %s\n", name, Length(length));
  }
  absl::StrAppendFormat(&text, "attempts_max: %d\nsegments_max: %d\n", playbook.attempts_max,
                        playbook.segments_max);
  return text;
}

// The words of a script that comes from no file, also of its trades: one per line, with their
// purpose.
std::string WordsText(const Script& script) {
  std::string text;
  for (const Script::Entry& entry : script.entries()) {
    absl::StrAppendFormat(&text, "%s/%s/%s/%s/%s: %s\n", entry.locale, entry.step.view(),
                          NameOf(entry.variant), entry.trade.view(), entry.arm.view(),
                          entry.words.source());
  }
  for (const std::string& locale : script.locales()) {
    const Template* footer = script.FooterOf(locale);
    if (footer != nullptr)
      absl::StrAppendFormat(&text, "%s/footer: %s\n", locale, footer->source());
  }
  for (const std::string& locale : script.locales()) {
    if (const std::string_view other = script.OtherLanguage(locale); !other.empty())
      absl::StrAppendFormat(&text, "%s/other_language: %s\n", locale, other);
  }
  const Languages& languages = script.languages();
  for (const auto* words : {&languages.known_by(), &languages.asked_by()}) {
    for (const auto& [word, language] : *words)
      absl::StrAppendFormat(&text, "language/%s: %s\n", word, languages.locales()[language]);
  }
  for (const Trades::Said& said : script.trades().said())
    absl::StrAppendFormat(&text, "%s/trade/%s: %s\n", said.locale, said.trade.view(), said.words);
  for (const ScheduleWords::Said& said : script.reasons().said()) {
    absl::StrAppendFormat(&text, "%s/reason/%s: %s\n", said.locale, NameOf(said.schedule),
                          said.words);
  }
  for (const auto& [words, trade] : script.trades().heard())
    absl::StrAppendFormat(&text, "heard/%s: %s\n", words, trade.view());
  return text;
}

std::string MadeInCode(std::string_view what) {
  return absl::StrCat(absl::string_view(what.data(), what.size()), ", made in code");
}

// Keeps each source once, in the order in which they were added.
class Sources {
 public:
  void Add(const SharedSource& source, std::string_view what) {
    if (source == nullptr) {
      all_.push_back(NewSource(MadeInCode(what), ""));
    } else if (known_.insert(source).second) {
      all_.push_back(source);
    }
  }
  void AddWords(const Script& script, std::string_view what) {
    if (script.source() != nullptr) {
      Add(script.source(), what);
    } else if (known_scripts_.insert(&script).second) {
      all_.push_back(NewSource(MadeInCode(what), WordsText(script)));
    }
    if (script.stand_ins() != nullptr) Add(script.stand_ins()->source(), "stand-ins");
  }
  void AddPlaybook(const FollowUp& follow_up, InquiryKind kind) {
    const Playbook& playbook = *follow_up.playbook;
    all_.push_back(
        NewSource(absl::StrFormat("playbook for %s", NameOf(kind)), PlaybookText(playbook)));
    AddWords(*follow_up.script, absl::StrFormat("words of playbook '%s'", playbook.name));
  }
  std::vector<SharedSource> Take() { return std::move(all_); }

 private:
  std::vector<SharedSource> all_;
  std::set<SharedSource> known_;
  std::set<const Script*> known_scripts_;
};

}  // namespace

std::vector<SharedSource> SourcesOf(const Policy& policy) {
  Sources sources;
  sources.Add(NewSource("account", AccountYaml(policy.account)), "account");
  for (const InquiryKind kind : kEveryInquiryKind) {
    const FollowUp& one = policy.follow_ups[kind];
    if (one.playbook != nullptr) sources.AddPlaybook(one, kind);
  }
  if (policy.follow_ups.service != nullptr)
    sources.AddWords(*policy.follow_ups.service, "words of answers");
  if (policy.replies->sources().empty()) sources.Add(nullptr, "words of replies");
  for (const SharedSource& source : policy.replies->sources())
    sources.Add(source, "words of replies");
  if (policy.replies->opinion() != nullptr)
    sources.Add(policy.replies->opinion()->source(), "opinion on replies");
  if (policy.replies->asked_times() != nullptr)
    sources.Add(policy.replies->asked_times()->source(), "words that ask for a time");
  for (const SharedSource& source : NameWordsSources()) sources.Add(source, "names");
  for (const SharedSource& source : policy.places->sources()) sources.Add(source, "places");
  return sources.Take();
}

}  // namespace textback
