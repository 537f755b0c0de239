// R53: a missing value never leaves a hole.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/language.h"
#include "text/lint_text.h"
#include "textback/model/utf8.h"

namespace textback::lint {
namespace {

constexpr Rule kHole = {"hole", "R53"};

constexpr std::string_view kMarks = ",.;:!?";
bool IsSentenceEnd(char c) { return c == '.' || c == '!' || c == '?'; }
bool IsMark(char c) { return kMarks.find(c) != std::string_view::npos; }

struct Hole {
  std::string what;
  std::string_view fix;
};

constexpr std::string_view kMoveSpace =
    "put the space inside the clause or fallback it goes with, as in  your call[ about your "
    "{trade}].";
constexpr std::string_view kMoveMark =
    "put the mark inside the clause it goes with, as in  {business}[, {address}].";
constexpr std::string_view kCapital =
    "begin what follows the clause with a capital, or give the value a fallback";
constexpr std::string_view kWholeClause = "put the brackets inside the clause, as in  [ ({name})]";

// Checks one part of one rendering, byte by byte with its neighbours.
class HoleFinder {
 public:
  HoleFinder(const Context& context, const Rendering& rendering, Span part)
      : context_(context), rendering_(rendering), text_(rendering.text), part_(part) {}

  void Run() {
    if (part_.begin == part_.end) {
      Add(kNowhere, {"is empty", "keep some words outside of clauses"});
      return;
    }
    for (std::size_t at = part_.begin; at < part_.end; ++at) {
      std::optional<Hole> hole = AtEdge(at);
      if (!hole.has_value()) hole = Space(at);
      if (!hole.has_value()) hole = Mark(at);
      if (!hole.has_value()) hole = Brackets(at);
      if (!hole.has_value()) hole = SmallStart(at);
      if (hole.has_value()) Add(at, *hole);
    }
  }

 private:
  bool BeginsLine(std::size_t at) const { return at == part_.begin || text_[at - 1] == '\n'; }
  bool EndsLine(std::size_t at) const { return at + 1 == part_.end || text_[at + 1] == '\n'; }
  char Next(std::size_t at) const { return at + 1 == part_.end ? '\n' : text_[at + 1]; }

  std::optional<Hole> AtEdge(std::size_t at) const {
    if (text_[at] == ' ' && BeginsLine(at)) return Hole{"begins with a space", kMoveSpace};
    if (text_[at] == ' ' && EndsLine(at)) return Hole{"ends with a space", kMoveSpace};
    // "...and one more thing" is correct.
    if (IsMark(text_[at]) && BeginsLine(at) && Next(at) != '.')
      return Hole{absl::StrFormat("begins with '%c'", text_[at]), kMoveMark};
    if (text_[at] == '\n' && at > part_.begin && text_[at - 1] == '\n' && !rendering_.IsJoined(at))
      return Hole{"has an empty line", "put the line break inside the clause"};
    return std::nullopt;
  }

  std::optional<Hole> Space(std::size_t at) const {
    if (at == part_.begin || text_[at - 1] != ' ') return std::nullopt;
    if (text_[at] == ' ' && at > part_.begin + 1 && text_[at - 2] == ' ') return std::nullopt;
    if (text_[at] == ' ') return Hole{"has two spaces in a row", kMoveSpace};
    if (!IsMark(text_[at])) return std::nullopt;
    const bool joined = rendering_.IsJoined(at);
    // French puts a space before these marks. " ..." and " :)" are correct in any language.
    const std::string_view locale = context_.subject.locale;
    const bool french = LanguageOf(locale) == "fr";
    if (joined && french && text_[at] != ',' && text_[at] != '.') return std::nullopt;
    if (joined && text_[at] == '.' && Next(at) == '.') return std::nullopt;
    if (joined && (text_[at] == ':' || text_[at] == ';') && Next(at) != ' ' && !EndsLine(at))
      return std::nullopt;
    return Hole{absl::StrFormat("has a space before '%c'", text_[at]), kMoveSpace};
  }

