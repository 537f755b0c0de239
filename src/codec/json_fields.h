// Fields of JSON objects, written in a fixed order and read strictly: shared by event_json and
// decision_json.
//
// Writing appends straight to a string. A document tree would be built for every step only to be
// thrown away: it costs several times the rest of a commit. Reading goes through nlohmann's
// parser, without exceptions.
#ifndef TEXTBACK_SRC_CODEC_JSON_FIELDS_H_
#define TEXTBACK_SRC_CODEC_JSON_FIELDS_H_

#include <absl/status/status.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback::json {

// One object: '{' when it is made, '}' when it goes out of scope. Keys are literals that need no
// escaping.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  // Writes the key; the caller appends the value.
  std::string& Key(std::string_view key);

  void Text(std::string_view key, std::string_view value);
  void TextIfAny(std::string_view key, std::string_view value);  // left out where empty
  void Number(std::string_view key, std::uint64_t value);
  void At(std::string_view key, Instant at);      // left out where kNever
  void TrueIf(std::string_view key, bool value);  // left out where false
  void Phone(std::string_view key, PhoneNumber phone);

 private:
  std::string& out_;
  bool first_ = true;
};

// `value` in quotes. Bytes that are no UTF-8 become U+FFFD: whatever somebody's phone sent, what is
// stored can be read again.
void AppendQuoted(std::string& out, std::string_view value);

void WriteKey(std::string& out, const TextKey& key);
void WriteConsent(std::string& out, const ConsentEntry& entry);

// Reads fields of one object. The first error is kept in `status`, later reads give defaults: the
// caller reads everything and looks once. Messages name the field ("key.step") and never quote the
// value, for it may be private.
class ObjectReader {
 public:
  ObjectReader(const nlohmann::json& object, std::string path, absl::Status& status);

  std::string Text(std::string_view key);
  std::string TextOrEmpty(std::string_view key);
  std::uint64_t Number(std::string_view key, std::uint64_t max);
  std::uint32_t Count(std::string_view key);
  Instant At(std::string_view key);
  Instant AtOrNever(std::string_view key);
  bool Flag(std::string_view key);  // absent: false
  PhoneNumber Phone(std::string_view key);
  StepName Step(std::string_view key);
  ArmName ArmOrNone(std::string_view key);
  PersonId PersonOrNone(std::string_view key);
  TradeId TradeOrNone(std::string_view key);
  ObjectReader Object(std::string_view key);

  // A name out of a closed list, read by `parse`.
  template <class Enum>
  Enum Named(std::string_view key, std::optional<Enum> (*parse)(std::string_view)) {
    const std::string text = Text(key);
    if (!status_.ok()) return Enum{};
    const std::optional<Enum> value = parse(text);
    if (!value.has_value()) Fail(key, "no such name");
    return value.value_or(Enum{});
  }

  // Calls `each(ObjectReader)` for every object of the list; an absent list is empty.
  template <class Each>
  void ForEach(std::string_view key, Each each) {
    const nlohmann::json* list = Optional(key);
    if (list == nullptr) return;
    if (!list->is_array()) return Fail(key, "a list is needed");
    for (std::size_t i = 0; i < list->size() && status_.ok(); ++i) {
      each(ObjectReader((*list)[i], PathOf(key) + "[" + std::to_string(i) + "]", status_));
    }
  }

  // The field, or nothing and an error.
  const nlohmann::json* Required(std::string_view key);
  const nlohmann::json* Optional(std::string_view key) const;
  void Fail(std::string_view key, std::string_view what);
  const std::string& path() const { return path_; }

 private:
  std::string PathOf(std::string_view key) const;
  Instant ReadInstant(std::string_view key, const nlohmann::json& value);

  const nlohmann::json* object_;  // null: not an object; the error is already kept
  std::string path_;
  absl::Status& status_;
};

TextKey ReadKey(ObjectReader key);
ConsentEntry ReadConsent(ObjectReader entry);

// The object in `text`, or InvalidArgument. Never throws.
absl::Status ParseObject(std::string_view what, std::string_view text, nlohmann::json& object);

}  // namespace textback::json

#endif  // TEXTBACK_SRC_CODEC_JSON_FIELDS_H_
