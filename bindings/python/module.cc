// The extension module textback._textback. Calls the binders in the order in which they depend on
// each other.
#include <pybind11/pybind11.h>

#include "binders.h"

PYBIND11_MODULE(_textback, module) {
  module.doc() =
      "The C++ core of textback. Use the package textback; this module is its private part.";
  BindErrors(module);    // first, because the others raise these exceptions
  BindLaw(module);       // Places, holidays(), clock()
  BindCalls(module);     // read_calls()
  BindRecover(module);   // recover()
  BindSimulate(module);  // simulate()
  BindWords(module);     // segments(), classify(), lint(), lint_playbook()
}
