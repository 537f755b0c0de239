// Texts as people, phones and switches write them, in plain ASCII, so that a number or a word can
// be looked for.
//
// Marks that nobody sees (directions, zero width, byte order) are dropped. Every space becomes ' ',
// every line break '\n', every hyphen or dash '-', every quotation mark '"', every decimal digit of
// Unicode its ASCII digit. Full-width signs become the usual ones. Letters become small and lose
// their accents. Everything else becomes kOtherSign.
//
// Pure.
#ifndef TEXTBACK_SRC_MODEL_WRITTEN_H_
#define TEXTBACK_SRC_MODEL_WRITTEN_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace textback {

// Longer texts are no numbers and no words of ours; the rest of them is left out.
inline constexpr std::size_t kMaxWritten = 256;

// A sign without a plain form, like a letter of another script, or a bad byte. No part of a number.
inline constexpr char kOtherSign = '\x7F';

std::string Plain(std::string_view text, std::size_t most = kMaxWritten);

// Without the spaces, line breaks and quotation marks around it.
std::string_view Trimmed(std::string_view plain);

// The part of a plain text that stands for the caller: inside <...>, without quotation marks,
// scheme ("tel:", "sip:") and host.
//   "dana" <sip:4035550123@192.0.2.7;user=phone>    4035550123
//   tel:+1-403-555-0123;ext=5                       +1-403-555-0123;ext=5
std::string Unwrapped(std::string_view plain);

}  // namespace textback

#endif  // TEXTBACK_SRC_MODEL_WRITTEN_H_
