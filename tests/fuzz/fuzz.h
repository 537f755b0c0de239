// What the fuzz targets share: an input that is cut into parts, and properties that end the run
// where they don't hold.
//
// A target is a file with LLVMFuzzerTestOneInput. It takes what libFuzzer made up apart with Input,
// hands it to the library and says with Require what must be true of the answer. libFuzzer keeps
// the input of a run that ended; `fuzz_x FILE` repeats it.
#ifndef TEXTBACK_TESTS_FUZZ_FUZZ_H_
#define TEXTBACK_TESTS_FUZZ_FUZZ_H_

#include <absl/status/status.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/utf8.h"

namespace textback::fuzz {

// Ends the run where `holds` is false, saying which property is broken, and by what.
void Require(bool holds, std::string_view property, std::string_view by = {});

// Parts of the input, with a byte between them that no part can hold: it is in no UTF-8.
inline constexpr char kParting = '\xFF';

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  // Up to the next parting byte; empty where there are no more. The bytes are the part's alone, so
  // that the sanitizer sees whoever reads past its end.
  std::vector<char> Part();
  // The next byte, below `choices`; 0 where there are no more: what a seed leaves out is usual.
  std::size_t Choice(std::size_t choices);

 private:
  std::string_view rest_;
};

inline std::string_view View(const std::vector<char>& part) { return {part.data(), part.size()}; }

// ------------------------------------------------------------------------------------------------
// texts

bool HasControls(std::string_view text);  // C0, C1 and DEL, but for the line break
bool TurnsDirection(std::string_view text);
std::size_t CountLines(std::string_view text);  // 1 for one without a line break
// Where each character begins, and the end.
std::vector<std::size_t> Boundaries(std::string_view text);

// ------------------------------------------------------------------------------------------------
// errors

// InvalidArgument, "file_name:LINE: ..." with a line that `text` has (or the one after it, where
// something is missing), readable as it is.
inline constexpr std::string_view kFileName = "fuzz.yaml";
void RequireFileError(const absl::Status& status, std::string_view text);

}  // namespace textback::fuzz

#endif  // TEXTBACK_TESTS_FUZZ_FUZZ_H_
