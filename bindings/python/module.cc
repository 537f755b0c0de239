// The extension module textback._textback. Lists the binders in the order in which they need each
// other.
#include <pybind11/pybind11.h>

#include "binders.h"

PYBIND11_MODULE(_textback, module) {
  module.doc() =
      "The C++ core of textback. Use the package textback; this module is its private part.";
  BindErrors(module);    // first: the others raise them
  BindLaw(module);       // Places, holidays(), clock()
  BindRecover(module);   // recover()
  BindSimulate(module);  // simulate()
  BindWords(module);     // segments(), classify(), lint(), lint_playbook()
}
