// Who calls, and whom: numbers outside that can be but are nobody's (555-0100 to 555-0199).
#ifndef TEXTBACK_TESTS_CALLS_PBX_PEOPLE_H_
#define TEXTBACK_TESTS_CALLS_PBX_PEOPLE_H_

#include <cstddef>

#include "calls/pbx_random.h"
#include "calls/pbx_scene.h"

namespace textback::pbx {

class People {
 public:
  explicit People(Random& random) : random_(random) {}

  // A number that wasn't used for the last 16,000 callers or so.
  Party Next();
  Party TollFree();
  // Withheld, or a short code: nobody can be called back.
  Party Withheld();
  Party ShortCode();

 private:
  Random& random_;
  size_t next_ = 0;
  size_t next_toll_free_ = 0;
};

PbxAccount AccountOfTheDay();

}  // namespace textback::pbx

#endif  // TEXTBACK_TESTS_CALLS_PBX_PEOPLE_H_
