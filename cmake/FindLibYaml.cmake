# Finds libyaml (https://pyyaml.org/wiki/LibYAML), whose Debian 12 package has no CMake files.
#
#   find_package(LibYaml REQUIRED)
#   target_link_libraries(mine PRIVATE yaml::yaml)
#
# Defines the imported target yaml::yaml, and LibYaml_FOUND, LibYaml_INCLUDE_DIR, LibYaml_LIBRARY.
# If it is installed elsewhere, set CMAKE_PREFIX_PATH, or LibYaml_INCLUDE_DIR and LibYaml_LIBRARY.

find_path(LibYaml_INCLUDE_DIR yaml.h)
find_library(LibYaml_LIBRARY yaml)
mark_as_advanced(LibYaml_INCLUDE_DIR LibYaml_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  LibYaml
  REQUIRED_VARS LibYaml_LIBRARY LibYaml_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "install libyaml-dev (Debian, Ubuntu), libyaml-devel (Fedora) or libyaml (Homebrew, vcpkg)")

if(LibYaml_FOUND AND NOT TARGET yaml::yaml)
  add_library(yaml::yaml UNKNOWN IMPORTED)
  set_target_properties(
    yaml::yaml PROPERTIES
    IMPORTED_LOCATION "${LibYaml_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${LibYaml_INCLUDE_DIR}")
endif()
