#include <absl/status/statusor.h>

#include <utility>

#include "config/embedded.h"
#include "config/script_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/config/words_data.h"

namespace textback {
namespace {

// The tests cover all built-in data, so a failure here is a broken build, not bad input: it crashes
// with its message. Never destroyed: threads may still use it at exit.
template <class T>
const T& Keep(absl::StatusOr<T> parsed) {
  return *new T(*std::move(parsed));
}

SharedSource Source(std::string_view name, std::string_view text) {
  return NewSource(std::string(name), std::string(text));
}

const std::vector<SharedSource>& NumberingSources() {
  static const auto& sources = *new std::vector<SharedSource>{
      Source("numbering/nanp.tsv", embedded::kNanpTsv),
      Source("numbering/world.tsv", embedded::kWorldTsv),
      Source("numbering/mends.yaml", embedded::kMendsYaml),
      Source("numbering/kinds.yaml", embedded::kKindsYaml),
      Source("numbering/regions.yaml", embedded::kRegionsYaml),
      Source("numbering/postal_codes.yaml", embedded::kPostalCodesYaml)};
  return sources;
}

PlaybookFile ReadBuiltIn(std::string_view yaml, std::string_view file_name) {
  return config::ReadPlaybook(yaml, file_name, config::Linting::kDone).value().file;
}

}  // namespace

const Playbooks& BuiltInPlaybooks() {
  static const Playbooks& playbooks =
      *new Playbooks{.of = {ReadBuiltIn(embedded::kTwoTextYaml, "two_text.yaml"),
                            ReadBuiltIn(embedded::kWebFormYaml, "web_form.yaml"),
                            ReadBuiltIn(embedded::kInboundTextYaml, "inbound_text.yaml"),
                            {}},
                     .service = BuiltInServiceWords().script};
  return playbooks;
}

const PlaybookFile& TwoTextPlaybook() { return BuiltInPlaybooks()[InquiryKind::kMissedCall]; }

const ServiceFile& BuiltInServiceWords() {
  static const auto& words = Keep(
      config::ReadServiceWords(embedded::kServiceYaml, "service.yaml", config::Linting::kDone));
  return words;
}

const HolidayTables& BuiltInHolidays() {
  static const auto& tables = Keep(ParseHolidays(embedded::kHolidaysYaml, "holidays.yaml"));
  return tables;
}

absl::StatusOr<std::vector<RulebookRow>> config::BuiltInRowsLike(std::span<const RulebookRow> own) {
  std::vector<RulebookRow> all;
  for (const auto& [yaml, name] : {std::pair(embedded::kUnknownYaml, "unknown.yaml"),
                                   std::pair(embedded::kCanadaYaml, "canada.yaml"),
                                   std::pair(embedded::kUnitedStatesYaml, "united_states.yaml")}) {
    absl::StatusOr<std::vector<RulebookRow>> rows =
        ParseRulebookRows(yaml, name, BuiltInHolidays(), own);
    if (!rows.ok()) return rows.status();
    for (RulebookRow& row : *rows) all.push_back(std::move(row));
  }
  return all;
}

const std::vector<RulebookRow>& BuiltInRows() {
  static const auto& rows = Keep(config::BuiltInRowsLike({}));
  return rows;
}

const std::vector<SharedSource>& config::BuiltInLaw() {
  static const auto& law = *new std::vector<SharedSource>{
      Source("holidays.yaml", embedded::kHolidaysYaml),
      Source("rulebooks/unknown.yaml", embedded::kUnknownYaml),
      Source("rulebooks/canada.yaml", embedded::kCanadaYaml),
      Source("rulebooks/united_states.yaml", embedded::kUnitedStatesYaml)};
  return law;
}

const std::shared_ptr<const Rulebooks>& BuiltInRulebooks() {
  static const auto& rulebooks = Keep(Rulebooks::Make(BuiltInRows(), config::BuiltInLaw()));
  return rulebooks;
}

const std::shared_ptr<const Numbering>& BuiltInNumbering() {
  static const auto& numbering = Keep(ParseNumbering({.nanp = embedded::kNanpTsv,
                                                      .world = embedded::kWorldTsv,
                                                      .mends = embedded::kMendsYaml,
                                                      .kinds = embedded::kKindsYaml}));
  return numbering;
}

std::string NumberingAsOf() {
  constexpr std::string_view kMark = "# As of: ";
  const std::size_t at = embedded::kNanpTsv.find(kMark);
  return std::string(embedded::kNanpTsv.substr(at + kMark.size(), 10));
}

const std::vector<Region>& BuiltInRegions() {
  static const auto& regions = Keep(ParseRegions(embedded::kRegionsYaml, "regions.yaml"));
  return regions;
}

const std::vector<PostalPrefix>& BuiltInPostalCodes() {
  static const auto& codes =
      Keep(ParsePostalCodes(embedded::kPostalCodesYaml, "postal_codes.yaml"));
  return codes;
}

absl::StatusOr<std::shared_ptr<const Places>> PlacesWith(
    std::shared_ptr<const Rulebooks> rulebooks) {
  return Places::Make({.rulebooks = std::move(rulebooks),
                       .numbering = BuiltInNumbering(),
                       .regions = BuiltInRegions(),
                       .postal_codes = BuiltInPostalCodes(),
                       .zones = Zone::LoadAll(),
                       .sources = NumberingSources()});
}

absl::StatusOr<std::shared_ptr<const Places>> BuiltInPlaces() {
  static const auto& places =
      *new absl::StatusOr<std::shared_ptr<const Places>>(PlacesWith(BuiltInRulebooks()));
  return places;
}

std::vector<SharedSource> BuiltInReplyWords() {
  return {NewSource("replies.yaml", std::string(embedded::kRepliesYaml)),
          NewSource("replies_en.yaml", std::string(embedded::kRepliesEnYaml)),
          NewSource("replies_fr.yaml", std::string(embedded::kRepliesFrYaml)),
          NewSource("replies_es.yaml", std::string(embedded::kRepliesEsYaml))};
}

const std::shared_ptr<const AskedTimes>& BuiltInAsks() {
  static const auto& asks = Keep(ParseAskWords(embedded::kAsksYaml, "asks.yaml"));
  return asks;
}

const std::shared_ptr<const ReplyClassifier>& BuiltInReplies() {
  static const auto& replies = Keep(ParseReplyWords(
      BuiltInReplyWords(), *ParseOpinion(embedded::kOpinionTxt, "opinion.txt"), BuiltInAsks()));
  return replies;
}

absl::StatusOr<std::shared_ptr<const Places>> LoadPlaces(const std::string& rulebook_path) {
  if (rulebook_path.empty()) return BuiltInPlaces();
  absl::StatusOr<std::shared_ptr<const Rulebooks>> rulebooks = LoadRulebooks(rulebook_path);
  if (!rulebooks.ok()) return rulebooks.status();
  return PlacesWith(*std::move(rulebooks));
}

}  // namespace textback
