// What the numbers of a RandomItem stand for.
#ifndef TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_
#define TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_

#include <string>

#include "properties/random_world.h"
#include "textback/model/profile.h"

namespace textback {

int ItemKinds();   // RandomItem::kind is below it
int Latenesses();  // and RandomItem::late below this
LeadProfile ProfileAt(int index);

// "late: 500 days, text_in: "STOP"", as a scenario would have it.
std::string Describe(const RandomItem& item);
std::string Describe(const LeadProfile& profile);

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_
