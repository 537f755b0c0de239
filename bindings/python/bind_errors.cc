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
  // Messages quote the input, shortened, possibly in the middle of a character.
  const absl::string_view said = status.message();
  const auto text = py::reinterpret_steal<py::object>(
      PyUnicode_DecodeUTF8(said.data(), static_cast<Py_ssize_t>(said.size()), "replace"));
  PyErr_SetObject(input ? input_error : outside_error, text.ptr());
  throw py::error_already_set();
}
