// One binder per topic, and the conversion of a Status into an exception.
#ifndef TEXTBACK_BINDINGS_PYTHON_BINDERS_H_
#define TEXTBACK_BINDINGS_PYTHON_BINDERS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <pybind11/pybind11.h>

#include <utility>

void BindCalls(pybind11::module_& module);
void BindErrors(pybind11::module_& module);
void BindLaw(pybind11::module_& module);
void BindRecover(pybind11::module_& module);
void BindSimulate(pybind11::module_& module);
void BindWords(pybind11::module_& module);

// Raises the Python exception of a status that is not OK; see bind_errors.cc for the table.
[[noreturn]] void Raise(const absl::Status& status);

template <class T>
T ValueOrRaise(absl::StatusOr<T> result) {
  if (!result.ok()) Raise(result.status());
  return *std::move(result);
}

#endif  // TEXTBACK_BINDINGS_PYTHON_BINDERS_H_
