// The meaning of the numbers of a RandomItem.
#ifndef TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_
#define TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_

#include <string>

#include "properties/random_world.h"
#include "textback/model/profile.h"

namespace textback {

int ItemKinds();   // RandomItem::kind is less than this
int Latenesses();  // RandomItem::late is less than this
LeadProfile ProfileAt(int index);

// For example "late: 500 days, text_in: "STOP"", as in a scenario file.
std::string Describe(const RandomItem& item);
std::string Describe(const LeadProfile& profile);

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_EVENT_H_
