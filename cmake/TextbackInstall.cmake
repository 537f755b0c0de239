# Installs libraries, public headers and the files for find_package(textback). tests/install tests
# it with two programs.

include(CMakePackageConfigHelpers)

set(TEXTBACK_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/textback")

get_property(targets GLOBAL PROPERTY TEXTBACK_TARGETS)
install(TARGETS ${targets} EXPORT textback-targets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT textback-targets NAMESPACE textback:: DESTINATION "${TEXTBACK_CMAKE_DIR}")

# The same for this build, used by the Python extension (TEXTBACK_LIBRARIES).
export(EXPORT textback-targets NAMESPACE textback:: FILE "${PROJECT_BINARY_DIR}/textback-targets.cmake")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/textback" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.h")

# The conformance suites, for authors of a storage or transport: find_package(textback COMPONENTS
# testing).
if(TARGET textback_testing)
  install(TARGETS textback_testing EXPORT textback-testing-targets
          OBJECTS DESTINATION "${CMAKE_INSTALL_LIBDIR}/textback")
  install(EXPORT textback-testing-targets NAMESPACE textback:: DESTINATION "${TEXTBACK_CMAKE_DIR}")
endif()

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/textback-config.cmake.in" "${PROJECT_BINARY_DIR}/textback-config.cmake"
  INSTALL_DESTINATION "${TEXTBACK_CMAKE_DIR}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/textback-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_LIST_DIR}/FindLibYaml.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindUtf8proc.cmake"
        DESTINATION "${TEXTBACK_CMAKE_DIR}")
install(FILES "${PROJECT_BINARY_DIR}/textback-config.cmake" "${PROJECT_BINARY_DIR}/textback-config-version.cmake"
        DESTINATION "${TEXTBACK_CMAKE_DIR}")
