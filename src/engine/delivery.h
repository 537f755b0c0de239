// R61: what the network says later about a text that the carrier took.
#ifndef TEXTBACK_SRC_ENGINE_DELIVERY_H_
#define TEXTBACK_SRC_ENGINE_DELIVERY_H_

#include "engine/draft.h"

namespace textback {

void OnDelivery(Draft& draft, const DeliveryReported& reported);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DELIVERY_H_
