// simulate(): a scenario file in virtual time, as JSON.
#include <pybind11/stl.h>

#include <optional>
#include <string>

#include "binders.h"
#include "textback/config/place_data.h"
#include "textback/config/scenario_yaml.h"
#include "textback/simulation/scenario.h"

namespace py = pybind11;

namespace {

std::string Simulate(const std::string& path, const std::optional<std::string>& rulebook) {
  const auto places = ValueOrRaise(textback::LoadPlaces(rulebook.value_or("")));
  const textback::Scenario scenario = ValueOrRaise(textback::LoadScenario(path));
  absl::StatusOr<textback::ScenarioResult> result = absl::UnknownError("");
  {
    const py::gil_scoped_release no_gil;
    result = textback::PlayScenario(scenario, places);
  }
  return textback::ScenarioResultToJson(ValueOrRaise(std::move(result)));
}

}  // namespace

void BindSimulate(py::module_& module) {
  module.def("simulate", &Simulate, py::arg("path"), py::arg("rulebook") = py::none(),
             "Plays a scenario file in virtual time; returns JSON.");
}
