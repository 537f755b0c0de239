#include "text/link.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "model/word_table.h"
#include "model/written.h"
#include "text/fold.h"
#include "textback/model/utf8.h"

namespace textback {

namespace embedded {
extern const std::string_view kLinksTsv;  // src/config/words/links.tsv
}

namespace {

constexpr auto kNone = std::string_view::npos;

enum class Ending { kAny, kJoined, kWord };

struct LinkWords {
  std::map<std::string_view, Ending> endings;
  std::set<std::string_view> shorteners;

  static const LinkWords& Get() {
    static const LinkWords& words = *new LinkWords();
    return words;
  }

 private:
  LinkWords() {
    ReadWordTable(embedded::kLinksTsv, [this](std::string_view kind, std::string_view word) {
      if (kind == "shortener") {
        shorteners.insert(word);
      } else {
        endings.emplace(word, kind == "any"      ? Ending::kAny
                              : kind == "joined" ? Ending::kJoined
                                                 : Ending::kWord);
      }
    });
  }
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsOfHost(char c) { return IsLetter(c) || IsDigit(c) || c == '-' || c == kOtherSign; }

// The bytes of "(dot)", "<dot>", "{ dot }", "-dot-" at the beginning; 0 where it is something else.
std::size_t SpelledDot(std::string_view rest) {
  const auto is_mark = [](char c) { return c == '-' || (c != '.' && c != ' ' && !IsOfHost(c)); };
  if (rest.empty() || !is_mark(rest[0])) return 0;
  for (const std::string_view spelled : {"dot", "punto", "point"}) {
    std::size_t at = 1;
    if (rest.substr(at).starts_with(' ')) ++at;
    if (!rest.substr(at).starts_with(spelled)) continue;
    at += spelled.size();
    if (rest.substr(at).starts_with(' ')) ++at;
    if (at < rest.size() && is_mark(rest[at])) return at + 1;
  }
  return 0;
}

// The bytes of " dot " before an ending, as in "evil dot com".
std::size_t SpokenDot(std::string_view rest) {
  constexpr std::string_view kDot = " dot ";
  if (!rest.starts_with(kDot)) return 0;
  rest.remove_prefix(kDot.size());
  const auto& endings = LinkWords::Get().endings;
  const auto end = std::find_if_not(rest.begin(), rest.end(), &IsLetter);
  const auto found = endings.find(rest.substr(0, static_cast<std::size_t>(end - rest.begin())));
  return found != endings.end() && found->second != Ending::kWord ? kDot.size() : 0;
}

std::string WithDots(std::string_view simple) {
  std::string out;
  for (std::size_t at = 0; at < simple.size();) {
    const std::string_view rest = simple.substr(at);
    const std::size_t size = std::max(SpelledDot(rest), SpokenDot(rest));
    out += size == 0 ? simple[at] : '.';
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

std::string WithoutSpaces(std::string_view simple) {
  std::string out(simple);
  std::erase(out, ' ');
  return out;
}

// "http", "hxxp", "www.", "://", whatever spaces are in it.
bool HasScheme(std::string_view simple) {
  const std::string joined = WithoutSpaces(simple);
  constexpr std::array<std::string_view, 5> kMarks = {"://", "http:", "http/", "hxxp", "www."};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&joined](std::string_view mark) { return joined.find(mark) != kNone; });
}

// 192.0.2.7/x
bool IsAddressOfMachine(std::string_view word) {
  const std::string_view host = word.substr(0, word.find_first_of("/:"));
  return host.size() < word.size() && std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), [](char c) { return IsDigit(c) || c == '.'; });
}

// The word around byte `at`, up to the spaces; of a very long one the part that is near.
std::string_view WordAround(std::string_view text, std::size_t at) {
  constexpr std::size_t kNear = 256;
  const std::size_t first = at < kNear ? 0 : at - kNear;
  const std::string_view near = text.substr(first, 2 * kNear);
  const std::size_t before = near.find_last_of(" \n", at - first);
  const std::size_t begin = before == kNone ? 0 : before + 1;
  return near.substr(begin, near.find_first_of(" \n", at - first) - begin);
}

// Does the dot at `at` belong to an address?
bool EndsAddress(std::string_view text, std::size_t at, LinkIn in) {
  std::size_t left = at;
  while (left > 0 && text[left - 1] == ' ') --left;
  if (left == 0 || !IsOfHost(text[left - 1])) return false;
  const std::size_t right = std::min(text.find_first_not_of(' ', at + 1), text.size());
  std::size_t end = right;
  while (end < text.size() && IsLetter(text[end])) ++end;
  if (end < text.size() && IsOfHost(text[end])) return false;
  const auto& endings = LinkWords::Get().endings;
  const auto found = endings.find(text.substr(right, end - right));
  if (found == endings.end()) return false;
  const bool joined = left == at && right == at + 1;
  // "you@there.example" is how to write to somebody, and no link.
  const std::string_view word = WordAround(text, at);
  if (joined && word.find('@') != kNone && word.find('/') == kNone) return false;
  const bool path = end + 1 < text.size() && text[end] == '/' && text[end + 1] != ' ';
  switch (found->second) {
    case Ending::kAny:
      return joined || left < at || path;  // "evil .com"; but not "the end. Net of tax"
    case Ending::kJoined:
      return joined;
    case Ending::kWord:
      return joined && (in == LinkIn::kName || path);
  }
  return false;
}

}  // namespace

std::string Simple(std::string_view text) {
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    at += c.size;
    if (!c.valid) {
      folded += kOtherSign;
    } else if (c.code < 0x80) {
      folded += static_cast<char>(c.code);
    } else {
      for (const char32_t code : FoldCharacter(c.code)) AppendUtf8(folded, code);
    }
  }
  return Plain(folded, folded.size());
}

bool HasLink(std::string_view simple, LinkIn in) {
  const std::string text = WithDots(simple);
  if (HasScheme(text)) return true;
  for (std::size_t at = text.find('.'); at != kNone; at = text.find('.', at + 1)) {
    if (EndsAddress(text, at, in)) return true;
    const bool number =
        at > 0 && IsDigit(text[at - 1]) && at + 1 < text.size() && IsDigit(text[at + 1]);
    if (number && IsAddressOfMachine(WordAround(text, at))) return true;
  }
  return false;
}

bool IsShortLink(std::string_view word) {
  const std::string simple = Simple(word);
  std::string_view host = simple;
  const std::size_t scheme = host.find("://");
  if (scheme != kNone) host.remove_prefix(scheme + 3);
  while (!host.empty() && !IsOfHost(host.front())) host.remove_prefix(1);
  host = host.substr(0, host.find_first_of("/?:#"));
  while (!host.empty() && !IsOfHost(host.back())) host.remove_suffix(1);
  if (host.starts_with("www.")) host.remove_prefix(4);
  return LinkWords::Get().shorteners.contains(host);
}

}  // namespace textback
