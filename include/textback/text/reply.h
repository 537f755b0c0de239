// What does an inbound text mean? (R20, R23, R30-R34, R36)
//
// Where it stands: the engine asks it about every TextIn. `stop` opts the lead out, `doubtful`
// pauses automation until a person has decided, `reply` hands the lead to a person.
//
// Words first: a whole message that is a keyword ("Stop.", "ARRÊT 🛑", "s t o p", "stpo"),
// whatever its case, accents, punctuation, emoji or courtesies. Then phrases: what follows the verb
// decides, so "stop texting me" is a stop, "stop texting me at night" is doubtful, "stop by" and
// "reply STOP to opt out" are nothing. Of phrases that overlap the longest counts, so the data can
// say what a shorter one misses. Keywords, classes of words and phrases are data, each with its
// reason (src/config/words/replies.yaml); a phrase reads like this:
//
//   stop|quit [ever] <texting> [me|us] $
//
//   a|b     one of these words            <name>   a word of that class
//   [a b]   may be missing; [a / b]       (a / b)  one of these
//   ...     up to three words more        ,        a comma or dash may stand here
//   ^ $     begin and end of a clause     ^^ $$    of the message
//
// Fillers ("please", "just") may stand anywhere between. Words are folded as messages are: lower
// case, no accents, no apostrophes.
//
// Pure, immutable once built, thread-safe. Linear: at most kMaxWords words are read, far more than
// a carrier takes; what is no valid UTF-8 separates words.
#ifndef TEXTBACK_TEXT_REPLY_H_
#define TEXTBACK_TEXT_REPLY_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/policy_record.h"

namespace textback {

enum class ReplyKind : std::uint8_t {
  kReply,        // for a person to read
  kStop,         // no more texts (R30, R32)
  kStart,        // texts again (R33)
  kHelp,         // who are you? (R34)
  kWrongNumber,  // not the person we mean (R36)
  kAutoReply,    // a machine answered (R23)
  kDoubtful,     // perhaps a stop: a person decides (R32)
};
inline constexpr std::array kEveryReplyKind = {
    ReplyKind::kReply,       ReplyKind::kStop,      ReplyKind::kStart,   ReplyKind::kHelp,
    ReplyKind::kWrongNumber, ReplyKind::kAutoReply, ReplyKind::kDoubtful};
std::string_view NameOf(ReplyKind kind);  // "wrong_number"
std::optional<ReplyKind> ReplyKindFromName(std::string_view name);

// The data. `language` is "en", "fr", "es", or "any": then the lead's own counts.
struct ReplyWords {
  struct Keywords {
    ReplyKind kind = ReplyKind::kStop;
    std::string language;
    // Of the same words with courtesies and reasons around them ("stop, we hired somebody").
    ReplyKind in_company = ReplyKind::kReply;
    // Also with one letter wrong, however short; else from six letters on. A doubled letter is
    // forgiven to all.
    bool mistyped = false;
    std::vector<std::string> words;
  };
  struct Class {
    std::string name;
    std::vector<std::string> words;
  };
  struct Phrases {
    std::string id;                      // "en.stop_texting": in reasons and answers
    ReplyKind kind = ReplyKind::kReply;  // kReply: harmless, and keeps shorter ones from counting
    // A courtesy or a reason: counts where nothing else does. Of kind kAutoReply: a machine only
    // where something else says so too.
    bool aside = false;
    // Counts before everything that overlaps it, however long that is. Where it hides a stop, a
    // doubt remains, unless it does so `fully`.
    bool overrules = false;
    bool fully = false;
    std::string language;
    std::string why;
    std::vector<std::string> say;
  };
  std::vector<Keywords> keywords;
  std::vector<std::string> mistyped;   // of phrases: understood with one letter wrong too
  std::vector<std::string> not_typos;  // only look like a mistyped keyword
  std::vector<std::string> fillers;
  std::vector<std::string> yes;  // plain yeses, whole messages of their own (R44)
  std::vector<Class> classes;
  std::vector<Phrases> phrases;
};

// What is wrong with the data, and where.
struct ReplyWordsFault {
  enum class In : std::uint8_t { kKeywords, kFillers, kYes, kClasses, kPhrases };
  In in = In::kKeywords;
  std::size_t index = 0;  // of the group, the word, the class or the entry
  // A class nobody defined, a bracket that is never closed, nothing but fillers; a keyword of two
  // kinds, or of which nothing is left; more different words than can be told apart. Names the word
  // or the phrase and the place in it, and says how to mend it.
  std::string what;
};

class ReplyClassifier {
 public:
  static constexpr std::size_t kMaxWords = 2000;

  // The first thing wrong with the data; nothing: a classifier can be made of it.
  static std::optional<ReplyWordsFault> FindFault(const ReplyWords& words);

  // `source`: the file that the words are from, for the record of a policy; null: made in code.
  // InvalidArgument: the fault as a text.
  static absl::StatusOr<std::shared_ptr<const ReplyClassifier>> Make(const ReplyWords& words,
                                                                     SharedSource source = nullptr);

  // What a message means, and by what that was seen.
  struct Meaning {
    ReplyKind kind = ReplyKind::kReply;
    // Of what was found; of words of every language that of `locale`, "en" where it isn't known. Of
    // a plain reply: that of `locale`.
    std::string_view language;
    std::string_view id;   // "en.stop_texting", "keyword"; empty: nothing was found
    std::string_view why;  // for a person; points into the classifier
    // The whole message is a plain yes: it says yes to a question about consent (R44).
    bool yes = false;
  };
  // `locale` is the lead's, "fr-CA"; empty where it isn't known. The language of what is returned
  // points into the classifier or into `locale`.
  Meaning Classify(std::string_view message, std::string_view locale = {}) const;

  const SharedSource& source() const { return source_; }  // null: made in code

  ~ReplyClassifier();

 private:
  ReplyClassifier();
  SharedSource source_;
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_REPLY_H_
