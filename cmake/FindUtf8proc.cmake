# Finds utf8proc (https://juliastrings.github.io/utf8proc/), whose Debian 12 package has no CMake
# files.
#
#   find_package(Utf8proc REQUIRED)
#   target_link_libraries(mine PRIVATE utf8proc::utf8proc)
#
# Defines the imported target utf8proc::utf8proc, and Utf8proc_FOUND, Utf8proc_VERSION, Utf8proc_INCLUDE_DIR, Utf8proc_LIBRARY.
# If it is installed elsewhere, set CMAKE_PREFIX_PATH, or Utf8proc_INCLUDE_DIR and Utf8proc_LIBRARY.

find_path(Utf8proc_INCLUDE_DIR utf8proc.h)
find_library(Utf8proc_LIBRARY utf8proc)
mark_as_advanced(Utf8proc_INCLUDE_DIR Utf8proc_LIBRARY)

if(Utf8proc_INCLUDE_DIR)
  set(Utf8proc_VERSION "")
  foreach(part IN ITEMS MAJOR MINOR PATCH)
    file(STRINGS "${Utf8proc_INCLUDE_DIR}/utf8proc.h" line REGEX "^#define UTF8PROC_VERSION_${part} [0-9]+")
    string(REGEX MATCH "[0-9]+$" number "${line}")
    list(APPEND Utf8proc_VERSION "${number}")
  endforeach()
  list(JOIN Utf8proc_VERSION "." Utf8proc_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Utf8proc
  REQUIRED_VARS Utf8proc_LIBRARY Utf8proc_INCLUDE_DIR
  VERSION_VAR Utf8proc_VERSION
  REASON_FAILURE_MESSAGE "install libutf8proc-dev (Debian, Ubuntu), utf8proc-devel (Fedora) or utf8proc (Homebrew, vcpkg)")

if(Utf8proc_FOUND AND NOT TARGET utf8proc::utf8proc)
  add_library(utf8proc::utf8proc UNKNOWN IMPORTED)
  set_target_properties(
    utf8proc::utf8proc PROPERTIES
    IMPORTED_LOCATION "${Utf8proc_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Utf8proc_INCLUDE_DIR}")
endif()
