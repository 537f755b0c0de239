// A classifier of a few words, for rules that don't depend on how people say it.
#ifndef TEXTBACK_TESTS_ENGINE_SMALL_WORDS_H_
#define TEXTBACK_TESTS_ENGINE_SMALL_WORDS_H_

#include <memory>
#include <utility>

#include "world.h"

namespace textback {

// STOP and CANCEL; "are you a bot"; "flooding" and "gas smell" are emergencies, "leak" may be one;
// "call me" asks for a call, "no texts" is a stop, "je conduis" and "out of office" a machine's.
inline std::shared_ptr<const ReplyClassifier> SmallWords() {
  using Mark = ReplyWords::Marks::Mark;
  ReplyWords words;
  words.keywords = {
      {.kind = ReplyKind::kStop,
       .language = "any",
       .in_company = ReplyKind::kStop,
       .words = {"stop"}},
      {.kind = ReplyKind::kStop, .language = "en", .cancels = true, .words = {"cancel"}},
      {.kind = ReplyKind::kHelp, .language = "en", .words = {"help"}},
      {.kind = ReplyKind::kStart, .language = "any", .words = {"start"}}};
  words.phrases = {
      {.id = "en.bot",
       .kind = ReplyKind::kBotQuestion,
       .language = "en",
       .why = "asks for a machine",
       .say = {"are you a bot"}},
      {.id = "fr.bot",
       .kind = ReplyKind::kBotQuestion,
       .language = "fr",
       .why = "asks for a machine",
       .say = {"es tu un robot"}},
      {.id = "en.no_texts",
       .kind = ReplyKind::kStop,
       .language = "en",
       .why = "wants none",
       .say = {"no texts"}},
      {.id = "en.perhaps",
       .kind = ReplyKind::kDoubtful,
       .language = "en",
       .why = "perhaps wants none",
       .say = {"texts at night"}},
      {.id = "en.away",
       .kind = ReplyKind::kAutoReply,
       .language = "en",
       .why = "a machine",
       .say = {"out of office"}},
  };
  words.marks = {
      {.id = "en.flood", .mark = Mark::kEmergency, .language = "en", .say = {"flooding"}},
      {.id = "en.gas", .mark = Mark::kEmergency, .language = "en", .say = {"gas smell"}},
      {.id = "fr.feu", .mark = Mark::kEmergency, .language = "fr", .say = {"au feu"}},
      {.id = "en.leak", .mark = Mark::kPerhapsEmergency, .language = "en", .say = {"leak"}},
      {.id = "en.call", .mark = Mark::kCall, .language = "en", .say = {"call me"}},
  };
  return ReplyClassifier::Make(words).value();
}

inline std::shared_ptr<const Policy> SmallPolicy(Account account) {
  return MakePolicy(std::move(account), FollowUps::Of(BuiltInPlaybooks()), BuiltInPlaces().value(),
                    SmallWords())
      .value();
}

}  // namespace textback

#endif  // TEXTBACK_TESTS_ENGINE_SMALL_WORDS_H_
