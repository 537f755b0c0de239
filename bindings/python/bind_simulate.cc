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

std::string Play(const textback::Scenario& scenario, const std::optional<std::string>& rulebook) {
  const auto places = ValueOrRaise(textback::LoadPlaces(rulebook.value_or("")));
  absl::StatusOr<textback::ScenarioResult> result = absl::UnknownError("");
  {
    const py::gil_scoped_release no_gil;
    result = textback::PlayScenario(scenario, places);
  }
  return textback::ScenarioResultToJson(ValueOrRaise(std::move(result)));
}

std::string SimulateYaml(const std::string& yaml, const std::string& name,
                         const std::optional<std::string>& rulebook) {
  return Play(ValueOrRaise(textback::ParseScenario(yaml, name)), rulebook);
}

std::string Simulate(const std::string& path, const std::optional<std::string>& rulebook) {
  return Play(ValueOrRaise(textback::LoadScenario(path)), rulebook);
}

}  // namespace

void BindSimulate(py::module_& module) {
  module.def("simulate", &Simulate, py::arg("path"), py::arg("rulebook") = py::none(),
             "Plays a scenario file in virtual time; returns JSON.");
  module.def("simulate_yaml", &SimulateYaml, py::arg("yaml"), py::arg("name"),
             py::arg("rulebook") = py::none(), "The same, of a text that is no file.");
}
