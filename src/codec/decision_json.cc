#include "textback/codec/decision_json.h"

#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "codec/json_fields.h"

namespace textback {
namespace {

using json::ObjectReader;
using json::ObjectWriter;

// Fits most decisions: one allocation instead of six.
constexpr std::size_t kUsualSize = 768;

std::string_view NameOf(StepNote::Kind kind) {
  return kind == StepNote::Kind::kHeld ? "held" : "dropped";
}

std::optional<StepNote::Kind> NoteFromName(std::string_view name) {
  if (name == "held") return StepNote::Kind::kHeld;
  if (name == "dropped") return StepNote::Kind::kDropped;
  return std::nullopt;
}

void WriteText(std::string& out, const Text& text) {
  ObjectWriter object(out);
  json::WriteKey(object.Key("key"), text.key);
  object.Text("class", NameOf(text.text_class));
  object.Text("basis", NameOf(text.basis));
  object.Phone("from", text.from);
  object.At("decided_at", text.decided_at);
  object.At("send_by", text.send_by);
  object.Number("segments", text.segments);
  object.Text("body", text.body);
  object.Text("variant", NameOf(text.wording.variant));
  object.TextIfAny("locale", text.wording.locale);
  object.TextIfAny("arm", text.wording.arm.view());
}

void WriteItem(std::string& out, const StepNote& note) {
  ObjectWriter object(out);
  object.Text("what", NameOf(note.kind));
  object.Text("step", note.step.view());
  object.At("until", note.until);
}

void WriteItem(std::string& out, const Task& task) {
  ObjectWriter object(out);
  object.Text("kind", NameOf(task.kind));
  object.Text("to", task.to);
  object.TextIfAny("detail", task.detail);
  object.TextIfAny("quote", task.quote);
  if (task.text.has_value()) WriteText(object.Key("text"), *task.text);
}

void WriteItem(std::string& out, const ConsentEntry& entry) { json::WriteConsent(out, entry); }

void WriteItem(std::string& out, const Reason& reason) {
  ObjectWriter object(out);
  object.Text("rule", RuleOf(reason.why));
  object.Text("why", SlugOf(reason.why));
  object.TextIfAny("row", reason.row);
  object.TextIfAny("citation", reason.citation);
  if (reason.as_of.has_value()) object.Text("as_of", FormatDate(*reason.as_of));
}

template <class Items>
void WriteList(ObjectWriter& object, std::string_view key, const Items& items) {
  if (items.empty()) return;
  std::string& out = object.Key(key);
  char before = '[';
  for (const auto& item : items) {
    out += before;
    WriteItem(out, item);
    before = ',';
  }
  out += ']';
}

Text ReadText(ObjectReader text) {
  Text result;
  result.key = json::ReadKey(text.Object("key"));
  result.text_class = text.Named("class", TextClassFromName);
  result.basis = text.Named("basis", BasisFromName);
  result.from = text.Phone("from");
  result.decided_at = text.AtOrNever("decided_at");
  result.send_by = text.AtOrNever("send_by");
  result.segments = text.Count("segments");
  result.body = text.Text("body");
  // Older journals have none of these fields.
  if (text.Optional("variant") != nullptr)
    result.wording.variant = text.Named("variant", VariantFromName);
  result.wording.locale = text.TextOrEmpty("locale");
  result.wording.arm = text.ArmOrNone("arm");
  return result;
}

void ReadPhases(ObjectReader& object, RecordedDecision& decision) {
  const nlohmann::json* phases = object.Required("phase");
  if (phases == nullptr) return;
  if (!phases->is_array() || phases->size() != 2 || !(*phases)[0].is_string() ||
      !(*phases)[1].is_string()) {
    return object.Fail("phase", "the phase before and the phase after are needed");
  }
  const auto from = PhaseFromName((*phases)[0].get_ref<const std::string&>());
  const auto to = PhaseFromName((*phases)[1].get_ref<const std::string&>());
  if (!from.has_value() || !to.has_value()) return object.Fail("phase", "no such name");
  decision.from = *from;
  decision.to = *to;
}

void ReadLists(ObjectReader& object, RecordedDecision& decision) {
  object.ForEach("notes", [&](ObjectReader note) {
    decision.notes.push_back({.kind = note.Named("what", NoteFromName),
                              .step = note.Step("step"),
                              .until = note.AtOrNever("until")});
  });
  object.ForEach("tasks", [&](ObjectReader task) {
    decision.tasks.push_back({.kind = task.Named("kind", TaskKindFromName),
                              .to = task.Text("to"),
                              .detail = task.TextOrEmpty("detail"),
                              .quote = task.TextOrEmpty("quote")});
    if (task.Optional("text") != nullptr)
      decision.tasks.back().text = ReadText(task.Object("text"));
  });
  object.ForEach("consent", [&](ObjectReader entry) {
    decision.consent.push_back(json::ReadConsent(std::move(entry)));
  });
  object.ForEach("reasons", [&](ObjectReader reason) {
    decision.reasons.push_back({.rule = reason.Text("rule"),
                                .why = reason.Text("why"),
                                .row = reason.TextOrEmpty("row"),
                                .citation = reason.TextOrEmpty("citation"),
                                .as_of = reason.TextOrEmpty("as_of")});
  });
}

}  // namespace

std::string EncodeDecision(const Lead& before, const Decision& decision) {
  std::string out;
  out.reserve(kUsualSize);
  {
    ObjectWriter object(out);
    std::string& phases = object.Key("phase");
    phases += '[';
    json::AppendQuoted(phases, NameOf(before.state.phase));
    phases += ',';
    json::AppendQuoted(phases, NameOf(decision.next.phase));
    phases += ']';
    object.Number("episode", decision.next.episode);
    object.Number("version", decision.next.version);
    object.At("wake_at", decision.next.wake_at);
    if (decision.text.has_value()) WriteText(object.Key("text"), *decision.text);
    object.TrueIf("withdraw", decision.withdraw);
    WriteList(object, "notes", decision.notes);
    WriteList(object, "tasks", decision.tasks);
    WriteList(object, "consent", decision.consent);
    WriteList(object, "reasons", decision.reasons);
  }
  return out;
}

absl::StatusOr<RecordedDecision> DecodeDecision(std::string_view json) {
  nlohmann::json parsed;
  absl::Status status = json::ParseObject("decision", json, parsed);
  if (!status.ok()) return status;
  RecordedDecision decision;
  ObjectReader object(parsed, "", status);
  ReadPhases(object, decision);
  decision.episode = object.Count("episode");
  decision.version = object.Number("version", std::numeric_limits<std::uint64_t>::max());
  decision.wake_at = object.AtOrNever("wake_at");
  if (object.Optional("text") != nullptr) decision.text = ReadText(object.Object("text"));
  decision.withdraw = object.Flag("withdraw");
  ReadLists(object, decision);
  if (!status.ok()) return status;
  return decision;
}

}  // namespace textback
