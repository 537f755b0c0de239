// Enums with contiguous values and their names: one table for both directions.
#ifndef TEXTBACK_SRC_MODEL_NAMES_H_
#define TEXTBACK_SRC_MODEL_NAMES_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace textback {

template <std::size_t N>
using Names = std::array<std::string_view, N>;

template <class Enum, std::size_t N>
std::string_view NameIn(const Names<N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? names[index] : std::string_view("?");
}

template <class Enum, std::size_t N>
std::optional<Enum> FromName(const Names<N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_MODEL_NAMES_H_
