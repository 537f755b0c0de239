// Window, number and the legal tables as plain dicts, for `textback window`, `number`, `law` and
// `doctor`.
#include <absl/strings/str_format.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>

#include "binders.h"
#include "textback/config/place_data.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/model/caller.h"
#include "textback/policy/place.h"

namespace py = pybind11;

namespace {

using textback::HoursKind;
using textback::Instant;
using textback::PhoneNumber;
using textback::Place;
using textback::PlaceHints;
using textback::Places;
using textback::Reason;
using textback::Reasons;

using PlacesPtr = std::shared_ptr<const Places>;

[[noreturn]] void RaiseInput(const std::string& what) { Raise(absl::InvalidArgumentError(what)); }

// Python holds the tables by value; in C++ they are immutable.
struct PlaceBook {
  PlacesPtr places;
};

PlaceBook Load(const std::optional<std::string>& rulebook) {
  if (!rulebook.has_value()) return {ValueOrRaise(textback::BuiltInPlaces())};
  return {ValueOrRaise(textback::PlacesWith(ValueOrRaise(textback::LoadRulebooks(*rulebook))))};
}

py::list ToList(const Reasons& reasons) {
  py::list list;
  for (const Reason& reason : reasons) {
    py::dict entry;
    entry["rule"] = RuleOf(reason.why);
    entry["why"] = SlugOf(reason.why);
    entry["sentence"] = SentenceOf(reason.why);
    entry["row"] = reason.row;
    entry["citation"] = reason.citation;
    if (reason.as_of.has_value()) entry["as_of"] = textback::FormatDate(*reason.as_of);
    list.append(std::move(entry));
  }
  return list;
}

// Hints must exist: a typo must not count as "unknown".
void CheckHints(const Places& places, const PlaceHints& hints) {
  const auto quoted = [](std::string_view text) {
    return "'" + std::string(text.substr(0, 60)) + "'";
  };
  if (!hints.zone.empty() && places.FindZone(hints.zone) == nullptr)
    RaiseInput("zone: no time zone " + quoted(hints.zone) + "; names read like America/Edmonton");
  if (!hints.region.empty() && !places.KnowsRegion(hints.region))
    RaiseInput("region: no region " + quoted(hints.region) + "; write CA-AB or US-FL");
  if (!hints.postal_code.empty() && !places.KnowsPostalCode(hints.postal_code)) {
    RaiseInput("postal_code: no postal code " + quoted(hints.postal_code) +
               "; write T2P 1J9 or a ZIP");
  }
}

// The number as people write it. Raises where it can't be one, or stands for a hidden caller (R2).
PhoneNumber NumberOrRaise(const std::string& text) {
  const textback::CallerRead caller = textback::ReadCaller(text);
  if (caller.kind == textback::MissedCall::Caller::kNumber) return caller.number;
  const bool empty = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (caller.kind == textback::MissedCall::Caller::kWithheld && !empty) {
    RaiseInput(
        "not a phone number: so a caller shows up who hides it: a word, zeros, or a word "
        "typed on a keypad");
  }
  ValueOrRaise(PhoneNumber::Parse(text));
  RaiseInput("not a phone number: one digit all along, as a switch fills an empty field");
}

py::dict Window(const PlaceBook& book, const std::string& to, const std::string& at,
                const std::string& text_class, const std::string& zone, const std::string& region,
                const std::string& postal_code) {
  const Places& places = *book.places;
  const PhoneNumber phone = NumberOrRaise(to);
  const Instant when = ValueOrRaise(textback::ParseRfc3339(at));
  if (text_class != "proactive" && text_class != "response")
    RaiseInput("class: write proactive or response; a service text keeps no window");
  const PlaceHints hints{
      .phone = phone, .zone = zone, .region = region, .postal_code = postal_code};
  CheckHints(places, hints);
  const Place place = places.Locate(hints, places.anywhere());
  if (place.stale && text_class == "proactive") {
    RaiseInput("the system's data for " + place.candidates.zones.front()->name() +
               " is out of date, nothing proactive goes there (R16); upgrade the package tzdata to "
               "2026e or later");
  }
  const absl::StatusOr<textback::WindowAnswer> found =
      NextAllowed(place.candidates, HoursKind::kShared, when);
  if (absl::IsFailedPrecondition(found.status())) {
    RaiseInput(std::string(found.status().message()) + "; give a zone, region or postal code");
  }
  const textback::WindowAnswer answer = ValueOrRaise(found);
  Reasons reasons = ExplainWindow(place.candidates, HoursKind::kShared, when);
  Reasons where = PlaceReasons(place);
  for (Reason& reason : where) {
    if (reason.why == textback::Why::kAccountZone) reason = {.why = textback::Why::kAnywhere};
  }
  reasons.insert(reasons.end(), where.begin(), where.end());
  py::list zones;
  for (const textback::Zone* one : place.candidates.zones) zones.append(one->name());
  py::list regions;
  for (const std::string& one : place.regions) regions.append(one);
  py::dict result;
  result["allowed"] = answer.allowed;
  result["next"] = textback::FormatRfc3339(answer.next);
  result["send_by"] = textback::FormatRfc3339(answer.send_by);
  result["zones"] = zones;
  result["regions"] = regions;
  result["reasons"] = ToList(reasons);
  return result;
}

// Where nothing is known about a number that belongs to a place: an area code newer than the data.
std::string NoteOn(PhoneNumber phone, const Place& place) {
  const bool known = !place.candidates.zones.empty() || !place.regions.empty();
  if (known || (place.kind != textback::NumberKind::kFixedOrMobile &&
                place.kind != textback::NumberKind::kForeign)) {
    return {};
  }
  const std::string prefix =
      phone.is_nanp() ? "area code " + phone.ToE164().substr(2, 3) : "the beginning of this number";
  return absl::StrFormat(
      "no region known for %s: our numbering data is of %s; the strictest hours hold", prefix,
      textback::NumberingAsOf());
}

py::dict Number(const PlaceBook& book, const std::string& raw, const std::string& region) {
  py::dict result;
  py::list zones;
  py::list regions;
  if (textback::ReadCaller(raw).kind == textback::MissedCall::Caller::kShortCode) {
    result["e164"] = py::none();
    result["kind"] = "short_code";
  } else {
    const Places& places = *book.places;
    const PhoneNumber phone = NumberOrRaise(raw);
    // "CA" or "US" only says how to read the number, and both read it alike.
    const bool country = region == "CA" || region == "US";
    const PlaceHints hints{.phone = phone,
                           .region = country ? std::string_view() : std::string_view(region)};
    CheckHints(places, hints);
    const Place place = places.Locate(hints, {});
    for (const textback::Zone* one : place.candidates.zones) zones.append(one->name());
    for (const std::string& one : place.regions) regions.append(one);
    result["e164"] = phone.ToE164();
    result["kind"] = NameOf(place.kind);
    if (const std::string note = NoteOn(phone, place); !note.empty()) result["note"] = note;
  }
  result["zones"] = zones;
  result["regions"] = regions;
  return result;
}

py::object HoursOf(const textback::WeekHours& hours) {
  py::list week;
  for (const textback::DayHours& day : hours) {
    week.append(day.closed() ? std::string("closed")
                             : absl::StrFormat("%02d:%02d-%02d:%02d", day.open / 60, day.open % 60,
                                               day.close / 60, day.close % 60));
  }
  return week;
}

py::object DayOrNone(std::chrono::local_days day) {
  if (day == std::chrono::local_days::min() || day == std::chrono::local_days::max())
    return py::none();
  return py::str(textback::FormatDate(std::chrono::year_month_day{day}));
}

// Every row in force now or later, and the calendars that rows close.
py::list Rows(const PlaceBook& book) {
  py::list rows;
  for (const textback::RulebookRow& row : book.places->rulebooks().rows()) {
    py::dict entry;
    entry["id"] = row.id;
    entry["effective_from"] = DayOrNone(row.effective_from);
    entry["effective_until"] = DayOrNone(row.effective_until);
    entry["hours"] = HoursOf(row.hours);
    entry["response_hours"] =
        row.response_hours.has_value() ? HoursOf(*row.response_hours) : py::none();
    entry["holidays"] = row.holiday_ids;
    entry["cap_per_day"] = row.cap_per_day;
    entry["inquiry_months"] = row.inquiry_months;
    entry["purchase_months"] = row.purchase_months;
    entry["opt_out_days"] = row.opt_out_days;
    entry["citation"] = row.citation;
    entry["months_citation"] = row.months_citation;
    entry["as_of"] = textback::FormatDate(row.as_of);
    entry["confidence"] = row.confidence;
    entry["note"] = row.note;
    rows.append(std::move(entry));
  }
  return rows;
}

py::list Holidays() {
  py::list calendars;
  for (const auto& [id, table] : textback::BuiltInHolidays()) {
    py::list days;
    for (const textback::HolidayRule& rule : table.calendar->rules())
      days.append(py::make_tuple(rule.name, rule.written));
    py::dict entry;
    entry["id"] = id;
    entry["citation"] = table.citation;
    entry["as_of"] = textback::FormatDate(table.as_of);
    entry["confidence"] = table.confidence;
    entry["note"] = table.note;
    entry["days"] = days;
    calendars.append(std::move(entry));
  }
  return calendars;
}

py::dict Regions(const PlaceBook& book) {
  py::dict names;
  for (const textback::Region& region : book.places->regions())
    names[py::str(region.id)] = region.name;
  return names;
}

// R16: the information about the clock that `doctor` reports.
py::dict Clock() {
  py::list probes;
  for (const textback::StaleProbe& probe : textback::StaleProbes()) {
    const auto zone = textback::Zone::Load(probe.zone);
    py::dict entry;
    entry["zone"] = probe.zone;
    entry["expected"] = textback::FormatRfc3339(probe.at + probe.offset).substr(11, 5);
    entry["is"] =
        zone.ok() ? textback::FormatRfc3339(probe.at + (*zone)->OffsetAt(probe.at)).substr(11, 5)
                  : "missing";
    probes.append(std::move(entry));
  }
  py::dict result;
  result["version"] = textback::ZoneDataVersion();
  result["stale"] = textback::StaleZoneData();
  result["probes"] = probes;
  return result;
}

}  // namespace

void BindLaw(py::module_& module) {
  py::class_<PlaceBook>(module, "Places", "The law and the clock of everywhere; immutable.")
      .def(py::init(&Load), py::arg("rulebook") = py::none(),
           "The built-in tables; rulebook: a file whose rows replace built-in ones.")
      .def("window", &Window, py::arg("to"), py::arg("at"), py::arg("text_class"), py::arg("zone"),
           py::arg("region"), py::arg("postal_code"), "When may a text to this number leave?")
      .def("number", &Number, py::arg("raw"), py::arg("region"), "Where could this number be?")
      .def("rows", &Rows, "Every row of every rulebook.")
      .def("regions", &Regions, "Region id -> name.")
      .def(
          "bytes", [](const PlaceBook& book) { return book.places->Bytes(); },
          "Memory of the tables.");
  module.def("holidays", &Holidays, "The built-in calendars.");
  module.def("clock", &Clock, "State of the system's zone data (R16).");
}
