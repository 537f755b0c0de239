#include "text/template_parser.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/names.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr Names<kFieldCount> kFieldNames = {"person", "business", "callback", "address",
                                            "name",   "trade",    "reason"};

constexpr std::string_view kSpecial = "{}[]";

// Fields that every account has, so a gap for them can never be empty.
constexpr bool AlwaysKnown(Field field) {
  return field == Field::kPerson || field == Field::kBusiness || field == Field::kCallback;
}

constexpr unsigned BitOf(Field field) { return 1u << static_cast<unsigned>(field); }

// Control characters: line breaks other than '\n', and characters that change the writing
// direction.
constexpr bool IsControl(char32_t code) {
  return (code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0) ||
         (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

std::string KnownFields() {
  std::string known;
  for (const std::string_view name : kFieldNames) {
    known += known.empty() ? "known are " : ", ";
    known += name;
  }
  return known;
}

using Fault = std::optional<TemplateFault>;

class Parser {
 public:
  Parser(std::string_view source, std::vector<Template::Piece>& pieces)
      : source_(source), pieces_(pieces) {}

  Fault Run() {
    if (source_.size() > Template::kMaxSource) {
      return FaultAt(0, absl::StrFormat("%d bytes", source_.size()),
                     absl::StrFormat("at most %d are sent in one text", Template::kMaxSource));
    }
    if (Fault fault = CheckCharacters(); fault.has_value()) return fault;
    while (at_ < source_.size()) {
      if (Fault fault = Next(); fault.has_value()) return fault;
    }
    if (clause_ != 0) {
      return FaultAt(clause_at_, "this clause is never closed",
                     "add ']', or write '[[' for the character");
    }
    return std::nullopt;
  }

 private:
  Fault CheckCharacters() const {
    for (std::size_t at = 0; at < source_.size();) {
      const Utf8Char c = DecodeUtf8(source_, at);
      if (!c.valid) return FaultAt(at, "not valid UTF-8", "save the file as UTF-8");
      if (IsControl(c.code)) {
        return FaultAt(at,
                       absl::StrFormat("control character U+%04X", static_cast<unsigned>(c.code)),
                       "remove it");
      }
      at += c.size;
    }
    return std::nullopt;
  }

  Fault Next() {
    const std::size_t special = std::min(source_.find_first_of(kSpecial, at_), source_.size());
    if (special == source_.size()) {
      AddWords(special, special);
      return std::nullopt;
    }
    const char c = source_[special];
    // The doubled character stands for itself.
    if (special + 1 < source_.size() && source_[special + 1] == c) {
      AddWords(special + 1, special + 2);
      return std::nullopt;
    }
    AddWords(special, special);
    switch (c) {
      case '{':
        return Gap();
      case '[':
        return OpenClause();
      case ']':
        return CloseClause();
      default:
        return FaultAt(at_, "a '}' without '{'", "write '}}' for the character");
    }
  }

  // Adds the words up to `end`; reading continues at `next`.
  void AddWords(std::size_t end, std::size_t next) {
    if (end != at_) Add({.at = at_, .words = source_.substr(at_, end - at_)});
    at_ = next;
  }

  void Add(Template::Piece piece) {
    piece.clause = clause_;
    pieces_.push_back(piece);
  }

  Fault OpenClause() {
    if (clause_ != 0) {
      return FaultAt(at_, "a clause within a clause",
                     "close the first one, or write '[[' for the character");
    }
    clause_ = ++clauses_;
    clause_at_ = at_++;
    clause_begin_ = pieces_.size();
    needs_ = 0;
    return std::nullopt;
  }

  Fault CloseClause() {
    if (clause_ == 0) return FaultAt(at_, "a ']' without '['", "write ']]' for the character");
    if (needs_ == 0) {
      return FaultAt(clause_at_, "nothing in this clause can be missing",
                     "put a {name} without fallback in it, or write '[[' and ']]' for the "
                     "characters");
    }
    for (std::size_t i = clause_begin_; i < pieces_.size(); ++i) pieces_[i].needs = needs_;
    clause_ = 0;
    ++at_;
    return std::nullopt;
  }

  // Reads "{name}" or "{name
  // fallback}".
  Fault Gap() {
    const std::size_t close = source_.find_first_of("{}[]\n", at_ + 1);
    if (close == std::string_view::npos || source_[close] != '}') {
      return FaultAt(at_, "this brace is never closed", "add '}', or write '{{' for the character");
    }
    const std::string_view inner = source_.substr(at_ + 1, close - at_ - 1);
    const std::size_t bar = inner.find('|');
    const std::string_view name = inner.substr(0, bar);
    const std::optional<Field> field = FromName<Field>(kFieldNames, name);
    if (!field.has_value()) {
      return FaultAt(at_, absl::StrFormat("unknown field '%s'", CutUtf8(name, 40)), KnownFields());
    }
    std::string_view fallback;
    if (bar != std::string_view::npos) {
      fallback = inner.substr(bar + 1);
      if (fallback.find_first_not_of(' ') == std::string_view::npos) {
        return FaultAt(at_, "an empty fallback leaves a hole",
                       "write one, or put the words around it in a clause [ ... ]");
      }
      if (fallback.find('|') != std::string_view::npos)
        return FaultAt(at_, "more than one '|'", "a field has one fallback");
    } else if (clause_ != 0) {
      needs_ |= BitOf(*field);
    } else if (!AlwaysKnown(*field)) {
      return FaultAt(at_, absl::StrFormat("'%s' may be unknown and would leave a hole", name),
                     absl::StrFormat("write {%s|something} or put it in a clause [ ... ]", name));
    }
    Add({.at = at_, .field = field, .fallback = fallback});
    at_ = close + 1;
    return std::nullopt;
  }

  TemplateFault FaultAt(std::size_t at, std::string what, std::string fix) const {
    const std::string_view before = source_.substr(0, at);
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    return {.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            .column = 1 + static_cast<int>(CountCharacters(line)),
            .what = std::move(what),
            .fix = std::move(fix)};
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Template::Piece>& pieces_;
  std::size_t clauses_ = 0;       // so far
  std::size_t clause_ = 0;        // the number of the open clause; 0 if none is open
  std::size_t clause_at_ = 0;     // the position of its bracket
  std::size_t clause_begin_ = 0;  // its first piece
  unsigned needs_ = 0;            // of the open clause
};

}  // namespace

std::string_view NameOf(Field field) { return NameIn(kFieldNames, field); }

std::string TemplateFault::ToString() const {
  return absl::StrFormat("line %d, column %d: %s; %s", line, column, what, fix);
}

std::optional<TemplateFault> ParseTemplate(std::string_view source,
                                           std::vector<Template::Piece>& pieces) {
  return Parser(source, pieces).Run();
}

}  // namespace textback
