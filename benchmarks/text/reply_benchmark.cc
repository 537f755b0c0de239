// Understanding a usual reply of about 60 characters: at most 5 microseconds (row 16), the second
// opinion included.
#include "textback/text/reply.h"

#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>

#include "textback/config/words_data.h"
#include "textback/text/opinion.h"

namespace textback {
namespace {

// What people answer: 60 characters on average, in all three languages, one with a typo.
constexpr std::array<std::string_view, 12> kUsual = {
    "Hi Alex, we'd like to redo our kitchen, can you come Tuesday?",
    "Yes please, the basement is about 900 sq ft and unfinished",
    "thanks for getting back to me, around how much for a bathroom",
    "I'll be home after 4 today if you want to stop by and measure",
    "no rush at all, we were thinking of starting in the new year",
    "Can you call my husband Mike instead? He has all the details",
    "its the main bathroom upstairs, tub and tile need replacing",
    "Bonjour, on voudrait refaire la cuisine au printemps. Merci!",
    "Est-ce que vous faites aussi les sous-sols? C'est à Laval",
    "Hola, quiero remodelar el baño, ¿cuándo puede venir a verlo?",
    "sí, sería para la cocina y tal vez el piso de la sala también",
    "Sounds good, Thursday at 10 works. 14 Birch Lane, side door"};

void UsualReply(benchmark::State& state) {
  const ReplyClassifier& classifier = *BuiltInReplies();
  for (const std::string_view text : kUsual) {
    if (classifier.Classify(text).kind != ReplyKind::kReply) state.SkipWithError("is no reply");
  }
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(classifier.Classify(kUsual[next]));
    next = next + 1 == kUsual.size() ? 0 : next + 1;
  }
}
BENCHMARK(UsualReply);

// The second opinion alone, on the same texts: at most 3 microseconds. It folds them once more.
void OpinionOnUsualReply(benchmark::State& state) {
  const Opinion& opinion = *BuiltInReplies()->opinion();
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(opinion.ScoresOf(kUsual[next]));
    next = next + 1 == kUsual.size() ? 0 : next + 1;
  }
}
BENCHMARK(OpinionOnUsualReply);

void PlainStop(benchmark::State& state) {
  const ReplyClassifier& classifier = *BuiltInReplies();
  if (classifier.Classify("Please stop texting me, we hired somebody").kind != ReplyKind::kStop)
    state.SkipWithError("is no stop");
  for (auto _ : state)
    benchmark::DoNotOptimize(classifier.Classify("Please stop texting me, we hired somebody"));
}
BENCHMARK(PlainStop);

}  // namespace
}  // namespace textback
