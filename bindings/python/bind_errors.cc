// Status to exception:
//   InvalidArgument, FailedPrecondition  InputError (a ValueError)      what was given is wrong
//   NotFound, OutOfRange                 InputError
//   everything else                      OutsideError (a RuntimeError)  the disk, the database, a
//   provider
#include <string>

#include "binders.h"

namespace py = pybind11;

namespace {

PyObject* input_error = nullptr;
PyObject* outside_error = nullptr;

}  // namespace

void BindErrors(py::module_& module) {
  input_error = PyErr_NewException("textback.InputError", PyExc_ValueError, nullptr);
  outside_error = PyErr_NewException("textback.OutsideError", PyExc_RuntimeError, nullptr);
  module.attr("InputError") = py::reinterpret_borrow<py::object>(input_error);
  module.attr("OutsideError") = py::reinterpret_borrow<py::object>(outside_error);
}

void Raise(const absl::Status& status) {
  const bool input = absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status) ||
                     absl::IsNotFound(status) || absl::IsOutOfRange(status);
  PyErr_SetString(input ? input_error : outside_error, std::string(status.message()).c_str());
  throw py::error_already_set();
}
