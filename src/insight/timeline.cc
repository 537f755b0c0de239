#include "textback/insight/timeline.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "textback/codec/event_json.h"
#include "textback/ports/journal_reader.h"

namespace textback {
namespace {

using Json = nlohmann::ordered_json;

// Name of the account's withheld lead, which has the hidden callers and the switches.
constexpr std::string_view kOfAccount = "account";

// What is remembered between entries: a text is decided in one and accepted in another.
struct MadeText {
  Text text;
  std::vector<RecordedReason> reasons;
};

bool Says(const RecordedDecision& decision, Why why) {
  return std::any_of(
      decision.reasons.begin(), decision.reasons.end(),
      [slug = SlugOf(why)](const RecordedReason& reason) { return reason.why == slug; });
}

// These events show in other entries: a wake-up by what it did, an outcome by its text.
bool Silent(const Event& event, const RecordedDecision& decision) {
  if (std::holds_alternative<TextSettled>(event.body)) return true;
  if (!std::holds_alternative<WakeUp>(event.body)) return false;
  return decision.text.has_value() || !decision.notes.empty() || !decision.tasks.empty();
}

class JournalReader {
 public:
  void Add(const JournalEntry& entry, const RecordedDecision& decision) {
    const Event& event = entry.event;
    const auto add = [&](Instant at, auto what) {
      timeline_.entries.push_back(
          {.at = at, .lead = event.lead, .what = std::move(what), .reasons = decision.reasons});
    };
    if (!Silent(event, decision)) add(entry.now, EventSeen{event});
    if (const auto* settled = std::get_if<TextSettled>(&event.body)) {
      const SendOutcome& outcome = settled->outcome;
      if (outcome.kind == SendOutcome::Kind::kAccepted) {
        AddSent(settled->key, {.provider_id = outcome.provider_id}, outcome.at);
      } else if (made_.erase(settled->key) > 0) {
        add(outcome.at, TextFailed{.key = settled->key, .outcome = outcome});
      }
    } else if (const auto* sent = std::get_if<ReadyTextSent>(&event.body)) {
      if (Says(decision, Why::kSentByPerson)) AddSent(sent->key, {.by_person = true}, event.at);
    } else if (const auto* not_sent = std::get_if<TextNotSent>(&event.body)) {
      made_.erase(not_sent->key);
    }
    for (const StepNote& note : decision.notes) {
      if (note.kind == StepNote::Kind::kHeld) {
        add(entry.now, StepHeld{.step = note.step, .until = note.until});
      } else {
        add(entry.now, StepDropped{.step = note.step});
      }
    }
    for (const Task& task : decision.tasks) {
      if (task.kind == Task::Kind::kSendText && task.text.has_value()) Made(*task.text, decision);
      add(entry.now, TaskMade{task});
    }
    if (decision.from != decision.to)
      add(entry.now, PhaseChanged{.from = decision.from, .to = decision.to});
    if (decision.text.has_value()) Made(*decision.text, decision);
  }

  // Sorted, because an outcome can be older than what was decided in the meantime.
  Timeline Finish() {
    std::stable_sort(timeline_.entries.begin(), timeline_.entries.end(),
                     [](const TimelineEntry& a, const TimelineEntry& b) { return a.at < b.at; });
    return std::move(timeline_);
  }

 private:
  void Made(const Text& text, const RecordedDecision& decision) {
    made_[text.key] = {.text = text, .reasons = decision.reasons};
  }

  void AddSent(const TextKey& key, TextSent sent, Instant at) {
    const auto made = made_.find(key);
    if (made == made_.end()) return;
    sent.text = std::move(made->second.text);
    timeline_.entries.push_back({.at = at,
                                 .lead = key.lead,
                                 .what = std::move(sent),
                                 .reasons = std::move(made->second.reasons)});
    made_.erase(made);
  }

  std::map<TextKey, MadeText> made_;
  Timeline timeline_;
};

// Invalid UTF-8 from a phone is shown too.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json ReasonsToJson(const std::vector<RecordedReason>& reasons) {
  Json out = Json::array();
  for (const RecordedReason& reason : reasons) {
    Json line{{"rule", reason.rule}, {"why", reason.why}};
    if (const std::optional<Why> why = WhyFromSlug(reason.why)) line["sentence"] = SentenceOf(*why);
    if (!reason.row.empty()) line["row"] = reason.row;
    if (!reason.citation.empty()) line["citation"] = reason.citation;
    if (!reason.as_of.empty()) line["as_of"] = reason.as_of;
    out.push_back(std::move(line));
  }
  return out;
}

// A wake-up that was planned for the past happens when it is processed.
Instant HappenedAt(const TimelineEntry& entry, const EventSeen& seen) {
  return std::holds_alternative<WakeUp>(seen.event.body) ? entry.at : seen.event.at;
}

struct ToJson {
  const TimelineEntry& entry;
  Json& out;

