// A text of 158 characters. It is in one place so that textback and the other libraries get the
// same words and values; benchmarks/peers passes it on.
#ifndef TEXTBACK_BENCHMARKS_TEXT_PAYLOAD_H_
#define TEXTBACK_BENCHMARKS_TEXT_PAYLOAD_H_

#include <string_view>

#include "textback/text/template.h"

namespace textback::payload {

inline constexpr std::string_view kSource =
    "{person} here at {business}. Sorry we missed your call, we were out on jobs. What are you "
    "hoping to get done? Call {callback}. Reply STOP to opt out.";
inline constexpr std::string_view kText =
    "Alex here at Northside Renovations. Sorry we missed your call, we were out on jobs. What are "
    "you hoping to get done? Call 403-555-0199. Reply STOP to opt out.";
static_assert(kText.size() == 158);

// The same length with clauses, which not every library has.
inline constexpr std::string_view kClauses =
    "{person} here at {business}[, hi {name}]. Sorry we missed your call[ about your {trade}]. "
    "How can we best help you? Call {callback}. Reply STOP to opt out.";
inline constexpr std::string_view kClausesText =
    "Alex here at Northside Renovations, hi Dana. Sorry we missed your call about your kitchen. "
    "How can we best help you? Call 403-555-0199. Reply STOP to opt out.";
static_assert(kClausesText.size() == 158);

inline Values Known() {
  Values values;
  values[Field::kPerson] = "Alex";
  values[Field::kBusiness] = "Northside Renovations";
  values[Field::kCallback] = "403-555-0199";
  values[Field::kName] = "Dana";
  values[Field::kTrade] = "kitchen";
  return values;
}

}  // namespace textback::payload

#endif  // TEXTBACK_BENCHMARKS_TEXT_PAYLOAD_H_
