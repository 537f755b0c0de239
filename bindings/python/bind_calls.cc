// read_calls(), follow_calls(): how each call of a log was read, as JSON.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "binders.h"
#include "textback/adapters/call_log/call_json.h"
#include "textback/adapters/call_log/live_calls.h"
#include "textback/adapters/system/clock.h"
#include "textback/calls/call_owner.h"
#include "textback/config/account_yaml.h"
#include "textback/config/playbook_yaml.h"

namespace py = pybind11;

namespace {

using textback::Account;
using textback::Call;

using Progress = std::function<void(std::uint64_t, std::uint64_t)>;
using Write = std::function<py::object(const std::string&)>;

// So much is gathered before it is handed to Python: a log of 2 GB in constant memory, and the GIL
// is taken a few thousand times only.
constexpr std::size_t kBatch = 256 * 1024;

class Writer {
 public:
  Writer(const Write& write, std::size_t keep) : write_(write), left_(keep) {}

  void Call(const std::string& json) {
    if (left_ == 0) return;
    --left_;
    absl::StrAppend(&batch_, first_ ? "" : ",\n", json);
    first_ = false;
    if (batch_.size() >= kBatch) Flush();
  }
  void Flush() {
    if (batch_.empty()) return;
    const py::gil_scoped_acquire gil;
    write_(batch_);
    batch_.clear();
  }

 private:
  const Write& write_;
  std::size_t left_;
  std::string batch_;
  bool first_ = true;
};

textback::CallLogFormat FormatOf(const std::string& name) {
  const std::optional<textback::CallLogFormat> format = textback::ParseCallLogFormat(name);
  if (!format.has_value()) {
    Raise(absl::InvalidArgumentError(absl::StrCat(
        "format: '", name, "' is not known; write one of ", textback::CallLogFormatNames())));
  }
  return *format;
}

// The log's clock, if nobody says it: that of the accounts, if they agree; else UTC.
std::string ZoneOf(const std::vector<Account>& accounts, std::vector<std::string>& notes) {
  const std::string zone = accounts.empty() ? "UTC" : std::string(accounts.front().zone->name());
  for (const Account& account : accounts) {
    if (account.zone->name() != zone) return "UTC";
  }
  notes.push_back(absl::StrCat("no zone given: times are read as ", zone));
  return zone;
}

std::vector<Account> LoadIfGiven(const std::optional<std::string>& path) {
  if (!path.has_value()) return {};
  std::vector<Account> accounts =
      ValueOrRaise(textback::LoadAccounts(*path, textback::BuiltInPlaybooks().Trades()));
  if (absl::Status status = textback::CheckOwners(accounts); !status.ok()) Raise(status);
  return accounts;
}

std::string ReadCalls(const std::string& path, const std::string& name, const std::string& format,
                      const std::optional<std::string>& zone_name,
                      const std::optional<std::string>& account, const Write& write,
                      std::size_t keep, const Progress& progress) {
  const std::vector<Account> accounts = LoadIfGiven(account);
  std::vector<std::string> notes;
  const std::string zone = zone_name.has_value() ? *zone_name : ZoneOf(accounts, notes);
  textback::CallListOptions options{.path = path,
                                    .name = name,
                                    .format = FormatOf(format),
                                    .zone = ValueOrRaise(textback::Zone::Load(zone)),
                                    .accounts = accounts};
  std::uint64_t told = 0;
  if (progress) {
    options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
      if (done < told + total / 200 + 1) return;
      told = done;
      const py::gil_scoped_acquire gil;
      progress(done, total);
    };
  }
  const textback::CallOwners owners(accounts);
  Writer writer(write, keep);
  absl::StatusOr<textback::CallListResult> result = absl::UnknownError("");
  {
    const py::gil_scoped_release no_gil;
    result = textback::ReadCalls(options, [&](const Call& call) {
      const Account* owner = accounts.empty() ? nullptr : owners.OwnerOf(call);
      writer.Call(textback::CallToJson(call, owner == nullptr ? textback::AccountId() : owner->id));
    });
    if (result.ok()) writer.Flush();
  }
  if (!result.ok()) Raise(result.status());
  result->notes.insert(result->notes.begin(), notes.begin(), notes.end());
  return textback::CallListToJson(*result, accounts);
}

// Gives each call to write() when it is over, and each problem to tell(), until Ctrl-C.
void FollowCalls(const std::string& path, const std::string& format,
                 const std::optional<std::string>& zone_name,
                 const std::optional<std::string>& account, const Write& write, const Write& tell) {
  constexpr auto kBetweenPolls = std::chrono::milliseconds{200};
  const std::vector<Account> accounts = LoadIfGiven(account);
  std::vector<std::string> notes;
  const std::string zone = zone_name.has_value() ? *zone_name : ZoneOf(accounts, notes);
  const textback::SystemClock clock;
  textback::LiveCalls live =
      ValueOrRaise(textback::LiveCalls::Open({.path = path,
                                              .format = FormatOf(format),
                                              .zone = ValueOrRaise(textback::Zone::Load(zone)),
                                              .accounts = accounts,
                                              .since = clock.Now()}));
  const textback::CallOwners owners(accounts);
  for (const std::string& note : notes) tell(note);
  while (true) {
    absl::StatusOr<textback::LiveNews> news = absl::UnknownError("");
    {
      const py::gil_scoped_release no_gil;
      news = live.Poll(clock.Now());
      if (news.ok() && !news->more) std::this_thread::sleep_for(kBetweenPolls);
    }
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!news.ok() && !absl::IsUnavailable(news.status())) Raise(news.status());
    if (!news.ok()) continue;
    for (const std::string& note : news->notes) tell(note);
    for (const textback::CallLogProblem& problem : news->problems) tell(problem.message);
    for (const Call& call : news->calls) {
      const Account* owner = accounts.empty() ? nullptr : owners.OwnerOf(call);
      write(textback::CallToJson(call, owner == nullptr ? textback::AccountId() : owner->id));
    }
  }
}

}  // namespace

void BindCalls(py::module_& module) {
  module.def(
      "call_log_formats",
      [] { return std::vector<std::string>(absl::StrSplit(textback::CallLogFormatNames(), ", ")); },
      "The formats that read_calls() and recover() take.");
  module.def("follow_calls", &FollowCalls, py::arg("path"), py::kw_only(), py::arg("format"),
             py::arg("zone"), py::arg("account"), py::arg("write"), py::arg("tell"),
             "Follows a log that a switch is writing; each call as JSON when it is over.");
  module.def("read_calls", &ReadCalls, py::arg("path"), py::kw_only(), py::arg("name"),
             py::arg("format"), py::arg("zone"), py::arg("account"), py::arg("write"),
             py::arg("keep"), py::arg("progress"),
             "How each call of a log was read: calls as JSON to write(), in batches; the rest of "
             "the object is returned.");
}