  void Line(std::string_view what) const { out["what"] = what; }
  void Reasons() const { out["reasons"] = ReasonsToJson(entry.reasons); }

  // Reminders contain only the key.
  void Ready(const Text& text) const {
    out["key"] = text.key.ToString();
    out["step"] = text.key.step.view();
    if (text.body.empty()) return;
    out["words"] = text.body;
    out["class"] = NameOf(text.text_class);
    out["basis"] = NameOf(text.basis);
    out["segments"] = text.segments;
    out["send_by"] = FormatRfc3339(text.send_by);
  }

  void operator()(const EventSeen& seen) const {
    if (entry.at != HappenedAt(entry, seen)) out["received_at"] = FormatRfc3339(entry.at);
    Line(KindOf(seen.event));
    if (!seen.event.id.empty()) out["id"] = seen.event.id.value();
    out.update(Json::parse(EncodeEventBody(seen.event)));
    Reasons();
  }
  void operator()(const TextSent& sent) const {
    const Text& text = sent.text;
    Line("text");
    out["step"] = text.key.step.view();
    out["class"] = NameOf(text.text_class);
    out["body"] = text.body;
    out["segments"] = text.segments;
    if (sent.by_person) out["sent_by"] = "person";
    out["variant"] = NameOf(text.wording.variant);
    out["locale"] = text.wording.locale;
    if (!text.wording.arm.empty()) out["arm"] = text.wording.arm.view();
    out["basis"] = NameOf(text.basis);
    out["key"] = text.key.ToString();
    out["from"] = text.from.ToE164();
    out["send_by"] = FormatRfc3339(text.send_by);
    Reasons();
  }
  void operator()(const TextFailed& failed) const {
    Line("failed");
    out["step"] = failed.key.step.view();
    out["outcome"] = NameOf(failed.outcome.kind);
    out["code"] = failed.outcome.code;
    out["key"] = failed.key.ToString();
    Reasons();
  }
  void operator()(const StepHeld& held) const {
    Line("held");
    out["step"] = held.step.view();
    out["until"] = FormatRfc3339(held.until);
    Reasons();
  }
  void operator()(const StepDropped& dropped) const {
    Line("dropped");
    out["step"] = dropped.step.view();
    Reasons();
  }
  void operator()(const TaskMade& made) const {
    Line("task");
    out["to"] = made.task.to;
    out["kind"] = NameOf(made.task.kind);
    out["detail"] = made.task.detail;
    if (!made.task.quote.empty()) out["quote"] = made.task.quote;
    if (made.task.text.has_value()) Ready(*made.task.text);
    Reasons();
  }
  void operator()(const PhaseChanged& changed) const {
    Line("phase");
    out["from"] = NameOf(changed.from);
    out["to"] = NameOf(changed.to);
  }
};

}  // namespace

absl::StatusOr<Timeline> ReadTimeline(Storage& storage) {
  JournalReader reader;
  const absl::Status read = VisitJournal(storage, [&reader](const JournalEntry& entry) {
    absl::StatusOr<RecordedDecision> decision = DecodeDecision(entry.decision);
    if (!decision.ok()) {
      return absl::DataLossError(
          absl::StrFormat("journal: decision %d of lead %s/%s can't be read: %s", entry.version,
                          entry.event.lead.account.view(), entry.event.lead.phone.Masked(),
                          std::string(decision.status().message())));
    }
    reader.Add(entry, *decision);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return reader.Finish();
}

std::string TimelineToJson(const Timeline& timeline, bool with_lead) {
  Json out = Json::array();
  for (const TimelineEntry& entry : timeline.entries) {
    if (std::holds_alternative<EventSeen>(entry.what)) continue;
    Json line{{"at", FormatRfc3339(entry.at)}};
    if (with_lead) {
      line["account"] = entry.lead.account.view();
      line["phone"] = entry.lead.phone.ToE164();
    } else if (entry.lead.phone.withheld()) {
      line["of"] = kOfAccount;
    }
    std::visit(ToJson{entry, line}, entry.what);
    out.push_back(std::move(line));
  }
  return Dump(out);
}

std::string EventsToJson(const Timeline& timeline) {
  Json out = Json::array();
  std::size_t index = 0;
  for (const TimelineEntry& entry : timeline.entries) {
    const auto* seen = std::get_if<EventSeen>(&entry.what);
    if (seen == nullptr) {
      ++index;
      continue;
    }
    Json line{{"at", FormatRfc3339(HappenedAt(entry, *seen))}, {"index", index}};
    if (entry.lead.phone.withheld()) line["of"] = kOfAccount;
    ToJson{entry, line}(*seen);
    out.push_back(std::move(line));
  }
  return Dump(out);
}

}  // namespace textback
