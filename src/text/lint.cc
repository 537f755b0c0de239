#include "textback/text/lint.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "model/names.h"
#include "text/language.h"
#include "text/lint_text.h"
#include "textback/model/utf8.h"
#include "textback/text/stand_ins.h"

namespace textback {
namespace {

constexpr Names<2> kSeverityNames = {"warning", "error"};
constexpr Names<LintWords::kLists> kListNames = {
    "pressure",  "apology",  "promotion",  "missed_call",   "closed_start",
    "open_word", "greeting", "permission", "hard_question", "sales_talk",
    "stop",      "start",    "capitals",   "allowed"};

}  // namespace

std::string_view NameOf(Severity severity) { return NameIn(kSeverityNames, severity); }
std::string_view NameOf(LintWords::List list) { return NameIn(kListNames, list); }

// ------------------------------------------------------------------------------------------------
// words

absl::Status LintWords::Add(List list, std::string_view locale, std::string_view phrase) {
  std::string folded = lint::Fold(phrase).text;
  folded.erase(0, folded.find_first_not_of(' '));
  folded.erase(folded.find_last_not_of(' ') + 1);
  if (std::none_of(folded.begin(), folded.end(), lint::IsWordByte)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'%s' has no letter or digit; remove it", phrase));
  }
  auto language = std::find_if(languages_.begin(), languages_.end(),
                               [locale](const Language& l) { return l.locale == locale; });
  if (language == languages_.end())
    language = languages_.insert(language, {.locale = std::string(locale)});
  std::vector<Phrase>& phrases = language->phrases[static_cast<std::size_t>(list)];
  for (const Phrase& other : phrases) {
    if (other.folded != folded) continue;
    return absl::AlreadyExistsError(
        absl::StrFormat("'%s' is there already, as '%s'; remove one", phrase, other.written));
  }
  phrases.push_back({.written = std::string(phrase), .folded = std::move(folded)});
  return absl::OkStatus();
}

absl::Status LintWords::AddProfile(Profile profile) {
  if (FindProfile(profile.name) != nullptr)
    return absl::AlreadyExistsError(absl::StrFormat("'%s' is there already", profile.name));
  profiles_.push_back(std::move(profile));
  return absl::OkStatus();
}

const LintWords::Profile* LintWords::FindProfile(std::string_view name) const {
  const auto found = std::find_if(profiles_.begin(), profiles_.end(),
                                  [name](const Profile& profile) { return profile.name == name; });
  return found == profiles_.end() ? nullptr : &*found;
}

std::string_view LintWords::LanguageFor(std::string_view locale) const {
  if (locale.empty()) return languages_.empty() ? std::string_view() : languages_.front().locale;
  for (const std::string_view wanted : {locale, LanguageOf(locale)}) {
    for (const Language& language : languages_) {
      if (language.locale == wanted) return language.locale;
    }
  }
  return {};
}

const std::vector<LintWords::Phrase>& LintWords::Of(List list, std::string_view language) const {
  static const std::vector<Phrase> kNone;
  for (const Language& known : languages_) {
    if (known.locale == language) return known.phrases[static_cast<std::size_t>(list)];
  }
  return kNone;
}

std::vector<std::string_view> LintWords::Languages() const {
  std::vector<std::string_view> out;
  for (const Language& language : languages_) out.push_back(language.locale);
  return out;
}

// ------------------------------------------------------------------------------------------------
// lint

std::vector<LintFinding> Lint(const LintSubject& subject, const LintWords& words) {
  lint::Report report(subject);
  const lint::Context context{.subject = subject,
                              .words = words,
                              .language = words.LanguageFor(subject.locale),
                              .renderings = lint::RenderAll(subject),
                              .report = report};
  lint::CheckParts(context);
  lint::CheckStart(context);
  lint::CheckQuestions(context);
  lint::CheckPhrases(context);
  lint::CheckTone(context);
  lint::CheckLength(context);
  lint::CheckCharacters(context);
  lint::CheckHoles(context);
  return report.Take();
}

LintExample RenderExample(const LintSubject& subject) {
  Values values = lint::TypicalValues();
  values[Field::kTrade] = subject.trade_words;
  values[Field::kReason] = subject.reason_words;
  LintExample example{.text = lint::RenderText(subject, values)};
  example.segments = CountSegments(example.text);
  return example;
}

namespace lint {

// ------------------------------------------------------------------------------------------------
// report

void Report::Add(const Rule& rule, const Origin& place, std::string message, std::string fix) {
  LintFinding finding{.id = rule.id,
                      .rule = rule.rule,
                      .severity = rule.severity,
                      .message = std::move(message),
                      .fix = std::move(fix)};
  if (place.at != kNowhere) {
    const Template& words = place.footer ? *subject_.footer : *subject_.body;
    const std::string_view before = std::string_view(words.source()).substr(0, place.at);
    finding.in_footer = place.footer;
    finding.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    finding.column = 1 + static_cast<int>(CountCharacters(before.substr(before.rfind('\n') + 1)));
  }
  const auto same = [&finding](const LintFinding& other) {
    return std::tie(finding.id, finding.in_footer, finding.line, finding.column) ==
           std::tie(other.id, other.in_footer, other.line, other.column);
  };
  if (std::none_of(findings_.begin(), findings_.end(), same))
    findings_.push_back(std::move(finding));
}

std::vector<LintFinding> Report::Take() {
  const auto order = [](const LintFinding& finding) {
    return std::tuple(finding.severity != Severity::kError, finding.in_footer, finding.line,
                      finding.column);
  };
  std::stable_sort(
      findings_.begin(), findings_.end(),
      [&order](const LintFinding& a, const LintFinding& b) { return order(a) < order(b); });
  return std::move(findings_);
}

// ------------------------------------------------------------------------------------------------
// length: R34, R51, R52

namespace {

constexpr Rule kSegments = {"segments", "R52"};
constexpr Rule kUcs2 = {"ucs2", "R52", Severity::kWarning};
constexpr Rule kProfileLength = {"profile_length", "R52"};
constexpr Rule kHelpLength = {"help_length", "R34"};
constexpr Rule kShort = {"short", "R51", Severity::kWarning};
constexpr std::size_t kHelpCharacters = 160;
constexpr std::size_t kShortCharacters = 160;

// Says how to shorten a text that has too many segments.
std::string ShorterBy(const Context& context, const Segments& segments, std::string_view text) {
  if (segments.encoding == Encoding::kGsm7)
    return "shorten it, or leave parts of it to another step";
  const StandIns* stand_ins = context.subject.stand_ins;
  if (stand_ins != nullptr) {
    const Segments replaced = CountSegments(stand_ins->Replace(text));
    if (replaced.segments < segments.segments) {
      return absl::StrFormat("write what may stand for the characters outside GSM-7: then it is %d",
                             replaced.segments);
    }
  }
  return "do without the characters outside GSM-7: a segment holds 160 then instead of 70";
}

// Of two counts, the one that a carrier with short segments would rather refuse.
bool Exceeds(const Segments& a, const Segments& b) {
  if (a.encoding != b.encoding && b.segments > 0) return a.encoding == Encoding::kUcs2;
  return a.units > b.units;
}

// R52: some carriers take less than a segment, and can't join several.
void CheckProfile(const Context& context, const Segments& longest) {
  const LintWords::Profile* profile = context.subject.profile;
  if (profile == nullptr) return;
  const bool fits = longest.encoding == Encoding::kGsm7 && longest.units <= profile->characters;
  if (fits) return;
  const bool gsm = longest.encoding == Encoding::kGsm7;
  context.report.Add(
      kProfileLength,
      absl::StrFormat(
          "%d units of %s with long values; %s takes one segment of %d GSM-7 characters",
          longest.units, NameOf(longest.encoding), profile->name, profile->characters),
      gsm ? absl::StrFormat("shorten it by %d, or leave parts of it to another step",
                            longest.units - profile->characters)
          : std::string("do without the characters outside GSM-7, then shorten it"));
}

}  // namespace

void CheckLength(const Context& context) {
  if (context.subject.first) {
    LintSubject body = context.subject;
    body.footer = nullptr;
    const std::size_t characters = CountCharacters(RenderExample(body).text);
    if (characters > kShortCharacters) {
      context.report.Add(
          kShort,
          absl::StrFormat("%d characters before the footer with typical values; short is at most "
                          "%d",
                          characters, kShortCharacters),
          "leave what is not needed for an answer to a later step");
    }
  }
  Values values = LongValues();
  values[Field::kTrade] = context.subject.trade_words;
  Segments worst;
  unsigned worst_missing = 0;
  std::string worst_text;
  std::size_t characters = 0;
  Segments longest;
  // A fallback can be longer than the value it replaces.
  for (const Rendering& rendering : context.renderings) {
    Values some = values;
    for (std::size_t i = 0; i < kFieldCount; ++i) {
      if ((rendering.missing >> i & 1u) != 0) some.of[i] = {};
    }
    std::string text = RenderText(context.subject, some);
    Segments segments = CountSegments(text);
    if (Exceeds(segments, longest)) longest = segments;
    // Counts the text as it would be sent: with stand-ins if they save a segment.
    const StandIns* stand_ins = context.subject.stand_ins;
    if (segments.segments > context.subject.segments_max && stand_ins != nullptr &&
        segments.encoding == Encoding::kUcs2) {
      const Segments cheaper = CountSegments(stand_ins->Replace(text));
      if (cheaper.segments < segments.segments) segments = cheaper;
    }
    characters = std::max(characters, CountCharacters(text));
    if (segments.segments <= worst.segments) continue;
    worst = segments;
    worst_missing = rendering.missing;
    worst_text = std::move(text);
  }
  CheckProfile(context, longest);
  if (worst.segments > context.subject.segments_max) {
    std::string without = Without(worst_missing);
    if (!without.empty()) without.insert(0, " ");
    context.report.Add(
        kSegments,
        absl::StrFormat("%d segments (%s, %d units) with long values%s; at most %d", worst.segments,
                        NameOf(worst.encoding), worst.units, without, context.subject.segments_max),
        ShorterBy(context, worst, worst_text));
  }
  if (context.IsStep(kHelpAnswer) && characters > kHelpCharacters) {
    context.report.Add(kHelpLength,
                       absl::StrFormat("%d characters with long values; an answer to HELP has at "
                                       "most %d",
                                       characters, kHelpCharacters),
                       "say who we are, how to reach us and how to stop, and nothing else");
  }
}

namespace {

// True for characters outside GSM-7 in the template itself or in the words for the trade. Values
// are not checked: nobody can change a name.
bool MakesUcs2(const Utf8Char& c, const Origin& origin) {
  const bool trade = origin.field == static_cast<std::uint8_t>(Field::kTrade);
  return (origin.own || trade) && !IsGsm7(c.code);
}

std::size_t CountOf(std::string_view bytes, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(bytes); at != kNowhere; at = text.find(bytes, at + 1)) ++count;
  return count;
}

void AddUcs2(const Context& context, const Utf8Char& c, const Rendering& rendering,
             std::size_t at) {
  const Origin& origin = rendering.origins[at];
  const std::string_view bytes = std::string_view(rendering.text).substr(at, c.size);
  const std::size_t count = CountOf(bytes, rendering.text);
  std::string what = absl::StrFormat("'%s' (U+%04X)", bytes, static_cast<unsigned>(c.code));
  if (count > 1) what += absl::StrFormat(", %d times,", count);
  if (!origin.own) what += " in the words for the trade";
  const StandIns* stand_ins = context.subject.stand_ins;
  const std::optional<std::string_view> stand_in =
      stand_ins == nullptr ? std::nullopt : stand_ins->Of(c.code);
  context.report.Add(
      kUcs2, origin,
      what + " is outside GSM-7: with it a segment holds 70 characters instead of 160",
      !stand_in.has_value() ? "write it without this character"
      : stand_in->empty()   ? "leave it out"
                            : absl::StrFormat("write '%s' instead", *stand_in));
}

}  // namespace

// Reports each character once, at its first position.
void CheckCharacters(const Context& context) {
  std::vector<char32_t> seen;
  for (const Rendering& rendering : context.renderings) {
    for (std::size_t at = 0; at < rendering.text.size();) {
      const Utf8Char c = DecodeUtf8(rendering.text, at);
      const std::size_t here = std::exchange(at, at + c.size);
      if (!MakesUcs2(c, rendering.origins[here])) continue;
      if (std::find(seen.begin(), seen.end(), c.code) != seen.end()) continue;
      seen.push_back(c.code);
      AddUcs2(context, c, rendering, here);
    }
  }
}

}  // namespace lint
}  // namespace textback
