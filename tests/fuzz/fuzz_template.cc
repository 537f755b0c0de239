// R53: whatever the template and its values, the result is readable, bounded in length, and
// contains what the template's source says.
//
// Input: the source, then the values in the order of Field.
#include "textback/text/template.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"

namespace textback::fuzz {
namespace {

using Parts = std::array<std::vector<char>, kFieldCount>;

Values ValuesOf(const Parts& parts) {
  Values values;
  for (std::size_t i = 0; i < kFieldCount; ++i) values.of[i] = View(parts[i]);
  return values;
}

void CheckError(const absl::Status& status, std::string_view source) {
  const std::string_view message(status.message().data(), status.message().size());
  Require(status.code() == absl::StatusCode::kInvalidArgument, "a bad template is invalid");
  const std::optional<TemplateFault> fault = Template::FindFault(source);
  Require(fault.has_value() && fault->ToString() == message, "the fault is the message", message);
  Require(fault->line >= 1 && static_cast<std::size_t>(fault->line) <= CountLines(source),
          "a fault names a line", message);
  Require(fault->column >= 1, "and a column", message);
  Require(!fault->what.empty() && !fault->fix.empty(), "what is wrong and the fix", message);
  Require(IsUtf8(message), "an error is UTF-8", message);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

// A value as it is shown, checked against the rules in the header.
std::string Shown(std::string_view value) {
  static const Template kAlone = *Template::Compile("{person}");
  std::string shown;
  kAlone.Render({.of = {value}}, shown);
  Require(IsUtf8(shown) && !HasControls(shown), "a value has no control characters", shown);
  Require(shown.find('\n') == std::string::npos, "a value is one line", shown);
  const bool spaced =
      shown.starts_with(' ') || shown.ends_with(' ') || shown.find("  ") != shown.npos;
  Require(!spaced, "a value has no space too many", shown);
  const std::size_t most = IsAscii(shown) ? Template::kMaxValue : Template::kMaxValueBytes;
  Require(shown.size() <= most, "a value is cut", shown);
  std::string again;
  kAlone.Render({.of = {shown}}, again);
  Require(again == shown, "a mended value needs no mending", shown);
  return shown;
}

// Each piece is at its place in the source, after the one before it.
void CheckPieces(const Template& words) {
  const std::string_view source = words.source();
  std::size_t end = 0;
  std::size_t clause = 0;
  for (const Template::Piece& piece : words.Pieces()) {
    Require(piece.at >= end && piece.at < source.size(), "pieces are in order");
    Require(piece.words.empty() == piece.field.has_value(), "a piece is words or a gap");
    Require(piece.clause == 0 || piece.clause >= clause, "clauses are in order");
    clause = std::max(clause, piece.clause);
    if (piece.field.has_value()) {
      const std::string gap = '{' + std::string(NameOf(*piece.field));
      Require(source.substr(piece.at).starts_with(gap), "a gap is where it says", gap);
      end = piece.at + gap.size() + piece.fallback.size();
    } else {
      Require(source.substr(piece.at).starts_with(piece.words), "words are where they say");
      end = piece.at + piece.words.size();
    }
  }
}

// Reads the source again, character by character; it is known to be valid.
class TemplateReader {
 public:
  TemplateReader(std::string_view source, const std::array<std::string, kFieldCount>& shown)
      : source_(source), shown_(shown) {}

  std::string Run() {
    for (std::size_t at = 0; at < source_.size();) at = Next(at);
    return out_;
  }

 private:
  std::size_t Next(std::size_t at) {
    const char c = source_[at];
    const bool special = c == '{' || c == '}' || c == '[' || c == ']';
    if (!special || source_.substr(at + 1).starts_with(c)) {
      out_ += c;
      return at + (special ? 2 : 1);
    }
    if (c == '[') {
      clause_ = out_.size();
      missing_ = false;
    } else if (c == ']') {
      if (missing_) out_.resize(clause_);
    } else {
      return Gap(at);
    }
    return at + 1;
  }

  std::size_t Gap(std::size_t at) {
    const std::size_t end = source_.find('}', at);
    const std::string_view inner = source_.substr(at + 1, end - at - 1);
    const std::size_t bar = inner.find('|');
    for (const Field field : kEveryField) {
      if (NameOf(field) != inner.substr(0, bar)) continue;
      const std::string_view value = shown_[static_cast<std::size_t>(field)];
      missing_ = missing_ || (value.empty() && bar == std::string_view::npos);
      out_ += value.empty() && bar != std::string_view::npos ? inner.substr(bar + 1) : value;
    }
    return end + 1;
  }

  const std::string_view source_;
  const std::array<std::string, kFieldCount>& shown_;
  std::string out_;
  std::size_t clause_ = 0;
  bool missing_ = false;
};

void CheckRendering(const Template& words, const Values& values) {
  std::array<std::string, kFieldCount> shown;
  for (std::size_t i = 0; i < kFieldCount; ++i) shown[i] = Shown(values.of[i]);

  std::string out = "kept";
  words.Render(values, out);
  Require(out.starts_with("kept"), "what was in the buffer stays", out);
  out.erase(0, 4);
  Require(IsUtf8(out), "a text is UTF-8", out);
  Require(!HasControls(out), "a text has no control characters but line breaks", out);
  Require(!TurnsDirection(out), "a text reads in one direction", out);
  const std::string& source = words.source();
  Require(CountLines(out) <= CountLines(source), "line breaks are the template's own", out);
  const auto gaps = static_cast<std::size_t>(std::count(source.begin(), source.end(), '{'));
  Require(out.size() <= source.size() + gaps * Template::kMaxValueBytes,
          "a text is no longer than its words and values", out);
  Require(out == TemplateReader(source, shown).Run(), "a text is what its source says", out);

  std::string again;
  again.reserve(Template::kMaxSource * 8);
  words.Render(values, again);
  Require(again == out, "rendered twice is the same", again);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::vector<char> source = input.Part();
  Parts values;
  for (std::vector<char>& value : values) value = input.Part();
  const absl::StatusOr<Template> words = Template::Compile(View(source));
  if (!words.ok()) {
    CheckError(words.status(), View(source));
    return 0;
  }
  Require(words->source() == View(source), "a template keeps its source");
  Require(IsUtf8(View(source)) && !HasControls(View(source)), "bad characters are refused");
  Require(source.size() <= Template::kMaxSource, "what is too long is refused");
  CheckPieces(*words);
  CheckRendering(*words, ValuesOf(values));
  CheckRendering(*words, {});
  return 0;
}

}  // namespace textback::fuzz
