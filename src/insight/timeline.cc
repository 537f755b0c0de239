#include "textback/insight/timeline.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace textback {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPage = 1000;

// What has to be remembered between two entries: a text is decided in one and accepted in another.
struct MadeText {
  Text text;
  std::vector<RecordedReason> reasons;
};

class Reader {
 public:
  void Add(const JournalEntry& entry, RecordedDecision decision) {
    const LeadId lead = entry.event.lead;
    const auto add = [&](auto what) {
      timeline_.entries.push_back(
          {.at = entry.now, .lead = lead, .what = std::move(what), .reasons = decision.reasons});
    };
    if (const auto* settled = std::get_if<TextSettled>(&entry.event.body)) {
      AddSettled(entry, *settled);
    } else if (!std::holds_alternative<WakeUp>(entry.event.body) &&
               !std::holds_alternative<TextNotSent>(entry.event.body)) {
      add(EventSeen{std::string(KindOf(entry.event))});
    }
    for (const StepNote& note : decision.notes) {
      if (note.kind == StepNote::Kind::kHeld) {
        add(StepHeld{.step = note.step, .until = note.until});
      } else {
        add(StepDropped{.step = note.step});
      }
    }
    for (const Task& task : decision.tasks) add(TaskMade{task});
    if (decision.from != decision.to) add(PhaseChanged{.from = decision.from, .to = decision.to});
    if (decision.text.has_value()) {
      const TextKey key = decision.text->key;
      made_[key] = {.text = *std::move(decision.text), .reasons = std::move(decision.reasons)};
    }
  }

  Timeline Finish() { return std::move(timeline_); }

 private:
  void AddSettled(const JournalEntry& entry, const TextSettled& settled) {
    const auto made = made_.find(settled.key);
    if (made == made_.end()) return;
    TimelineEntry line{.at = settled.outcome.at,
                       .lead = entry.event.lead,
                       .reasons = std::move(made->second.reasons)};
    if (settled.outcome.kind == SendOutcome::Kind::kAccepted) {
      line.what = TextSent{.text = std::move(made->second.text),
                           .provider_id = settled.outcome.provider_id};
    } else {
      line.what = TextFailed{.key = settled.key, .outcome = settled.outcome};
    }
    timeline_.entries.push_back(std::move(line));
    made_.erase(made);
  }

  std::map<TextKey, MadeText> made_;
  Timeline timeline_;
};

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

struct ToJson {
  const TimelineEntry& entry;
  Json& out;

  void Line(std::string_view what) const { out["what"] = what; }
  void Reasons() const { out["reasons"] = ReasonsToJson(entry.reasons); }

  void operator()(const EventSeen& /*seen*/) const {}
  void operator()(const TextSent& sent) const {
    const Text& text = sent.text;
    Line("text");
    out["step"] = text.key.step.view();
    out["class"] = NameOf(text.text_class);
    out["body"] = text.body;
    out["segments"] = text.segments;
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
  Reader reader;
  for (std::uint64_t after = 0;;) {
    const absl::StatusOr<std::vector<JournalEntry>> page = storage.ReadJournal(after, kPage);
    if (!page.ok()) return page.status();
    if (page->empty()) return reader.Finish();
    for (const JournalEntry& entry : *page) {
      absl::StatusOr<RecordedDecision> decision = DecodeDecision(entry.decision);
      if (!decision.ok()) {
        return absl::DataLossError(absl::StrFormat("journal entry %d can't be read: %s", entry.seq,
                                                   std::string(decision.status().message())));
      }
      reader.Add(entry, *std::move(decision));
      after = entry.seq;
    }
  }
}

std::string TimelineToJson(const Timeline& timeline, bool with_lead) {
  Json out = Json::array();
  for (const TimelineEntry& entry : timeline.entries) {
    if (std::holds_alternative<EventSeen>(entry.what)) continue;
    Json line{{"at", FormatRfc3339(entry.at)}};
    if (with_lead) {
      line["account"] = entry.lead.account.view();
      line["phone"] = entry.lead.phone.ToE164();
    }
    std::visit(ToJson{entry, line}, entry.what);
    out.push_back(std::move(line));
  }
  return out.dump();
}

}  // namespace textback
