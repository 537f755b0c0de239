#include "config/script_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "config/reasons.h"
#include "config/yaml_values.h"
#include "textback/config/lint_yaml.h"
#include "textback/config/words_data.h"

namespace textback::config {
namespace {

constexpr std::array<std::string_view, 4> kVariants = {"plain", "known", "late", "voicemail"};
constexpr std::string_view kAnyTrade = "any";

// Compiles a template. Reports a fault with its line in the file.
absl::StatusOr<Template> ReadTemplate(const YamlFile& file, const YamlNode& node,
                                      std::string_view path) {
  if (node.kind != YamlNode::Kind::kText) {
    return file.Error(node.line, path,
                      absl::StrFormat("%s where the words belong", NameOf(node.kind)));
  }
  std::string_view words = node.text;
  if (node.text_line != node.line && words.ends_with('\n'))
    words.remove_suffix(1);  // a block ("|") ends with a newline
  if (const std::optional<TemplateFault> fault = Template::FindFault(words); fault.has_value()) {
    return file.Error(node.text_line + fault->line - 1, path,
                      absl::StrFormat("column %d: %s; %s", fault->column, fault->what, fault->fix));
  }
  return Template::Compile(words);
}

bool SaysTrade(const Template& words) {
  const std::vector<Template::Piece> pieces = words.Pieces();
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const Template::Piece& piece) { return piece.field == Field::kTrade; });
}

class ScriptReader {
 public:
  ScriptReader(const YamlFile& file, const ScriptRequest& request)
      : file_(file), request_(request), script_(std::make_shared<Script>()) {}

  absl::StatusOr<ScriptResult> Run(const YamlNode& languages) {
    script_->SetStandIns(BuiltInStandIns());
    // The fields that words may use must be known before any language's words are read.
    for (const YamlField& language : languages.fields) {
      if (absl::Status status = ReadTrades(language); !status.ok()) return status;
    }
    for (const YamlField& language : languages.fields) {
      if (absl::Status status = ReadLanguage(language); !status.ok()) return status;
    }
    const YamlField& first = languages.fields.front();
    for (const PlaybookStep& step : request_.steps) {
      const bool has_words = std::any_of(
          script_->entries().begin(), script_->entries().end(), [&](const Script::Entry& entry) {
            return entry.step == step.name && entry.locale == first.name;
          });
      if (has_words) continue;
      return file_.Error(
          first.line, absl::StrFormat("languages.%s.words", first.name),
          absl::StrFormat("no words for step %s; the first language has words for every step",
                          Quoted(step.name.view())));
    }
    for (const PlaybookStep& step : request_.steps) {
      if (absl::Status status = CheckArms(step, first); !status.ok()) return status;
    }
    if (absl::Status status = script_->Check(request_.footers); !status.ok())
      return file_.Error(languages.line, "languages", MessageOf(status));
    script_->SetSource(request_.source);
    if (request_.lint) LintAll();
    return ScriptResult{.script = std::move(script_), .findings = std::move(findings_)};
  }

 private:
  // The position of a script entry in the file.
  struct Place {
    std::string path;
    int line;
    int footer_line;
  };

  // R54: two arms with the same words compare nothing. One arm may have no words and use the common
  // ones.
  absl::Status CheckArms(const PlaybookStep& step, const YamlField& language) const {
    const Arm* silent = nullptr;
    for (const Arm& arm : step.arms) {
      const bool says = std::any_of(script_->entries().begin(), script_->entries().end(),
                                    [&](const Script::Entry& entry) {
                                      return entry.step == step.name && entry.arm == arm.name &&
                                             entry.locale == language.name;
                                    });
      if (arm.ended || says) continue;
      if (silent != nullptr) {
        return file_.Error(
            language.line,
            absl::StrFormat("languages.%s.words.%s.arms", language.name, step.name.view()),
            absl::StrFormat("%s and %s have no words of their own and would say the same; give "
                            "words to one, or take the test out",
                            Quoted(silent->name.view()), Quoted(arm.name.view())));
      }
      silent = &arm;
    }
    return absl::OkStatus();
  }

