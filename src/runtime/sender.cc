#include "runtime/sender.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "textback/engine/account_limits.h"
#include "textback/engine/guard.h"

namespace textback {
namespace {

Event OutcomeEvent(const Text& text, Instant at, std::string_view what, EventBody body) {
  absl::StatusOr<EventId> id = EventId::Parse(absl::StrFormat("%s:%s", text.key.ToString(), what));
  return {.id = id.ok() ? *std::move(id) : EventId(),
          .lead = text.key.lead,
          .at = at,
          .received_at = at,
          .body = std::move(body)};
}

Event SettledEvent(const Text& text, SendOutcome outcome, Instant now) {
  // A provider's clock may differ from ours: an outcome without a time, or in the future, happened
  // now.
  if (!IsPlausible(outcome.at) || outcome.at > now) outcome.at = now;
  const std::string_view what = NameOf(outcome.kind);
  return OutcomeEvent(text, now, what, TextSettled{.key = text.key, .outcome = std::move(outcome)});
}

absl::Status Threw(std::string_view what) {
  return absl::InternalError(absl::StrFormat(
      "transport: it threw (%s); the text counts as ambiguous, for it may have left", what));
}

}  // namespace

bool Sender::Busy() const {
  const absl::MutexLock lock(&pass_);
  return flights_->size() > 0 || !unsettled_.empty() || !ready_.empty();
}

absl::StatusOr<RunResult> Sender::RunOnce(bool stopping) {
  const absl::MutexLock lock(&pass_);
  RunResult result;
  for (const absl::Status& problem : flights_->TakeProblems()) context_.Report(problem);
  Land(context_.Now());
  if (stopping) {
    GiveAllBack();
  } else {
    if (absl::Status status = ClaimTexts(result); !status.ok()) return status;
    if (absl::Status status = HandOver(); !status.ok()) return status;
    Land(context_.Now());
  }
  if (absl::Status status = Settle(result); !status.ok()) return status;
  result.next_due = std::min(result.next_due, flights_->NextDeadline());
  // A look-up found that a text never left, or slots are free again: continue at once.
  if (!ready_.empty() || result.done > 0) result.next_due = context_.Now();
  return result;
}

void Sender::Land(Instant now) {
  for (Landed& landed : flights_->Land(now)) {
    std::optional<SendOutcome> outcome;
    if (auto* sent = std::get_if<SendOutcome>(&landed.answer)) {
      outcome = std::move(*sent);
    } else {
      Known& known = std::get<Known>(landed.answer);
      if (!known.ok()) {
        // Its lease runs out; then it is looked up again.
        context_.Report(known.status());
        continue;
      }
      outcome = *std::move(known);
    }
    if (!outcome.has_value()) {
      landed.parcel.claimed().maybe_sent = false;
      landed.parcel.counted = true;
      ready_.push_back(std::move(landed.parcel));
      continue;
    }
    Event event = SettledEvent(landed.parcel.text(), *std::move(outcome), now);
    unsettled_.push_back({.parcel = std::move(landed.parcel), .event = std::move(event)});
  }
}

absl::Status Sender::Settle(RunResult& result) {
  if (unsettled_.empty()) return absl::OkStatus();
  std::vector<Settlement> batch;
  batch.reserve(unsettled_.size());
  for (const Done& done : unsettled_) {
    batch.push_back(
        {.work = &done.parcel.work, .event = done.event, .not_before = done.not_before});
  }
  // If the store stays unreachable the outcome is stored in the next pass. If the lease has run out
  // by then, the text comes back as `maybe_sent`.
  const absl::StatusOr<std::vector<absl::Status>> statuses =
      Insist(context_, [&] { return context_.options.storage->Settle(batch); });
  if (!statuses.ok()) return statuses.status();
  const std::vector<Done> settled = std::exchange(unsettled_, {});
  for (std::size_t i = 0; i < settled.size(); ++i) {
    context_.Report((*statuses)[i]);
    if (!(*statuses)[i].ok() || !settled[i].event.has_value()) continue;
    ++result.done;
    if (const auto* sent = std::get_if<TextSettled>(&settled[i].event->body))
      context_.observer.OnSent(settled[i].parcel.text(), sent->outcome);
  }
  return absl::OkStatus();
}

absl::Status Sender::ClaimTexts(RunResult& result) {
  const std::shared_ptr<const PolicySet> policies = context_.policies();
  const std::size_t taken = flights_->size() + ready_.size() + unsettled_.size();
  if (taken >= slots_) return absl::OkStatus();
  static const std::set<AccountId>& nobody = *new std::set<AccountId>;
  const auto served = policies->by_transport.find(&transport_);
  absl::StatusOr<Claimed> claimed = context_.options.storage->Claim(
      {.kind = WorkKind::kTexts,
       .now = context_.Now(),
       .lease = context_.options.lease,
       .limit = slots_ - taken,
       .accounts = served != policies->by_transport.end() ? &served->second : &nobody});
  if (!claimed.ok()) return claimed.status();
  for (const absl::Status& problem : claimed->problems) context_.Report(problem);
  result.claimed += claimed->work.size();
  result.next_due = claimed->next_due;
  for (AccountRecord& record : claimed->accounts) records_[record.account] = std::move(record);
  for (Work& work : claimed->work) {
    std::shared_ptr<const Policy> policy = policies->Of(work.lead.id.account);
    ready_.push_back({.work = std::move(work), .policy = std::move(policy)});
  }
  return absl::OkStatus();
}

absl::Status Sender::HandOver() {
  if (ready_.empty()) return absl::OkStatus();
  // R62: texts to people who wait for an answer go before follow-ups.
  std::stable_partition(ready_.begin(), ready_.end(), [](const Parcel& parcel) {
    return parcel.text().text_class != TextClass::kProactive;
  });
  Departure departure;
  for (Parcel& parcel : std::exchange(ready_, {})) Consider(std::move(parcel), departure);
  return Depart(std::move(departure));
}

void Sender::Consider(Parcel parcel, Departure& departure) {
  if (parcel.claimed().maybe_sent) return Ask(std::move(parcel));
  const Instant now = context_.Now();
  const Text& text = parcel.text();
  const AccountId& id = text.key.lead.account;
  AccountRecord& known = records_[id];
  known.account = id;
  AccountRecord& record = departure.records.try_emplace(id, known).first->second;
  const Brake brake = BrakeOf(record, now);
  const Verdict verdict = CheckHandOver(parcel.work.lead, text, *parcel.policy, now, brake);
  // R61: refused since it was decided, or another text of the account is the one being tried.
  if (verdict.kind == Verdict::Kind::kHold && brake == Brake::kRefused)
    return GiveBack(std::move(parcel), record.refused_until);
  if (verdict.kind != Verdict::Kind::kGo) {
    TextNotSent not_sent{.key = text.key, .expired = now >= text.send_by};
    if (verdict.guard == Guard::kSwitch || verdict.guard == Guard::kVolume) not_sent.brake = brake;
    context_.observer.OnNotSent(text, verdict.reasons);
    Event event = OutcomeEvent(text, now, "not_sent", not_sent);
    unsettled_.push_back({.parcel = std::move(parcel), .event = std::move(event)});
    return;
  }
  const Account& account = parcel.policy->account;
  if (!parcel.counted) {
    if (const std::optional<Instant> slot = TakeSlot(record, account, text, now)) {
      context_.observer.OnNotSent(text, {{.why = Why::kLineBusy}});
      return GiveBack(std::move(parcel), *slot);
    }
    CountText(record, account, text, now);
  }
  departure.parcels.push_back(std::move(parcel));
}

absl::Status Sender::Depart(Departure departure) {
  std::vector<AccountRecord> records;
  bool changed = false;
  for (auto& [id, record] : departure.records) {
    if (record != records_[id]) {
      ++record.version;
      changed = true;
    }
    records.push_back(record);
  }
  if (departure.parcels.empty() && !changed) return absl::OkStatus();
  std::vector<const Work*> texts;
  texts.reserve(departure.parcels.size());
  for (const Parcel& parcel : departure.parcels) texts.push_back(&parcel.work);
  const Instant now = context_.Now();
  const absl::StatusOr<std::vector<absl::Status>> statuses =
      context_.options.storage->BeginHandOver(
          {.texts = texts, .accounts = records, .now = now, .lease = context_.options.lease});
  if (!statuses.ok()) {
    // Nothing has left. It is tried again while the leases last.
    std::move(departure.parcels.begin(), departure.parcels.end(), std::back_inserter(ready_));
    return statuses.status();
  }
  // Keeps what was written. If another worker was faster, the next claim brings its record.
  for (AccountRecord& record : records) records_[record.account] = std::move(record);
  const Instant deadline = now + context_.options.send_timeout;
  for (std::size_t i = 0; i < departure.parcels.size(); ++i) {
    // Aborted: something newer is waiting for this lead, or another worker was faster. The text is
    // claimed again once that is decided.
    if ((*statuses)[i].ok()) Send(std::move(departure.parcels[i]), deadline);
  }
  RaiseAlarms(now);
  return absl::OkStatus();
}

void Sender::Send(Parcel parcel, Instant deadline) {
  const Text& claimed = parcel.text();
  const Instant now = context_.Now();
  // The store was slow. The text never left, and is checked again.
  if (now >= std::min(deadline, claimed.send_by)) return GiveBack(std::move(parcel), Instant{});
  const Text* text = nullptr;
  const SendDone done = flights_->BeginSend(std::move(parcel), deadline, &text);
  try {
    transport_.Send(*text, deadline, done);
  } catch (const std::exception& error) {
    context_.Report(Threw(error.what()));
    done({.kind = SendOutcome::Kind::kAmbiguous, .code = "threw"});
  } catch (...) {
    context_.Report(Threw("no std::exception"));
    done({.kind = SendOutcome::Kind::kAmbiguous, .code = "threw"});
  }
}

// R60: a worker died between hand-over and settlement. The provider knows whether the text left.
void Sender::Ask(Parcel parcel) {
  const Instant deadline = context_.Now() + context_.options.send_timeout;
  const Text* text = nullptr;
  const LookupDone done = flights_->BeginLookup(std::move(parcel), deadline, &text);
  try {
    transport_.Lookup(*text, deadline, done);
  } catch (const std::exception& error) {
    done(absl::InternalError(absl::StrFormat("transport: Lookup threw (%s)", error.what())));
  } catch (...) {
    done(absl::InternalError("transport: Lookup threw"));
  }
}

void Sender::GiveBack(Parcel parcel, Instant not_before) {
  unsettled_.push_back(
      {.parcel = std::move(parcel), .event = std::nullopt, .not_before = not_before});
}

void Sender::GiveAllBack() {
  for (Parcel& parcel : std::exchange(ready_, {})) {
    // A text that may have left stays marked: whoever claims it next looks it up.
    if (!parcel.claimed().maybe_sent) GiveBack(std::move(parcel), Instant{});
  }
}

// R64. An alarm has a fixed id, so it is raised once even if several workers raise it.
void Sender::RaiseAlarms(Instant now) {
  for (const auto& [account, record] : records_) {
    const std::optional<VolumeAlarm> alarm = AlarmOf(record, now);
    if (!alarm.has_value()) continue;
    absl::StatusOr<EventId> id =
        EventId::Parse(absl::StrFormat("volume:%s:%d", account.view(), record.volume.tripped));
    if (!id.ok() || alarms_.contains(*id)) continue;
    const Event event{.id = *id,
                      .lead = {.account = account, .phone = {}},
                      .at = now,
                      .received_at = now,
                      .body = *alarm};
    const absl::Status appended = context_.options.storage->Append({&event, 1}).status();
    context_.Report(appended);
    if (appended.ok()) alarms_.insert(*std::move(id));
  }
}

}  // namespace textback
