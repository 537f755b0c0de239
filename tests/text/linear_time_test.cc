// R52, R32: no text is too long to be counted or understood. The time grows linearly with its
// length: a message of 8 MB may be slow, but cannot block the others.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/words_data.h"
#include "textback/text/reply.h"
#include "textback/text/segments.h"
#include "textback/text/stand_ins.h"
#include "textback/text/template.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TEXTBACK_TEST_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define TEXTBACK_TEST_SANITIZED 1
#endif

namespace textback {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::array<std::size_t, 4> kSizes = {1U << 20, 2U << 20, 4U << 20, 8U << 20};
#if defined(TEXTBACK_TEST_SANITIZED)
// These are slow for other reasons: only that they finish is tested.
constexpr std::size_t kFirst = kSizes.size() - 1;
constexpr Seconds kLongest{60};
#else
constexpr std::size_t kFirst = 0;
constexpr Seconds kLongest{2};
#endif

// Four times the text takes four times as long, or sixteen times if it is quadratic; the limit is
// in between. One doubling would not be enough: 2.8 was measured when a text outgrew a cache.
constexpr std::size_t kApart = 2;
constexpr double kMaxGrowth = 8;
// Shorter times cannot be told from noise.
constexpr Seconds kMeasurable{0.005};
// Noise only adds time, so the shortest of several runs counts.
constexpr int kMaxRounds = 8;

struct Fill {
  std::string_view name;
  std::string_view piece;  // repeated to make the text
};

using namespace std::string_view_literals;

constexpr std::array<Fill, 20> kFills = {{
    {"one endless word", "a"},
    {"NUL bytes", "\0"sv},
    {"bad UTF-8", "\xF0\x9F\x92"},
    {"right-to-left overrides", "\u202E"},
    {"combining marks", "\u0301"},
    {"letters with marks", "e\u0301"},
    {"marks without a stand-in", "\u20DD"},
    {"flags", "🇨🇦"},
    {"families", "👩\u200D👧\u200D"},
    {"emoji", "🛑"},
    {"typographic quotes", "’"},
    {"fractions", "2½"},
    {"spaces", " "},
    {"'stop '", "stop "},
    {"'no more '", "no more "},
    {"'please '", "please "},
    {"'s t o p'", "s t o p "},
    {"'a|b'", "a|b"},
    {"masks", "f*#-'"},
    {"braces", "{name|[{"},
}};

std::string Body(std::string_view piece) {
  std::string body;
  body.reserve(kSizes.back() + piece.size());
  while (body.size() < kSizes.back()) body += piece;
  body.resize(kSizes.back());
  return body;
}

using Run = std::function<void(std::string_view)>;

// CPU time of this process: on a shared machine, work that takes longer than a time slice waits for
// others, and would seem to grow faster than it does.
Seconds Measure(const Run& run, std::string_view text) {
  const std::clock_t begin = std::clock();
  run(text);
  return Seconds(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
}

using Times = std::array<Seconds, kSizes.size()>;

bool IsLinear(const Times& times) {
  for (std::size_t i = kFirst + kApart; i < times.size(); ++i) {
    if (times[i] > kMeasurable && times[i] > kMaxGrowth * times[i - kApart]) return false;
  }
  return true;
}

std::string Describe(const Times& times) {
  std::string out;
  for (std::size_t i = kFirst; i < times.size(); ++i)
    out += std::to_string(times[i].count() * 1000) + " ms ";
  return out;
}

Times Shortest(const Run& run, std::string_view body) {
  Times times;
  times.fill(Seconds::max());
  for (int round = 0; round < kMaxRounds; ++round) {
    for (std::size_t i = kFirst; i < kSizes.size(); ++i)
      times[i] = std::min(times[i], Measure(run, body.substr(0, kSizes[i])));
    // Short times have a larger relative error.
    const bool sure = round > 0 || times.back() > 4 * kMeasurable;
    if (sure && IsLinear(times) && times.back() < kLongest) break;
    if (times.back() > 4 * kLongest) break;  // not noise
  }
  return times;
}

void ExpectLinear(const Run& run) {
  for (const Fill& fill : kFills) {
    const std::string body = Body(fill.piece);
    const Times times = Shortest(run, body);
    EXPECT_TRUE(IsLinear(times)) << fill.name << ": " << Describe(times);
    EXPECT_LT(times.back(), kLongest) << fill.name << ": " << Describe(times);
  }
}

// ------------------------------------------------------------------------------------------------
// R52

TEST(LinearTimeTest, SegmentsAreCounted) {
  ExpectLinear([](std::string_view text) {
    ASSERT_GE(CountSegments(text).segments, kSizes.front() / 4 / 153) << text.size();
  });
}

TEST(LinearTimeTest, ForcingCharactersAreFound) {
  ExpectLinear([](std::string_view text) {
    const std::vector<Forcing> found = ForcedBy(text, text.size());
    ASSERT_LE(found.size(), 4U);
  });
}

// As many different characters as exist, in the worst order.
TEST(LinearTimeTest, ManyForcingCharactersAreFound) {
  std::string body;
  while (body.size() < kSizes.back()) {
    for (int lead = 0xE1; lead <= 0xEC; ++lead) {
      for (int next = 0x80; next <= 0xBF; ++next) {
        for (int last = 0x80; last <= 0xBF; ++last) {
          for (const int byte : {lead, next, last}) body += static_cast<char>(byte);
        }
      }
    }
  }
  const Times times = Shortest(
      [](std::string_view text) { ASSERT_GT(ForcedBy(text, text.size()).size(), 40000U); }, body);
  EXPECT_TRUE(IsLinear(times)) << Describe(times);
  EXPECT_LT(times.back(), kLongest);
}

TEST(LinearTimeTest, StandInsAreFound) {
  const StandIns& stand_ins = *BuiltInStandIns();
  ExpectLinear([&stand_ins](std::string_view text) {
    ASSERT_LE(stand_ins.Replace(text).size(), 4 * text.size());
  });
}

// ------------------------------------------------------------------------------------------------
// R32

TEST(LinearTimeTest, RepliesAreUnderstood) {
  const ReplyClassifier& classifier = *BuiltInReplies();
  ExpectLinear([&classifier](std::string_view text) {
    ASSERT_NE(classifier.Classify(text, "fr-CA").kind, ReplyKind::kStart);
  });
}

TEST(LinearTimeTest, ManyKeywordsAreRead) {
  const auto took = [](int count) {
    ReplyWords words;
    words.keywords.push_back({.kind = ReplyKind::kStop, .language = "en"});
    for (int i = 0; i < count; ++i)
      words.keywords.front().words.push_back("word" + std::to_string(i));
    return Measure([&words](std::string_view) { ASSERT_TRUE(ReplyClassifier::Make(words).ok()); },
                   {});
  };
  EXPECT_LT(took(60'000), kMaxGrowth * std::max(took(15'000), kMeasurable));
}

// The end of a long message is not read, but its beginning is.
TEST(LinearTimeTest, LongMessageMaySayStopFirst) {
  const std::string body = "Stop texting me! " + Body("really ");
  EXPECT_EQ(BuiltInReplies()->Classify(body).kind, ReplyKind::kStop);
}

// ------------------------------------------------------------------------------------------------
// R53: templates have a limit, values are cut

TEST(LinearTimeTest, LongTemplatesAreRefused) {
  ExpectLinear([](std::string_view text) { ASSERT_FALSE(Template::Compile(text).ok()); });
}

TEST(LinearTimeTest, LongValuesAreShown) {
  const Template words =
      *Template::Compile("{person} {business} {callback} {name|you}[, {address}][ {trade}]");
  ExpectLinear([&words](std::string_view text) {
    Values values;
    values.of.fill(text);
    std::string out;
    words.Render(values, out);
    ASSERT_LE(out.size(), kFieldCount * (4 * Template::kMaxValue + 4));
  });
}

}  // namespace
}  // namespace textback
