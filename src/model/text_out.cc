#include "textback/model/text_out.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<5> kWhatNames = {"nothing", "step", "greeting", "answer", "requested"};
constexpr Names<2> kWithNames = {"carrier", "person"};

}  // namespace

std::string_view NameOf(TextOut::What what) { return NameIn(kWhatNames, what); }
std::string_view NameOf(TextOut::With with) { return NameIn(kWithNames, with); }

}  // namespace textback
