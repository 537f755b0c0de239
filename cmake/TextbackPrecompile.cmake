# Precompiled headers, because most compile time went into the standard library, absl and gtest.
# There is one per kind of target, made once and used by every target of that kind:
#
#   textback_precompile(my_layer layer)   # standard library and absl: static libraries
#   textback_precompile(my_test test)     # the same, gmock, and public headers of the engine: test programs
#
# A PCH must not hide a missing include. tests/headers compiles every public header without one, and
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds everything without.

set(TEXTBACK_PCH_layer
    <absl/status/status.h> <absl/status/statusor.h> <absl/strings/str_cat.h> <absl/strings/str_format.h>
    <algorithm> <array> <chrono> <cstdint> <map> <memory> <optional> <set> <span> <string> <string_view> <utility>
    <variant> <vector>)
set(TEXTBACK_PCH_test <gmock/gmock.h> ${TEXTBACK_PCH_layer} <textback/engine/guard.h> <textback/engine/step.h>)

function(textback_precompile target kind)
  set(owner textback_pch_${kind})
  if(NOT TARGET ${owner})
    set(source "${PROJECT_BINARY_DIR}/pch/${kind}.cc")  # CMake requires a source file
    file(CONFIGURE OUTPUT "${source}" CONTENT "// Owns the precompiled header of kind '@kind@'.\n" @ONLY)
    add_library(${owner} OBJECT EXCLUDE_FROM_ALL "${source}")
    textback_compile_options(${owner})
    target_include_directories(${owner} PRIVATE "${PROJECT_SOURCE_DIR}/include")
    if(kind STREQUAL "test")
      target_link_libraries(${owner} PRIVATE GTest::gmock)
    endif()
    target_precompile_headers(${owner} PRIVATE ${TEXTBACK_PCH_${kind}})
    textback_precompiled_options(${owner} ${kind})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
  textback_precompiled_options(${target} ${kind})
endfunction()

# Options for files compiled with a PCH. ccache must handle the PCH. And g++ 12 forgets that
# std::string comes from a system header, so its false alarms (GCC bugs 105329 and 105651) must be
# disabled. A build without PCH has all warnings.
#
# Most tests run for milliseconds and take seconds to compile, so they are never optimised; the library under test is.
function(textback_precompiled_options target kind)
  if(kind STREQUAL "test")
    # For programs and object libraries alike.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -O0)
  endif()
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  else()
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-array-bounds -Wno-stringop-overflow)
  endif()
endfunction()
