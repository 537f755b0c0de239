// Delivery reports that arrive after the carrier took a text (R61).
#ifndef TEXTBACK_SRC_ENGINE_DELIVERY_H_
#define TEXTBACK_SRC_ENGINE_DELIVERY_H_

#include "engine/draft.h"

namespace textback {

void OnDelivery(Draft& draft, const DeliveryReported& reported);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DELIVERY_H_
