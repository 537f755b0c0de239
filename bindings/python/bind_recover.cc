// recover(): the main job on a call log, as JSON.
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>

#include "binders.h"
#include "textback/model/time.h"
#include "textback/simulation/recover.h"

namespace py = pybind11;

namespace {

using Progress = std::function<void(std::size_t, std::size_t)>;

std::string Recover(const std::string& calls, const std::string& name, const std::string& format,
                    const std::string& zone, const std::string& db,
                    const std::optional<std::string>& account,
                    const std::optional<std::string>& until,
                    const std::optional<std::string>& rulebook, const Progress& progress) {
  const std::optional<textback::CallLogFormat> known = textback::ParseCallLogFormat(format);
  if (!known.has_value()) {
    Raise(absl::InvalidArgumentError("format: '" + format + "' is not known; write one of " +
                                     textback::CallLogFormatNames()));
  }
  textback::RecoverOptions options{
      .calls_path = calls, .calls_name = name, .format = *known, .zone = zone, .db_path = db};
  if (account.has_value()) options.account_path = *account;
  if (rulebook.has_value()) options.rulebook_path = *rulebook;
  if (until.has_value()) options.until = ValueOrRaise(textback::ParseRfc3339(*until));
  // Called at most a few hundred times per run, so the GIL is taken only that often.
  std::size_t told = 0;
  if (progress) {
    options.on_progress = [&](std::size_t done, std::size_t total, textback::Instant) {
      if (done < told + total / 200 + 1 && done != total) return;
      if (done == told) return;
      told = done;
      const py::gil_scoped_acquire gil;
      progress(done, total);
    };
  }
  absl::StatusOr<textback::RecoverResult> result = absl::UnknownError("");
  {
    const py::gil_scoped_release no_gil;
    result = textback::RecoverCalls(options);
  }
  return textback::RecoverResultToJson(ValueOrRaise(std::move(result)));
}

}  // namespace

void BindRecover(py::module_& module) {
  module.def("recover", &Recover, py::arg("calls"), py::kw_only(), py::arg("name"),
             py::arg("format"), py::arg("zone"), py::arg("db"),
             py::arg("account") = py::none(), py::arg("until") = py::none(),
             py::arg("rulebook") = py::none(), py::arg("progress") = Progress(),
             "Runs the playbook over a call log in virtual time; returns JSON.");
}
