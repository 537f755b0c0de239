#include "simulation/earlier_run.h"

#include <absl/status/status.h>
#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <utility>

#include "textback/ports/journal_reader.h"

namespace textback {
namespace {

// "answer:1794931200.1" belongs to the same call as "call:1794931200.1".
std::string_view CallOf(const Event& event) {
  const std::string_view id = event.id.value();
  const std::size_t colon = id.find(':');
  return colon == std::string_view::npos ? id : id.substr(colon + 1);
}

// What a call turned out to be, the surer the higher: a person on any leg makes it answered. 0: no
// call.
int SureOf(const Event& event) {
  if (std::holds_alternative<AnsweredCall>(event.body)) return 3;
  if (std::holds_alternative<UnclearCall>(event.body)) return 2;
  const bool missed = std::holds_alternative<MissedCall>(event.body) ||
                      std::holds_alternative<Voicemail>(event.body);
  return missed ? 1 : 0;
}

// Made by the runtime: it comes again by itself.
bool IsOwn(const Event& event) {
  return std::holds_alternative<WakeUp>(event.body) ||
         std::holds_alternative<TextSettled>(event.body) ||
         std::holds_alternative<TextNotSent>(event.body) ||
         std::holds_alternative<DeliveryReported>(event.body) ||
         std::holds_alternative<VolumeAlarm>(event.body);
}

std::string AccountSource(const PolicyRecord& record) {
  const auto found = std::find_if(record.sources.begin(), record.sources.end(),
                                  [](const SharedSource& one) { return one->name == "account"; });
  return found == record.sources.end() ? std::string() : (*found)->text;
}

// The fields of an account's YAML: "zone" is "\"America/Vancouver\"". Lines below a field are part
// of it.
std::map<std::string, std::string> FieldsOf(std::string_view yaml) {
  std::map<std::string, std::string> fields;
  std::string* last = nullptr;
  for (const absl::string_view line :
       absl::StrSplit(absl::string_view(yaml.data(), yaml.size()), '\n')) {
    const std::size_t colon = line.find(':');
    if (line.empty()) continue;
    if (line.front() == ' ' && last != nullptr) {
      absl::StrAppend(last, " ", absl::StripAsciiWhitespace(line));
    } else if (colon != absl::string_view::npos) {
      last = &fields[std::string(line.substr(0, colon))];
      *last = std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
    }
  }
  return fields;
}

// A field that another version of the library doesn't know says nothing unless it is set.
bool IsUnset(const std::string& value) { return value.empty() || value == "false" || value == "0"; }

// "zone: was \"America/Vancouver\", is \"America/Edmonton\""; empty: the same account.
std::string FirstDifference(const std::string& before, const std::string& now) {
  std::map<std::string, std::string> was = FieldsOf(before);
  std::map<std::string, std::string> is = FieldsOf(now);
  for (const auto& [name, value] : was) is.try_emplace(name);
  for (const auto& [name, value] : is) {
    const std::string& old = was[name];
    if (old == value || (IsUnset(old) && IsUnset(value))) continue;
    return absl::StrFormat("%s: was %s, is %s", name, old.empty() ? "not given" : old,
                           value.empty() ? "not given" : value);
  }
  return "";
}

absl::Status TakeANewStore(const std::string& store, std::string_view what) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "%s: %s; an earlier run can't be mended, so take a new store (--db)", store, what));
}

}  // namespace

absl::StatusOr<EarlierRun> ReadEarlierRun(Storage& storage) {
  EarlierRun earlier;
  std::map<std::string, std::string> texts;  // of an account, by fingerprint
  JournalCursor cursor;
  while (true) {
    absl::StatusOr<JournalPage> page = storage.ReadJournal(cursor, 1000);
    if (!page.ok()) return page.status();
    if (page->entries.empty()) return earlier;
    for (const PolicyRecord& record : page->policies)
      texts.try_emplace(record.fingerprint, AccountSource(record));
    for (JournalEntry& entry : page->entries) {
      earlier.last = earlier.last == kNever ? entry.now : std::max(earlier.last, entry.now);
      if (const auto text = texts.find(entry.policy); text != texts.end())
        earlier.accounts[entry.event.lead.account] = text->second;
      if (IsOwn(entry.event)) continue;
      earlier.other_events = earlier.other_events || SureOf(entry.event) == 0;
      earlier.events.push_back(std::move(entry.event));
    }
    cursor = page->next;
  }
}

absl::Status CheckSettings(const EarlierRun& earlier, const std::vector<Event>& events,
                           const Policies& policies, const std::string& store) {
  for (const auto& [id, policy] : policies) {
    const auto before = earlier.accounts.find(id);
    // Accounts made from the log grow with it.
    if (before == earlier.accounts.end() || policy->account.rehearsal) continue;
    const std::string changed = FirstDifference(before->second, AccountYaml(policy->account));
    if (changed.empty()) continue;
    return TakeANewStore(store,
                         absl::StrFormat("account '%s' has changed: %s", id.view(), changed));
  }
  std::map<std::string_view, const Event*> known;
  for (const Event& event : earlier.events) known[event.id.value()] = &event;
  std::map<Duration, std::size_t> shifts;
  for (const Event& event : events) {
    const auto same = known.find(event.id.value());
    if (same == known.end()) continue;
    const Event& before = *same->second;
    if (before.lead.account != event.lead.account) {
      return TakeANewStore(store,
                           absl::StrFormat("a call of account '%s' belongs to '%s' now: the "
                                           "account file is another one (--account)",
                                           before.lead.account.view(), event.lead.account.view()));
    }
    if (before.at != event.at) ++shifts[event.at - before.at];
  }
  for (const auto& [shift, count] : shifts) {
    // A zone shifts by quarters of an hour; a call that grew ends later by anything.
    if (shift % std::chrono::minutes{15} != Duration{0}) continue;
    return TakeANewStore(
        store,
        absl::StrFormat("%d calls are %+d minutes off what they were: the log's zone "
                        "(--zone) is another one",
                        count, std::chrono::duration_cast<std::chrono::minutes>(shift).count()));
  }
  return absl::OkStatus();
}

bool SaysMore(const EarlierRun& earlier, const std::vector<Event>& events) {
  if (earlier.last == kNever) return false;
  std::map<std::string_view, Instant> known;
  for (const Event& event : earlier.events) known[event.id.value()] = event.at;
  return std::any_of(events.begin(), events.end(), [&](const Event& event) {
    const auto same = known.find(event.id.value());
    if (same == known.end()) return event.received_at <= earlier.last;
    return same->second != event.at;
  });
}

std::vector<Event> Together(const EarlierRun& earlier, const std::vector<Event>& events) {
  std::set<std::string_view> told;                            // by id, in the log as it is now
  std::map<std::pair<LeadId, std::string_view>, int> surest;  // by call
  const auto note = [&surest](const Event& event) {
    int& sure = surest[{event.lead, CallOf(event)}];
    sure = std::max(sure, SureOf(event));
  };
  for (const Event& event : earlier.events) note(event);
  for (const Event& event : events) {
    told.insert(event.id.value());
    note(event);
  }
  std::vector<Event> all;
  const auto add = [&](const Event& event) {
    if (SureOf(event) == surest.at({event.lead, CallOf(event)})) all.push_back(event);
  };
  for (const Event& event : earlier.events) {
    if (!told.contains(event.id.value())) add(event);
  }
  for (const Event& event : events) add(event);
  return all;
}

}  // namespace textback
