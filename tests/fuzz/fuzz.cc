#include "fuzz/fuzz.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>

namespace textback::fuzz {
namespace {

template <class Is>
bool HasAny(std::string_view text, Is is) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (is(c.code)) return true;
    at += c.size;
  }
  return false;
}

// The number that follows `before` at the start of `text`; 0 if there is none.
std::size_t NumberAfter(std::string_view before, std::string_view text) {
  if (!text.starts_with(before)) return 0;
  text.remove_prefix(before.size());
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void Require(bool holds, std::string_view property, std::string_view by) {
  if (holds) return;
  std::cerr << "BROKEN PROPERTY: " << property << "\n";
  if (!by.empty()) std::cerr << "by: " << by << "\n";
  std::cerr.flush();
  std::abort();
}

std::vector<char> Input::Part() {
  const std::string_view part = rest_.substr(0, rest_.find(kParting));
  rest_.remove_prefix(std::min(part.size() + 1, rest_.size()));
  return {part.begin(), part.end()};
}

std::size_t Input::Choice(std::size_t choices) {
  if (rest_.empty()) return 0;
  const auto byte = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return byte % choices;
}

bool HasControls(std::string_view text) {
  return HasAny(text, [](char32_t code) {
    return (code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0);
  });
}

bool TurnsDirection(std::string_view text) {
  return HasAny(text, [](char32_t code) {
    return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
  });
}

std::size_t CountLines(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<std::size_t> Boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  for (std::size_t at = 0; at < text.size(); at += DecodeUtf8(text, at).size)
    boundaries.push_back(at);
  boundaries.push_back(text.size());
  return boundaries;
}

void RequireFileError(const absl::Status& status, std::string_view text) {
  const std::string_view message(status.message().data(), status.message().size());
  Require(status.code() == absl::StatusCode::kInvalidArgument, "what can't be read is invalid",
          message);
  const std::size_t line = NumberAfter(std::string(kFileName) + ":", message);
  Require(line >= 1 && line <= CountLines(text) + 1, "an error names a line of the file", message);
  Require(IsUtf8(message) || !IsUtf8(text), "an error is UTF-8", message);
  // Quoted text may contain line breaks and tabs.
  const bool raw = std::any_of(message.begin(), message.end(), [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7F;
  });
  Require(!raw, "an error holds no control characters", message);
}

}  // namespace textback::fuzz
