#include "textback/model/sequence.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<5> kFateNames = {"pending", "accepted", "may_have_left", "undelivered", "dropped"};

}  // namespace

std::string_view NameOf(StepFate fate) { return NameIn(kFateNames, fate); }

}  // namespace textback
