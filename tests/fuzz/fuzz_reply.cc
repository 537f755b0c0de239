// R30-R34: the built-in words classify every message, and characters that are no words do not
// change the meaning of a keyword. START is never guessed.
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

using Meaning = ReplyClassifier::Meaning;

// Half of the words that are read, so that additions to a message push no word out: a word has at
// least one byte, and one that separates it from the next.
constexpr std::size_t kMaxMessage = ReplyClassifier::kMaxWords;

std::string Describe(const Meaning& meaning) {
  std::string out(NameOf(meaning.kind));
  for (const std::string_view part : {meaning.language, meaning.id, meaning.why}) {
    out += ", ";
    out += part;
  }
  return out;
}

bool operator==(const Meaning& a, const Meaning& b) {
  return a.kind == b.kind && a.language == b.language && a.id == b.id && a.why == b.why;
}

void CheckForm(const Meaning& meaning, std::string_view locale) {
  const std::string by = Describe(meaning);
  Require(ReplyKindFromName(NameOf(meaning.kind)) == meaning.kind, "a kind has a name", by);
  Require(!meaning.id.empty() || meaning.kind == ReplyKind::kReply, "what is found has an id", by);
  Require(meaning.id.empty() == meaning.why.empty(), "what is found says why", by);
  const bool ours =
      meaning.language == "en" || meaning.language == "fr" || meaning.language == "es";
  Require((ours && !meaning.id.empty()) || meaning.language == locale.substr(0, locale.find('-')),
          "a language is that of the words or of the lead", by);
}

// R32: the second opinion makes no stop and no consent, and says how sure it is.
void CheckOpinion(const Meaning& meaning) {
  if (meaning.id != "opinion") return;
  Require(meaning.kind == ReplyKind::kDoubtful || meaning.kind == ReplyKind::kAutoReply ||
              meaning.kind == ReplyKind::kWrongNumber || meaning.kind == ReplyKind::kEmergency,
          "an opinion makes no stop and no consent", Describe(meaning));
  Require(meaning.why.starts_with("resembles a") && !meaning.yes && !meaning.cancels,
          "an opinion says what it resembles", Describe(meaning));
}

// The letters and digits of an ASCII message in lower case: "S-t-a rt" becomes "start".
std::string Letters(std::string_view message) {
  std::string letters;
  for (const char c : message) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) continue;
    letters += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return letters;
}

void CheckStart(std::string_view message, const Meaning& meaning) {
  // Phrases are START too ("please text me again"); a keyword has to be typed exactly.
  if (meaning.kind != ReplyKind::kStart || meaning.id != "keyword") return;
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
  const Meaning meaning = classifier.Classify(message, locale);
  CheckForm(meaning, locale);
  CheckOpinion(meaning);
  CheckStart(message, meaning);
  Require(classifier.Classify(message, locale) == meaning, "asked twice is answered the same");

  std::string other(message);
  for (char& c : other) {
    const bool lower = c >= 'a' && c <= 'z';
    if (lower || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
  }
  Require(classifier.Classify(other, locale) == meaning, "case means nothing",
          Describe(meaning) + " / " + Describe(classifier.Classify(other, locale)));

  if (meaning.id != "keyword" && meaning.id != "keyword_mistyped") return 0;
  constexpr std::array<std::string_view, 4> kAround = {" ", "\n", "🙏", " 🛑🛑 "};
  for (const std::string_view around : kAround) {
    for (const std::string& padded :
         {std::string(around) + std::string(message), std::string(message) + std::string(around)}) {
      const Meaning same = classifier.Classify(padded, locale);
      Require(same == meaning, "spaces and emoji around a keyword mean nothing",
              padded + ": " + Describe(meaning) + " / " + Describe(same));
    }
  }
  return 0;
}

}  // namespace textback::fuzz
