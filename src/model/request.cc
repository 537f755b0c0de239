#include "textback/model/request.h"

namespace textback {

StepName RequestedStep() {
  // Parse cannot fail: the name is short and contains plain letters only.
  static const StepName kName = StepName::Parse("as_asked").value_or(StepName());
  return kName;
}

}  // namespace textback
