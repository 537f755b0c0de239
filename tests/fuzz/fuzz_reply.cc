// R30-R34: what ships answers every message, and what is no word of it doesn't change what a
// keyword means. START is never guessed.
//
// Input: the message, then the lead's locale.
#include "textback/text/reply.h"

#include <absl/strings/ascii.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"
#include "textback/config/words_data.h"

namespace textback::fuzz {
namespace {

using Reply = ReplyClassifier::Reply;

// Half of the words that are read, so that what is put around a message drives no word out of it:
// a word has a byte at least, and one that parts it from the next.
constexpr std::size_t kMaxMessage = ReplyClassifier::kMaxWords;

std::string Describe(const Reply& answer) {
  std::string out(NameOf(answer.kind));
  for (const std::string_view part : {answer.language, answer.id, answer.why}) {
    out += ", ";
    out += part;
  }
  return out;
}

bool operator==(const Reply& a, const Reply& b) {
  return a.kind == b.kind && a.language == b.language && a.id == b.id && a.why == b.why;
}

void CheckForm(const Reply& answer, std::string_view locale) {
  const std::string by = Describe(answer);
  Require(ReplyKindFromName(NameOf(answer.kind)) == answer.kind, "a kind has a name", by);
  Require(!answer.id.empty() || answer.kind == ReplyKind::kReply, "what is found has an id", by);
  Require(answer.id.empty() == answer.why.empty(), "what is found says why", by);
  const bool ours = answer.language == "en" || answer.language == "fr" || answer.language == "es";
  Require((ours && !answer.id.empty()) || answer.language == locale.substr(0, locale.find('-')),
          "a language is that of the words or of the lead", by);
}

// The letters and digits of a message that is all ASCII, in small letters: "S-t-a rt" is "start".
std::string Letters(std::string_view message) {
  std::string letters;
  for (const char c : message) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) continue;
    letters += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return letters;
}

void CheckStart(std::string_view message, const Reply& answer) {
  if (answer.kind != ReplyKind::kStart) return;
  for (const char c : message) {
    if (!absl::ascii_isascii(static_cast<unsigned char>(c))) return;
  }
  const std::string letters = Letters(message);
  Require(letters == "start" || letters == "unstop", "only START is START", message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ReplyClassifier& classifier = *BuiltInReplies();
  Input input(data, size);
  const std::vector<char> part = input.Part();
  const std::vector<char> locale_part = input.Part();
  const std::string_view message = View(part).substr(0, kMaxMessage);
  const std::string_view locale = View(locale_part);
  const Reply answer = classifier.Classify(message, locale);
  CheckForm(answer, locale);
  CheckStart(message, answer);
  Require(classifier.Classify(message, locale) == answer, "asked twice is answered the same");

  std::string other(message);
  for (char& c : other) {
    const bool lower = c >= 'a' && c <= 'z';
    if (lower || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
  }
  Require(classifier.Classify(other, locale) == answer, "case means nothing",
          Describe(answer) + " / " + Describe(classifier.Classify(other, locale)));

  if (answer.id != "keyword" && answer.id != "keyword_mistyped") return 0;
  constexpr std::array<std::string_view, 4> kAround = {" ", "\n", "🙏", " 🛑🛑 "};
  for (const std::string_view around : kAround) {
    for (const std::string& padded :
         {std::string(around) + std::string(message), std::string(message) + std::string(around)}) {
      const Reply same = classifier.Classify(padded, locale);
      Require(same == answer, "spaces and emoji around a keyword mean nothing",
              padded + ": " + Describe(answer) + " / " + Describe(same));
    }
  }
  return 0;
}

}  // namespace textback::fuzz
