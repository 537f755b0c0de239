// An account as YAML. Written by hand because the core links no YAML library; a test reads it back.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/policy/account.h"

namespace textback {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// A text in double quotes, which YAML reads in the same way as JSON.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      absl::StrAppendFormat(&out, "\\x%02x", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

class Writer {
 public:
  void Text(std::string_view name, std::string_view text) {
    if (!text.empty()) Raw(name, Quoted(text));
  }
  void Flag(std::string_view name, bool flag) { Raw(name, flag ? "true" : "false"); }
  void Count(std::string_view name, std::uint32_t count) { Raw(name, absl::StrCat(count)); }
  template <class Values, class Name>
  void List(std::string_view name, const Values& values, Name name_of) {
    if (values.empty()) return;
    std::string list = "[";
    for (const auto& value : values) {
      if (list.size() > 1) list += ", ";
      list += Quoted(name_of(value));
    }
    Raw(name, list + "]");
  }
  void Numbers(std::string_view name, const std::vector<PhoneNumber>& numbers) {
    List(name, numbers, [](PhoneNumber number) { return number.ToE164(); });
  }
  void Texts(std::string_view name, const std::vector<std::string>& texts) {
    List(name, texts, [](const std::string& text) { return std::string_view(text); });
  }
  void Hours(std::string_view name, const WeekHours& week) {
    std::string days = "{";
    for (std::size_t day = 0; day < week.size(); ++day) {
      const auto& [open, close] = week[day];
      absl::StrAppendFormat(&days, "%s%s: ", day == 0 ? "" : ", ", kDays[day]);
      if (week[day].closed()) {
        days += "closed";
      } else {
        absl::StrAppendFormat(&days, "\"%02d:%02d-%02d:%02d\"", open / 60, open % 60, close / 60,
                              close % 60);
      }
    }
    Raw(name, days + "}");
  }
  // The fields until Outdent are those of a mapping.
  void Indent(std::string_view name) {
    Raw(name, "");
    indent_ = "  ";
  }
  void Outdent() { indent_ = ""; }
  // Begins an item of a list; its first field follows the dash.
  void Item() {
    item_ = true;
    indent_ = "    ";
  }
  void Raw(std::string_view name, std::string_view value) {
    absl::StrAppendFormat(&out_, "%s%s:%s%s\n", item_ ? "  - " : indent_, name,
                          value.empty() ? "" : " ", value);
    item_ = false;
  }
  void RawItem(std::string_view item) { absl::StrAppendFormat(&out_, "  - %s\n", item); }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
  std::string_view indent_;
  bool item_ = false;
};

}  // namespace

namespace {

void WritePhones(const PhoneSystem& phones, Writer& yaml) {
  yaml.Texts("extensions", phones.extensions);
  yaml.Texts("trunks", phones.trunks);
  yaml.Texts("ring_groups", phones.ring_groups);
  yaml.Texts("menus", phones.menus);
  yaml.Numbers("caller_ids", phones.caller_ids);
  yaml.Numbers("mobiles", phones.mobiles);
  if (phones.inbound_contexts.empty() && phones.outbound_contexts.empty() &&
      phones.internal_contexts.empty())
    return;
  yaml.Indent("contexts");
  yaml.Texts("inbound", phones.inbound_contexts);
  yaml.Texts("outbound", phones.outbound_contexts);
  yaml.Texts("internal", phones.internal_contexts);
  yaml.Outdent();
}

// By language, in the order in which the languages were added.
void WriteReasons(const ScheduleWords& reasons, Writer& yaml) {
  if (reasons.empty()) return;
  std::vector<std::pair<std::string_view, std::string>> languages;
  for (const ScheduleWords::Said& said : reasons.said()) {
    auto known = std::find_if(languages.begin(), languages.end(),
                              [&](const auto& one) { return one.first == said.locale; });
    if (known == languages.end()) known = languages.insert(known, {said.locale, ""});
    absl::StrAppendFormat(&known->second, "%s%s: %s", known->second.empty() ? "" : ", ",
                          NameOf(said.schedule),
                          said.words.empty() ? std::string("none") : Quoted(said.words));
  }
  yaml.Indent("reasons");
  for (const auto& [locale, words] : languages) yaml.Raw(locale, "{" + words + "}");
  yaml.Outdent();
}

std::string Written(Instant at) { return Quoted(FormatRfc3339(at)); }

void WriteAway(const std::vector<Away>& all, Writer& yaml) {
  if (all.empty()) return;
  yaml.Raw("away", "");
  for (const Away& away : all) {
    std::string item = "{why: " + std::string(NameOf(away.why));
    if (!away.person.empty()) item += ", person: " + Quoted(away.person.view());
    if (away.since != Instant{}) item += ", since: " + Written(away.since);
    if (away.until != kNever) item += ", until: " + Written(away.until);
    yaml.RawItem(item + "}");
  }
}

void WriteSituations(const Account& account, Writer& yaml) {
  if (account.situations.empty()) return;
  yaml.Indent("situations");
  for (const auto& [situation, hours] : account.situations) yaml.Hours(NameOf(situation), hours);
  yaml.Outdent();
}

}  // namespace

std::string AccountYaml(const Account& account) {
  Writer yaml;
  yaml.Text("id", account.id.view());
  yaml.Text("name", account.name);
  yaml.Text("person", account.person);
  yaml.Text("zone", account.zone->name());
  yaml.Text("region", account.region);
  yaml.Numbers("lines", account.lines);
  yaml.Numbers("blocked", account.blocked);
  WritePhones(account.phones, yaml);
  yaml.Numbers("known_people", account.known_people);
  if (account.shortest_ring > Duration{0}) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(account.shortest_ring);
    yaml.Raw("shortest_ring", absl::StrCat(seconds.count(), "s"));
  }
  if (!account.callback.withheld()) yaml.Text("callback", account.callback.ToE164());
  yaml.Text("address", account.address);
  yaml.Text("locale", account.locale);
  yaml.Text("consent_reading", NameOf(account.consent_reading));
  yaml.Flag("widen_response", account.widen_response);
  yaml.Flag("answer_texts", account.answer_texts);
  yaml.Text("mode", NameOf(account.mode));
  // Hours that nobody gave say nothing about when it is open (R55), so they are not written.
  if (account.hours_given || account.hours != kUsualHours) yaml.Hours("hours", account.hours);
  WriteReasons(account.reasons, yaml);
  yaml.Flag("holding_reply", account.holding_reply);
  yaml.Texts("emergency_words", account.emergency_words);
  if (!account.emergency_text.empty()) {
    yaml.Indent("emergency_text");
    for (const auto& [locale, words] : account.emergency_text) yaml.Text(locale, words);
    yaml.Outdent();
  }
  yaml.Flag("provider_answers", account.provider_answers);
  yaml.Count("line_segments_per_minute", account.line_segments_per_minute);
  yaml.Count("texts_per_minute", account.texts_per_minute);
  yaml.Count("texts_per_hour", account.texts_per_hour);
  WriteAway(account.away, yaml);
  WriteSituations(account, yaml);
  if (account.team.empty()) return yaml.Take();
  yaml.Raw("team", "");
  for (const Member& member : account.team) {
    yaml.Item();
    yaml.Text("id", member.id.view());
    yaml.Text("name", member.name);
    yaml.List("trades", member.trades, [](const TradeId& trade) { return trade.view(); });
    yaml.Numbers("lines", member.lines);
    if (member.on_call.has_value()) yaml.Hours("on_call", *member.on_call);
    yaml.Flag("owner", member.owner);
  }
  return yaml.Take();
}

}  // namespace textback