  std::optional<Hole> Mark(std::size_t at) const {
    if (at == part_.begin || !IsMark(text_[at]) || !IsMark(text_[at - 1])) return std::nullopt;
    const char before = text_[at - 1];
    // "?!" and "..." are correct; ",." never is. A value may end in a full stop of its own.
    if (IsSentenceEnd(before) && (rendering_.IsJoined(at) || !rendering_.origins[at - 1].own))
      return std::nullopt;
    return Hole{absl::StrFormat("has '%c%c'", before, text_[at]), kMoveMark};
  }

  std::optional<Hole> Brackets(std::size_t at) const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPairs = {
        {{"(", ")"}, {"[", "]"}, {"{", "}"}, {"\"", "\""}, {"«", "»"}, {"“", "”"}}};
    const std::string_view rest = text_.substr(at, part_.end - at);
    for (const auto& [open, close] : kPairs) {
      if (!rest.starts_with(open)) continue;
      std::string_view inner = rest.substr(open.size());
      // In `"a" "b"` the middle two quotes with a space are not an empty pair.
      if (open != close) inner.remove_prefix(std::min(inner.find_first_not_of(' '), inner.size()));
      if (inner.starts_with(close))
        return Hole{absl::StrFormat("has an empty pair %s%s", open, close), kWholeClause};
    }
    return std::nullopt;
  }

  // A lower-case letter at the start of a sentence, if the sentence starts there only because
  // something before it is missing or a fallback is used.
  std::optional<Hole> SmallStart(std::size_t at) const {
    const Origin& origin = rendering_.origins[at];
    if (!origin.own || !IsLower(DecodeUtf8(text_, at).code)) return std::nullopt;
    const bool whole = origin.at == 0 || rendering_.IsJoined(at);
    if (BeginsLine(at)) {
      if (whole) return std::nullopt;
    } else {
      if (at < part_.begin + 2 || text_[at - 1] != ' ' || !IsSentenceEnd(text_[at - 2]))
        return std::nullopt;
      if (!rendering_.origins[at - 2].own || (whole && rendering_.IsJoined(at - 1)))
        return std::nullopt;
    }
    return Hole{"has a sentence that begins with a small letter", kCapital};
  }

  // Returns a few words around the place, so that nobody has to count columns.
  std::string Around(std::size_t at) const {
    constexpr std::size_t kReach = 16;
    const auto inside = [this](std::size_t i) { return i < part_.end && IsUtf8Tail(text_[i]); };
    std::size_t begin = at < part_.begin + kReach ? part_.begin : at - kReach;
    std::size_t end = std::min(at + kReach, part_.end);
    while (inside(begin)) --begin;
    while (inside(end)) ++end;
    return absl::StrFormat("%s%s%s", begin == part_.begin ? "" : "...",
                           text_.substr(begin, end - begin), end == part_.end ? "" : "...");
  }

  void Add(std::size_t at, const Hole& hole) {
    const std::string_view part = part_.begin == rendering_.body.begin ? "text" : "footer";
    std::string message = Without(rendering_.missing);
    if (!message.empty()) message += ' ';
    message += absl::StrFormat("the %s %s", part, hole.what);
    Origin place;
    if (at != kNowhere) {
      message += absl::StrFormat(": \"%s\"", Around(at));
      place = rendering_.origins[at];
    }
    context_.report.Add(kHole, place, std::move(message), std::string(hole.fix));
  }

  const Context& context_;
  const Rendering& rendering_;
  std::string_view text_;
  Span part_;
};

}  // namespace

void CheckHoles(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    HoleFinder(context, rendering, rendering.body).Run();
    if (context.subject.footer != nullptr) HoleFinder(context, rendering, rendering.footer).Run();
  }
}

}  // namespace textback::lint
