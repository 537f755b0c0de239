// Fields of JSON objects, written in a fixed order and read strictly. Used by event_json and
// decision_json.
//
// Writing appends directly to a string. Building a document tree for every step and throwing it
// away would cost several times the rest of a commit. Reading uses nlohmann's parser, without
// exceptions.
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

// One object: writes '{' when constructed and '}' when destroyed. Keys must be literals that need
// no escaping.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  // Writes the key; the caller appends the value.
  std::string& Key(std::string_view key);

  void Text(std::string_view key, std::string_view value);
  void TextIfAny(std::string_view key, std::string_view value);  // left out if empty
  void Number(std::string_view key, std::uint64_t value);
  void At(std::string_view key, Instant at);      // left out if kNever
  void TrueIf(std::string_view key, bool value);  // left out if false
  void Phone(std::string_view key, PhoneNumber phone);

 private:
  std::string& out_;
  bool first_ = true;
};

// Appends `value` in quotes. Invalid UTF-8 becomes U+FFFD, so that whatever a phone sent, the
// stored text can be read again.
void AppendQuoted(std::string& out, std::string_view value);

void WriteKey(std::string& out, const TextKey& key);
void WriteConsent(std::string& out, const ConsentEntry& entry);

// Reads the fields of one object. The first error is kept in `status` and later reads return
// defaults, so the caller reads everything and checks once. Messages name the field ("key.step")
// but never quote the value, which may be private.
class ObjectReader {
 public:
  ObjectReader(const nlohmann::json& object, std::string path, absl::Status& status);

  std::string Text(std::string_view key);
  std::string TextOrEmpty(std::string_view key);
  std::uint64_t Number(std::string_view key, std::uint64_t max);
  std::uint32_t Count(std::string_view key);
  Instant At(std::string_view key);
  Instant AtOrNever(std::string_view key);
  bool Flag(std::string_view key);  // false if absent
  PhoneNumber Phone(std::string_view key);
  StepName Step(std::string_view key);
  ArmName ArmOrNone(std::string_view key);
  PersonId PersonOrNone(std::string_view key);
  TradeId TradeOrNone(std::string_view key);
  ObjectReader Object(std::string_view key);

  // One of a closed list of names, read by `parse`.
  template <class Enum>
  Enum Named(std::string_view key, std::optional<Enum> (*parse)(std::string_view)) {
    const std::string text = Text(key);
    if (!status_.ok()) return Enum{};
    const std::optional<Enum> value = parse(text);
    if (!value.has_value()) Fail(key, "no such name");
    return value.value_or(Enum{});
  }

  // Calls `each(ObjectReader)` for every object of the list. An absent list counts as empty.
  template <class Each>
  void ForEach(std::string_view key, Each each) {
    const nlohmann::json* list = Optional(key);
    if (list == nullptr) return;
    if (!list->is_array()) return Fail(key, "a list is needed");
    for (std::size_t i = 0; i < list->size() && status_.ok(); ++i) {
      each(ObjectReader((*list)[i], PathOf(key) + "[" + std::to_string(i) + "]", status_));
    }
  }

  // Returns the field, or null and keeps an error.
  const nlohmann::json* Required(std::string_view key);
  const nlohmann::json* Optional(std::string_view key) const;
  void Fail(std::string_view key, std::string_view what);
  const std::string& path() const { return path_; }

 private:
  std::string PathOf(std::string_view key) const;
  Instant ReadInstant(std::string_view key, const nlohmann::json& value);

  const nlohmann::json* object_;  // null: not an object, and the error was already kept
  std::string path_;
  absl::Status& status_;
};

TextKey ReadKey(ObjectReader key);
ConsentEntry ReadConsent(ObjectReader entry);

// Parses the object in `text`; InvalidArgument if that fails. Never throws.
absl::Status ParseObject(std::string_view what, std::string_view text, nlohmann::json& object);

}  // namespace textback::json

#endif  // TEXTBACK_SRC_CODEC_JSON_FIELDS_H_
