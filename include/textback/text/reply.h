// What does an inbound text mean? (R20, R23, R30-R34, R36)
//
// The engine calls it for every TextIn. `stop` opts the lead out, `doubtful` pauses automation
// until a person has decided, `reply` hands the lead to a person.
//
// First keywords: the whole message is a keyword ("Stop.", "ARRÊT 🛑", "s t o p", "stpo"); case,
// accents, punctuation, emoji and polite words don't matter. Then phrases, where the words after
// the verb decide: "stop texting me" is a stop, "stop texting me at night" is doubtful, "stop by"
// and "reply STOP to opt out" are neither. If phrases overlap, the longest counts, so a longer
// phrase can make an exception to a shorter one. Keywords, word classes and phrases are data, each
// with its reason (src/config/words/replies.yaml). A phrase is written like this:
//
//   stop|quit [ever] <texting> [me|us] $
//
//   a|b     one of these words            <name>   a word of that class
//   [a b]   optional; [a / b]             (a / b)  one of these
//   ...     up to three more words; ...6  up to six
//   ,       an optional comma or dash     {name}   a part: a piece that several phrases share
//   ^ $     begin and end of a clause     ^^ $$    begin and end of the message
//
// Fillers ("please", "just") may appear anywhere in a phrase. Words are folded in the same way as
// messages: lower case, no accents, no apostrophes.
//
// Pure, immutable, thread-safe. Linear: it reads at most kMaxWords words. Invalid UTF-8 separates.
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
#include <utility>
#include <vector>

#include "textback/model/policy_record.h"
#include "textback/text/heard_name.h"

namespace textback {

class AskedTimes;
class Opinion;

enum class ReplyKind : std::uint8_t {
  kReply,        // for a person to read
  kStop,         // no more texts (R30, R32)
  kStart,        // texts again (R33)
  kHelp,         // who are you? (R34)
  kWrongNumber,  // the number belongs to somebody else (R36)
  kAutoReply,    // a machine answered (R23)
  kDoubtful,     // perhaps a stop: a person decides (R32)
  kEmergency,    // danger or damage, now (R39)
  kBotQuestion,  // does a machine write this? (R56)
};
inline constexpr std::array kEveryReplyKind = {
    ReplyKind::kReply,    ReplyKind::kStop,        ReplyKind::kStart,
    ReplyKind::kHelp,     ReplyKind::kWrongNumber, ReplyKind::kAutoReply,
    ReplyKind::kDoubtful, ReplyKind::kEmergency,   ReplyKind::kBotQuestion};
std::string_view NameOf(ReplyKind kind);  // "wrong_number"
std::optional<ReplyKind> ReplyKindFromName(std::string_view name);

// R39: perhaps counts for telling people, not for texting.
enum class Emergency : std::uint8_t { kNone, kPerhaps, kCertain };
std::string_view NameOf(Emergency emergency);  // "perhaps"

// The data. `language` is "en", "fr", "es", or "any" (then the lead's language counts).
struct ReplyWords {
  struct Keywords {
    ReplyKind kind = ReplyKind::kStop;
    std::string language;
    // The kind if polite words or a reason come with the keyword ("stop, we hired somebody").
    ReplyKind in_company = ReplyKind::kReply;
    // True: understood with one wrong letter even if it is short. False: only from six letters on.
    // A doubled letter is always accepted.
    bool mistyped = false;
    bool cancels = false;  // the bare word may mean a visit: Meaning::cancels
    std::vector<std::string> words;
  };
  struct Class {
    std::string name;
    std::vector<std::string> words;
  };
  struct Phrases {
    std::string id;                      // "en.stop_texting"; appears in reasons and results
    ReplyKind kind = ReplyKind::kReply;  // kReply: harmless; overrides shorter phrases
    // Polite words or a reason: counts only if nothing else does. With kAutoReply: a machine only
    // if another phrase says so too.
    bool aside = false;
    // Counts before everything that overlaps it, even if that is longer. If it covers a stop, the
    // message is doubtful, unless `fully` is set. An instruction ("reply STOP to opt out") does so
    // fully, and is one sign of a machine.
    bool overrules = false;
    bool fully = false;
    bool instruction = false;
    // In a message with a question mark a stop is only doubtful: "make it stop?"
    bool unless_asked = false;
    std::string language;
    std::string why;
    std::vector<std::string> say;
  };
  // What a message says beside its kind. Where two overlap the longer one counts.
  struct Marks {
    enum class Mark : std::uint8_t {
      kEmergency,         // R39: danger or damage, now
      kPerhapsEmergency,  // could be one
      kNoEmergency,       // has words of one: "flooding our inbox"
      kCall,              // wants to be called
    };
    std::string id;  // "en.burst"
    Mark mark = Mark::kEmergency;
    std::string language;
    std::string why;
    std::vector<std::string> say;
  };
  std::vector<Keywords> keywords;
  std::vector<std::string>
      mistyped;  // words in phrases that are understood with one wrong letter too
  std::vector<std::string> not_typos;  // words that only look like a mistyped keyword
  std::vector<std::string> fillers;
  std::vector<std::string> yes;           // plain yeses, as a whole message (R44)
  std::vector<std::string> swears;        // mean nothing beside a keyword
  std::vector<std::string> name_classes;  // of `classes`: people's names, which may stand there too
  std::vector<Class> classes;
  std::vector<std::pair<std::string, std::string>> parts;  // name, piece of a phrase
  std::vector<Phrases> phrases;
  std::vector<Marks> marks;
  NameWords names;                         // how people say who they are, in a voicemail (R9)
  std::shared_ptr<const AskedTimes> asks;  // how they name a time (R37); null: nothing is heard
};

// What is wrong with the data, and where.
struct ReplyWordsFault {
  enum class In : std::uint8_t { kKeywords, kFillers, kYes, kClasses, kPhrases, kMarks };
  In in = In::kKeywords;
  std::size_t index = 0;  // of the keyword group, word, class or phrase entry
  // An undefined class, an open bracket, a keyword with two kinds or none of it read, too many
  // different words. Names the word or phrase and the place in it, and says how to fix it.
  std::string what;
};

class ReplyClassifier {
 public:
  static constexpr std::size_t kMaxWords = 2000;

