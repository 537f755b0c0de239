// read_calls(), Follower: how each call of a log was read, as JSON.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
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

  bool full() const { return left_ == 0; }
  void Call(const std::string& json) {
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
      if (writer.full()) return;
      const Account* owner = accounts.empty() ? nullptr : owners.OwnerOf(call);
      writer.Call(textback::CallToJson(call, owner == nullptr ? textback::AccountId() : owner->id));
    });
    if (result.ok()) writer.Flush();
  }
  if (!result.ok()) Raise(result.status());
  result->notes.insert(result->notes.begin(), notes.begin(), notes.end());
  return textback::CallListToJson(*result, accounts);
}

// A log that a switch is writing. Python polls it, and waits between polls.
class Follower {
 public:
  Follower(const std::string& path, const std::string& format,
           const std::optional<std::string>& zone_name, const std::optional<std::string>& account)
      : owners_(LoadIfGiven(account)) {
    const std::string zone =
        zone_name.has_value() ? *zone_name : ZoneOf(owners_.accounts(), notes_);
    live_ = std::make_unique<textback::LiveCalls>(
        ValueOrRaise(textback::LiveCalls::Open({.path = path,
                                                .format = FormatOf(format),
                                                .zone = ValueOrRaise(textback::Zone::Load(zone)),
                                                .accounts = owners_.accounts(),
                                                .since = clock_.Now()})));
  }

  // Calls that are over, as JSON; lines to show; whether more is there already.
  std::tuple<std::vector<std::string>, std::vector<std::string>, bool> Poll() {
    absl::StatusOr<textback::LiveNews> news = absl::UnknownError("");
    {
      const py::gil_scoped_release no_gil;
      news = live_->Poll(clock_.Now());
    }
    std::vector<std::string> lines = std::exchange(notes_, {});
    if (absl::IsUnavailable(news.status())) return {{}, std::move(lines), false};
    if (!news.ok()) Raise(news.status());
    lines.insert(lines.end(), news->notes.begin(), news->notes.end());
    for (const textback::CallLogProblem& problem : news->problems) lines.push_back(problem.message);
    std::vector<std::string> calls;
    for (const Call& call : news->calls) {
      const Account* owner = owners_.accounts().empty() ? nullptr : owners_.OwnerOf(call);
      calls.push_back(
          textback::CallToJson(call, owner == nullptr ? textback::AccountId() : owner->id));
    }
    return {std::move(calls), std::move(lines), news->more};
  }

 private:
  const textback::SystemClock clock_;
  const textback::CallOwners owners_;
  std::vector<std::string> notes_;
  std::unique_ptr<textback::LiveCalls> live_;
};

}  // namespace

void BindCalls(py::module_& module) {
  module.def(
      "call_log_formats",
      [] { return std::vector<std::string>(absl::StrSplit(textback::CallLogFormatNames(), ", ")); },
      "The formats that read_calls() and recover() take.");
  py::class_<Follower>(module, "Follower")
      .def(py::init<const std::string&, const std::string&, const std::optional<std::string>&,
                    const std::optional<std::string>&>(),
           py::arg("path"), py::kw_only(), py::arg("format"), py::arg("zone"), py::arg("account"))
      .def("poll", &Follower::Poll,
           "Calls that are over, as JSON; lines to show; whether more is there already.");
  module.def("read_calls", &ReadCalls, py::arg("path"), py::kw_only(), py::arg("name"),
             py::arg("format"), py::arg("zone"), py::arg("account"), py::arg("write"),
             py::arg("keep"), py::arg("progress"),
             "How each call of a log was read: calls as JSON to write(), in batches; the rest of "
             "the object is returned.");
}