  absl::Status ReadLanguage(const YamlField& field) {
    const absl::StatusOr<std::string> locale = ParseLocale(field.name);
    if (!locale.ok()) return file_.Error(field.line, "languages", MessageOf(locale.status()));
    locale_ = *locale;
    path_ = "languages." + locale_;
    const bool footers = request_.footers == Script::Footers::kNeeded;
    FieldReader fields(
        file_, field.value, path_,
        {"footer", "trades", "reasons", "words", "known_by", "asked_by", "other_language"});
    if (footers) fields.Require("footer");
    fields.Require("words");
    const YamlNode* words = fields.Mapping("words");
    ReadTongue(fields);
    if (!fields.ok()) return fields.status();
    const YamlNode* reasons = fields.Mapping("reasons");
    if (!fields.ok()) return fields.status();
    if (absl::Status status =
            ReadReasons(file_, reasons, path_ + ".reasons", locale_, script_->reasons());
        !status.ok())
      return status;
    for (const YamlField& member : field.value.fields) {
      if (member.name != "footer") continue;
      if (!footers) {
        return file_.Error(member.line, path_ + ".footer",
                           "no footer belongs here: these texts are complete in themselves");
      }
      absl::StatusOr<Template> footer = ReadTemplate(file_, member.value, path_ + ".footer");
      if (!footer.ok()) return footer.status();
      footer_line_ = member.value.text_line;
      if (absl::Status status = script_->AddFooter(locale_, *std::move(footer)); !status.ok())
        return file_.Error(field.line, path_, MessageOf(status));
    }
    for (const YamlField& step : words->fields) {
      if (absl::Status status = ReadStepWords(step); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // R57: by which words the language is known, and how to go on in another one.
  void ReadTongue(FieldReader& fields) {
    std::vector<std::string> known_by;
    std::vector<std::string> asked_by;
    std::string other;
    fields.OptionalTexts("known_by", &ParseLine, known_by);
    fields.OptionalTexts("asked_by", &ParseLine, asked_by);
    fields.Optional("other_language", &ParseShown, other);
    if (!fields.ok()) return;
    if (!other.empty()) script_->SetOtherLanguage(locale_, std::move(other));
    if (known_by.empty() && asked_by.empty()) return;
    const absl::Status status = script_->languages().Add(locale_, known_by, asked_by);
    if (!status.ok()) fields.Fail(fields.LineOf("known_by"), "known_by", MessageOf(status));
  }

  // Reads `trades` of a language: which trades there are, their words, and the words people use for
  // them.
  absl::Status ReadTrades(const YamlField& language) {
    const auto& members = language.value.fields;
    const auto trades = std::find_if(members.begin(), members.end(), [](const YamlField& member) {
      return member.name == "trades";
    });
    if (trades == members.end()) return absl::OkStatus();
    const std::string path = absl::StrFormat("languages.%s.trades", language.name);
    const FieldReader fields(file_, trades->value, path);
    if (!fields.ok()) return fields.status();
    for (const YamlField& field : trades->value.fields) {
      const std::string here = absl::StrFormat("%s.%s", path, field.name);
      const absl::StatusOr<TradeId> trade = TradeId::Parse(field.name);
      if (!trade.ok()) return file_.Error(field.line, path, MessageOf(trade.status()));
      if (field.name == kAnyTrade)
        return file_.Error(field.line, here, "stands for every trade; call this one differently");
      if (absl::Status status = ReadTrade(field, here, language.name, *trade); !status.ok())
        return status;
    }
    return absl::OkStatus();
  }

  // Reads `drain: drain` or `drain: {say: drain, heard: [clogged, sewer]}`.
  absl::Status ReadTrade(const YamlField& field, const std::string& path, std::string_view locale,
                         const TradeId& trade) {
    std::string say;
    std::vector<std::string> heard;
    if (field.value.kind == YamlNode::Kind::kMapping) {
      FieldReader fields(file_, field.value, path, {"say", "heard"});
      fields.Required("say", &ParseShown, say);
      fields.OptionalTexts("heard", &ParseLine, heard);
      if (!fields.ok()) return fields.status();
    } else {
      const bool text = field.value.kind == YamlNode::Kind::kText;
      const absl::StatusOr<std::string> said = ParseShown(text ? field.value.text : "");
      if (!said.ok()) return file_.Error(field.line, path, MessageOf(said.status()));
      say = *said;
    }
    const absl::Status status = script_->trades().Add(locale, trade, std::move(say), heard);
    return status.ok() ? status : file_.Error(field.line, path, MessageOf(status));
  }

  absl::Status ReadStepWords(const YamlField& field) {
    const std::string words_path = path_ + ".words";
    const absl::StatusOr<std::size_t> index = FindStep(request_.steps, field.name);
    if (!index.ok()) return file_.Error(field.line, words_path, MessageOf(index.status()));
    const PlaybookStep& step = request_.steps[*index];
    const std::string path = absl::StrFormat("%s.%s", words_path, field.name);
    FieldReader fields(file_, field.value, path,
                       {kVariants[0], kVariants[1], kVariants[2], kVariants[3], "arms"});
    fields.Require("plain");
    const YamlNode* arms = fields.Mapping("arms");
    if (!fields.ok()) return fields.status();
    if (absl::Status status = ReadVariants(field.value, path, step, ArmName()); !status.ok())
      return status;
    for (std::size_t i = 0; arms != nullptr && i < arms->fields.size(); ++i) {
      const YamlField& arm = arms->fields[i];
      const std::string here = absl::StrFormat("%s.arms.%s", path, arm.name);
      const auto found = std::find_if(step.arms.begin(), step.arms.end(),
                                      [&](const Arm& one) { return one.name.view() == arm.name; });
      if (found == step.arms.end()) {
        return file_.Error(arm.line, here,
                           absl::StrFormat("step %s has no such arm; name it under steps",
                                           Quoted(step.name.view())));
      }
      FieldReader variants(file_, arm.value, here,
                           {kVariants[0], kVariants[1], kVariants[2], kVariants[3]});
      if (!variants.ok()) return variants.status();
      if (absl::Status status = ReadVariants(arm.value, here, step, found->name); !status.ok())
        return status;
    }
    return absl::OkStatus();
  }

  absl::Status ReadVariants(const YamlNode& node, const std::string& path, const PlaybookStep& step,
                            const ArmName& arm) {
    for (const YamlField& variant : node.fields) {
      const std::optional<Variant> kind = VariantFromName(variant.name);
      if (!kind.has_value()) continue;  // the field "arms"
      const Script::Key key{.step = step.name, .variant = *kind, .arm = arm, .locale = locale_};
      const std::string here = absl::StrFormat("%s.%s", path, variant.name);
      if (absl::Status status = ReadByTrade(variant.value, here, key); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // Reads one text, or one text per trade.
  absl::Status ReadByTrade(const YamlNode& node, const std::string& path, Script::Key key) {
    if (node.kind != YamlNode::Kind::kMapping) return AddWords(node, path, key);
    FieldReader fields(file_, node, path);
    if (key.arm.empty()) fields.Require(kAnyTrade);
    if (!fields.ok()) return fields.status();
    for (const YamlField& field : node.fields) {
      const std::string here = absl::StrFormat("%s.%s", path, field.name);
      key.trade = TradeId();
      if (field.name != kAnyTrade) {
        const absl::StatusOr<TradeId> trade = TradeId::Parse(field.name);
        if (!trade.ok()) return file_.Error(field.line, path, MessageOf(trade.status()));
        if (!script_->trades().Names(*trade)) {
          return file_.Error(
              field.line, path,
              absl::StrFormat("no trade %s under trades, in any language%s", Quoted(field.name),
                              NearTrades(field.name, script_->trades().all())));
        }
        key.trade = *trade;
      }
      if (absl::Status status = AddWords(field.value, here, key); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status AddWords(const YamlNode& node, const std::string& path, const Script::Key& key) {
    absl::StatusOr<Template> words = ReadTemplate(file_, node, path);
    if (!words.ok()) return words.status();
    if (absl::Status status = script_->Add(key, *std::move(words)); !status.ok())
      return file_.Error(node.line, path, MessageOf(status));
    places_.push_back({.path = path, .line = node.text_line, .footer_line = footer_line_});
    return absl::OkStatus();
  }

  // Lints every text with every trade that may appear in it. A finding that several trades share is
  // reported once.
  void LintAll() {
    for (std::size_t i = 0; i < script_->entries().size(); ++i) {
      const Script::Entry& entry = script_->entries()[i];
      std::vector<LintFinding> findings;
      for (const TradeId& trade : SaidWith(entry)) {
        for (LintFinding& finding : LintEntry(entry, trade)) {
          const bool known =
              std::any_of(findings.begin(), findings.end(), [&](const LintFinding& other) {
                return other.id == finding.id && other.line == finding.line &&
                       other.column == finding.column && other.in_footer == finding.in_footer;
              });
          if (!known) findings.push_back(std::move(finding));
        }
      }
      for (LintFinding& finding : findings) AddFinding(places_[i], std::move(finding));
    }
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const WordsFinding& a, const WordsFinding& b) {
                       return a.finding.severity > b.finding.severity;
                     });
  }

  // The trades that an entry may appear with. The empty trade comes last, for a lead whose trade is
  // unknown.
  std::vector<TradeId> SaidWith(const Script::Entry& entry) const {
    if (!entry.trade.empty()) return {entry.trade};
    const Template* footer = script_->FooterOf(entry.locale);
    const bool says = SaysTrade(entry.words) || (footer != nullptr && SaysTrade(*footer));
    if (!says) return {TradeId()};
    const std::span<const TradeId> all = script_->trades().all();
    std::vector<TradeId> trades(all.begin(), all.end());
    trades.emplace_back();
    return trades;
  }

  std::vector<LintFinding> LintEntry(const Script::Entry& entry, const TradeId& trade) const {
    const PlaybookStep& step = request_.steps[*FindStep(request_.steps, entry.step.view())];
    const bool playbook = request_.footers == Script::Footers::kNeeded;
    return Lint({.step = entry.step,
                 .first = playbook && step.name == request_.steps.front().name,
                 .text_class = step.text_class,
                 .inquiry = request_.inquiry,
                 .locale = entry.locale,
                 .body = &entry.words,
                 .footer = script_->FooterOf(entry.locale),
                 .trade_words = script_->trades().SaidIn(entry.locale, trade),
                 .reason_words = LongestReason(script_->reasons(), entry.locale),
                 .asks_consent = step.asks_consent,
                 .segments_max = request_.segments_max,
                 .profile = request_.profile,
                 .stand_ins = script_->stand_ins()},
                *BuiltInLintWords());
  }

  void AddFinding(const Place& place, LintFinding finding) {
    const int begin = finding.in_footer ? place.footer_line : place.line;
    const int line = begin + std::max(finding.line, 1) - 1;
    // A footer exists once per language, so its findings are reported once, whatever texts it
    // follows.
    const bool known =
        finding.in_footer &&
        std::any_of(findings_.begin(), findings_.end(), [&](const WordsFinding& other) {
          return other.finding.in_footer && other.line == line && other.finding.id == finding.id &&
                 other.finding.column == finding.column;
        });
    if (known) return;
    findings_.push_back(
        {.file = file_.name, .line = line, .path = place.path, .finding = std::move(finding)});
  }

  const YamlFile& file_;
  const ScriptRequest& request_;
  std::shared_ptr<Script> script_;
  std::vector<Place> places_;  // of the script's entries
  std::vector<WordsFinding> findings_;
  std::string locale_;  // of the language that is being read
  std::string path_;
  int footer_line_ = 0;
};

}  // namespace

absl::StatusOr<std::size_t> FindStep(const std::vector<PlaybookStep>& steps,
                                     std::string_view text) {
  std::vector<std::string_view> names;
  for (const PlaybookStep& step : steps) {
    if (step.name.view() == text) return names.size();
    names.push_back(step.name.view());
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("no step %s%s", Quoted(text), DidYouMean(text, names)));
}

absl::StatusOr<ScriptResult> ReadScript(const YamlFile& file, FieldReader& fields,
                                        const ScriptRequest& request) {
  fields.Require("languages");
  const YamlNode* languages = fields.Mapping("languages");
  if (!fields.ok()) return fields.status();
  if (languages->fields.empty())
    return file.Error(languages->line, "languages", "none; add one, as in  en:");
  return ScriptReader(file, request).Run(*languages);
}

}  // namespace textback::config
