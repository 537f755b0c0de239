// The words of playbooks as one Markdown page, so that a person can read and judge them at a
// glance: every step, variant, trade and language, rendered with sample values, with what it costs.
//
// `textback texts` prints it; docs/texts.md is the page of the built-in words. A text is shown
// without its footer, which is shown once for each language; characters and segments are those of
// the whole text.
//
// Pure and thread-safe. The same words give the same page.
//
//   std::cout << TextsPage();                                  // the built-in words
//   std::cout << TextsPageOf(*LoadPlaybook("own.yaml"));
#ifndef TEXTBACK_CONFIG_TEXTS_PAGE_H_
#define TEXTBACK_CONFIG_TEXTS_PAGE_H_

#include <string>

#include "textback/config/playbook_yaml.h"

namespace textback {

std::string TextsPage();
// The same for one playbook of your own.
std::string TextsPageOf(const PlaybookFile& file);

}  // namespace textback

#endif  // TEXTBACK_CONFIG_TEXTS_PAGE_H_
