// Links in what strangers type, however they hide them: without "http", with full-width or spelled
// dots, with spaces, in letters of mathematics. And the services that shorten links.
//
// What ends an address and who shortens links is data: src/config/words/links.tsv.
#ifndef TEXTBACK_SRC_TEXT_LINK_H_
#define TEXTBACK_SRC_TEXT_LINK_H_

#include <string>
#include <string_view>

namespace textback {

// In small ASCII letters, without accents, marks that nobody sees and typographic signs.
std::string Simple(std::string_view text);

enum class LinkIn {
  kName,    // "dana.it" is one: no name looks like that
  kMessage  // "call me.it is late" is none
};
// `simple`: a result of Simple.
bool HasLink(std::string_view simple, LinkIn in);

// Is this the address of a service that shortens links: "bit.ly/3xAmple", "https://tinyurl.com/x"?
// `word`: a part of a text without spaces.
bool IsShortLink(std::string_view word);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_LINK_H_