  // The first fault in the data. Nothing: a classifier can be made.
  static std::optional<ReplyWordsFault> FindFault(const ReplyWords& words);

  // `sources`: the files that the words are from, for the record of a policy; none: made in code.
  // `opinion` is asked where the words find nothing (text/opinion.h); null: nobody is.
  // InvalidArgument: the fault as a text.
  static absl::StatusOr<std::shared_ptr<const ReplyClassifier>> Make(
      const ReplyWords& words, std::vector<SharedSource> sources = {},
      std::shared_ptr<const Opinion> opinion = nullptr);

  // What a message means, and why.
  struct Meaning {
    ReplyKind kind = ReplyKind::kReply;
    // Language of the words that were found; else that of `locale`, or "en" if it isn't known.
    std::string_view language;
    std::string_view id;   // "en.stop_texting", "keyword"; empty: nothing was found
    std::string_view why;  // for people; points into the classifier
    // The whole message is a plain yes: the answer to a question about consent (R44).
    bool yes = false;
    // Beside any kind but kAutoReply: "stop texting, the basement is flooding" is a stop too.
    // kEmergency has one of the two others; without a stop or a doubt beside it, it is the kind.
    Emergency emergency = Emergency::kNone;
    std::string_view emergency_id;  // of the phrase
    bool wants_call = false;        // asks to be called: "no texts please, call me"
    // A bare CANCEL: a stop by law, but it may be the visit that is meant.
    bool cancels = false;
  };
  // `locale` is the lead's, "fr-CA"; empty if it isn't known. `language` in the result points into
  // the classifier or into `locale`.
  Meaning Classify(std::string_view message, std::string_view locale = {}) const;

  const HeardNames& names() const { return names_; }             // in a voicemail (R9)
  const AskedTimes* asked_times() const { return asks_.get(); }  // R37; may be null

  const std::vector<SharedSource>& sources() const { return sources_; }       // none: made in code
  const std::shared_ptr<const Opinion>& opinion() const { return opinion_; }  // may be null

  ~ReplyClassifier();

 private:
  ReplyClassifier();
  HeardNames names_;
  std::shared_ptr<const AskedTimes> asks_;
  std::vector<SharedSource> sources_;
  std::shared_ptr<const Opinion> opinion_;
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_REPLY_H_
