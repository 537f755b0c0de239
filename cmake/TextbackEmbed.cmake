# Compiles a text file into a target, so that the library needs no data files where it runs.
#
#   textback_embed(textback_config NAME textback::embedded::kTwoTextYaml FILE playbooks/two_text.yaml)
#
# defines `const std::string_view kTwoTextYaml` in namespace textback::embedded, usable before main. Declare it yourself in a
# private header:
#
#   namespace textback::embedded { extern const std::string_view kTwoTextYaml; }
#
# FILE is relative to the current source directory. The next build picks up a change of the file.
# The file must not contain the closing mark of the raw string; that is checked.

function(textback_embed target)
  cmake_parse_arguments(EMBED "" "NAME;FILE" "" ${ARGN})
  if(NOT EMBED_NAME OR NOT EMBED_FILE)
    message(FATAL_ERROR "textback_embed(${target}): give NAME and FILE")
  endif()
  get_filename_component(path "${EMBED_FILE}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")

  file(READ "${path}" embed_text)
  string(FIND "${embed_text}" ")textback_embed\"" mark)
  if(NOT mark EQUAL -1)
    message(FATAL_ERROR "${path}: holds the mark that ends a raw string, )textback_embed\"")
  endif()

  if(EMBED_NAME MATCHES "^(.*)::([^:]+)$")
    set(embed_namespace "${CMAKE_MATCH_1}")
    set(embed_symbol "${CMAKE_MATCH_2}")
  else()
    message(FATAL_ERROR "textback_embed(${target}): NAME needs a namespace: ${EMBED_NAME}")
  endif()

  set(generated "${CMAKE_CURRENT_BINARY_DIR}/embedded/${embed_symbol}.cc")
  file(CONFIGURE OUTPUT "${generated}" @ONLY CONTENT
"#include <string_view>

namespace @embed_namespace@ {

extern const std::string_view @embed_symbol@;
// Its length from its type: compilers don't count more than 262144 characters at compile time.
static constexpr char kText[] = R\"textback_embed(@embed_text@)textback_embed\";
constinit const std::string_view @embed_symbol@{kText, sizeof(kText) - 1};

}  // namespace @embed_namespace@
")
  # The standard requires compilers to accept 65536 characters; the compilers we use accept more.
  set_source_files_properties("${generated}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(${target} PRIVATE "${generated}")
endfunction()
