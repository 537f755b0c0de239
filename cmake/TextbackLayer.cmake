# Makes a layer: a static library textback_<name>, also called textback::<name>. Warnings are
# errors. Its include path contains only the public headers, its own private ones and those of the
# libraries it links.
#
#   textback_layer(runtime
#     SOURCES runtime/runtime.cc
#     LINK textback::core textback::ports
#     PRIVATE_LINK Threads::Threads)

include(TextbackPrecompile)

function(textback_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Werror
                         # Members have defaults; designated initializers name what differs.
                         -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE -Wthread-safety)
  else()
    # False alarms of g++ 12 at -O2 and above: GCC bugs 105329 and 105651 (std::string +), 80635
    # (std::optional).
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
  if(TEXTBACK_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${TEXTBACK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=${TEXTBACK_SANITIZE})
  endif()
endfunction()

function(textback_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  set(target textback_${name})
  if(LAYER_SOURCES)
    add_library(${target} STATIC ${LAYER_SOURCES})
    textback_compile_options(${target})
    set(scope PUBLIC)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${target} PRIVATE ${LAYER_PRIVATE_LINK})
    textback_precompile(${target} layer)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
    target_compile_features(${target} INTERFACE cxx_std_20)
  endif()
  add_library(textback::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target} ${scope}
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} ${scope} ${LAYER_LINK})
  set_property(GLOBAL APPEND PROPERTY TEXTBACK_TARGETS ${target})
endfunction()
