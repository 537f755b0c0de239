# Builds and runs one consumer, as its author would.
#
#   cmake -D CONSUMER=find_package|add_subdirectory -D SOURCE=<tree> -D BUILD=<its build> -D WORK=<scratch>
#         -D COMPILER=<c++> -D LAUNCHER=<ccache or nothing> -D CONFIG=<build type> -P run.cmake

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result)
    message(FATAL_ERROR "${ARGN}\n${output}\nexit ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(prefix "${WORK}/prefix")
if(CONSUMER STREQUAL "find_package")
  run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
  # What is installed must work on another machine: nothing in it may point back into the tree.
  file(GLOB_RECURSE installed "${prefix}/*.cmake")
  foreach(file IN LISTS installed)
    file(READ "${file}" content)
    string(FIND "${content}" "${SOURCE}/" place)
    if(NOT place EQUAL -1)
      message(FATAL_ERROR "${file} points into the source tree")
    endif()
  endforeach()
  set(where "-DCMAKE_PREFIX_PATH=${prefix}")
else()
  set(where "-DTEXTBACK_SOURCE=${SOURCE}")
endif()

run("${CMAKE_COMMAND}" -S "${SOURCE}/tests/install/${CONSUMER}" -B "${WORK}/build" -G Ninja "${where}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_CXX_FLAGS_DEBUG=-O0")
run("${CMAKE_COMMAND}" --build "${WORK}/build" --target consumer)
run("${CMAKE_COMMAND}" -E chdir "${WORK}" "${WORK}/build/consumer")
if(NOT output MATCHES "^textback found")
  message(FATAL_ERROR "the consumer said: ${output}")
endif()
message(STATUS "${output}")
