// What does an inbound text mean? (R20, R30, R33, R34)
//
// First form: whole messages that are one of the keywords, whatever their case, accents,
// surrounding spaces and punctuation. Everything else is a reply for a person to read. The keywords
// are data (src/config/words/keywords.yaml).
//
// Pure, immutable once built, thread-safe, linear.
#ifndef TEXTBACK_TEXT_REPLY_H_
#define TEXTBACK_TEXT_REPLY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textback {

enum class ReplyKind : std::uint8_t { kReply, kStop, kStart, kHelp };
std::string_view NameOf(ReplyKind kind);  // "stop"

class ReplyClassifier {
 public:
  // Keywords in any spelling; they are folded as messages are.
  explicit ReplyClassifier(const std::vector<std::pair<std::string, ReplyKind>>& keywords);

  ReplyKind Classify(std::string_view message) const;

 private:
  std::vector<std::pair<std::string, ReplyKind>> keywords_;  // folded, sorted
  std::size_t longest_ = 0;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_REPLY_H_
