#include "textback/policy/phone_system.h"

#include <algorithm>

namespace textback {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool MatchesOne(char pattern, char c) {
  if (pattern == 'X') return IsDigit(c);
  if (pattern == 'Z') return IsDigit(c) && c != '0';
  if (pattern == 'N') return IsDigit(c) && c >= '2';
  return pattern == c;
}

// A name such as "Xavier" or "Nora" is no pattern: a pattern has only digits and its own letters.
bool IsPattern(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return IsDigit(c) || c == 'X' || c == 'Z' || c == 'N' || c == '.' || c == '*' || c == '#';
  });
}

}  // namespace

bool PhoneSystem::empty() const { return *this == PhoneSystem(); }

bool MatchesPattern(std::string_view pattern, std::string_view text) {
  if (pattern.starts_with('_')) pattern.remove_prefix(1);  // as Asterisk's dialplan marks patterns
  if (!IsPattern(pattern)) return pattern == text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '.') return text.size() > i;
    if (i >= text.size() || !MatchesOne(pattern[i], text[i])) return false;
  }
  return pattern.size() == text.size();
}

bool MatchesAny(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [text](const std::string& pattern) { return MatchesPattern(pattern, text); });
}

}  // namespace textback
