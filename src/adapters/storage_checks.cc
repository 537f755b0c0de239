#include "adapters/storage_checks.h"

#include <absl/strings/ascii.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <set>

namespace textback {
namespace {

absl::Status Mistake(const LeadId& id, std::string_view what) {
  return absl::InvalidArgumentError(absl::StrFormat("lead %s: %s", Masked(id), what));
}

absl::Status CheckTime(std::string_view call, Instant now, Duration lease) {
  if (!IsPlausible(now))
    return absl::InvalidArgumentError(absl::StrFormat("%s needs a 'now'", call));
  if (lease <= Duration{0} || lease > kLatest - kEarliest) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s needs a lease longer than nothing, and not for ever", call));
  }
  return absl::OkStatus();
}

bool IsFingerprint(std::string_view text) {
  return text.size() == 32 && std::all_of(text.begin(), text.end(), absl::ascii_isxdigit);
}

}  // namespace

std::string Masked(const LeadId& id) {
  return absl::StrFormat("%s/%s", id.account.view(), id.phone.Masked());
}

absl::Status CheckEvent(const Event& event) {
  if (event.lead.account.empty()) return absl::InvalidArgumentError("an event without an account");
  if (event.id.empty()) return Mistake(event.lead, "an event without an id");
  if (!IsPlausible(event.at) || !IsPlausible(event.received_at)) {
    return Mistake(event.lead, "an event needs 'at' and 'received_at', from 1970 up to 2199");
  }
  if (std::holds_alternative<WakeUp>(event.body)) {
    return Mistake(event.lead, "a wake-up is made by Claim and never appended");
  }
  return absl::OkStatus();
}

absl::Status CheckRequest(const ClaimRequest& request) {
  return CheckTime("Claim", request.now, request.lease);
}

absl::Status CheckShape(const Commitment& commitment) {
  if (commitment.work == nullptr || commitment.decision == nullptr) {
    return absl::InvalidArgumentError("a commitment needs its work and its decision");
  }
  const LeadId& id = commitment.work->lead.id;
  if (!std::holds_alternative<Event>(commitment.work->item)) {
    return Mistake(id, "a claimed text is settled, not committed");
  }
  if (!IsPlausible(commitment.now)) return Mistake(id, "a commitment needs its 'now'");
  const std::optional<Text>& text = commitment.decision->text;
  if (text.has_value() && text->key.lead != id) {
    return Mistake(id, "the decision holds a text to somebody else");
  }
  if (text.has_value() && !IsPlausible(text->decided_at)) {
    return Mistake(id, "the decision's text needs 'decided_at'");
  }
  if (commitment.policy != nullptr && !IsFingerprint(commitment.policy->fingerprint)) {
    return Mistake(id, "a policy needs a fingerprint of 32 hexadecimal digits");
  }
  if (commitment.account == nullptr) return absl::OkStatus();
  if (commitment.account->account != id.account) {
    return Mistake(id, "the commitment holds the record of another account");
  }
  return CheckAccountRecord(*commitment.account);
}

absl::Status CheckDecision(const Commitment& commitment) {
  const Lead& lead = commitment.work->lead;
  const Decision& decision = *commitment.decision;
  if (decision.next.version != lead.state.version + 1) return VersionLost(lead.id);
  return CheckInvariants({.id = lead.id, .profile = LeadProfile{}, .state = decision.next});
}

absl::Status CheckShape(const HandOver& hand_over) {
  if (absl::Status status = CheckTime("BeginHandOver", hand_over.now, hand_over.lease);
      !status.ok())
    return status;
  std::set<AccountId> accounts;
  for (const AccountRecord& record : hand_over.accounts) {
    if (absl::Status status = CheckAccountRecord(record); !status.ok()) return status;
    if (record.account.empty() || !accounts.insert(record.account).second) {
      return absl::InvalidArgumentError("a hand-over needs one record for each account");
    }
  }
  std::set<std::uint64_t> leases;
  for (const Work* work : hand_over.texts) {
    if (work == nullptr) return absl::InvalidArgumentError("a hand-over needs its work");
    const LeadId& id = work->lead.id;
    if (!std::holds_alternative<ClaimedText>(work->item)) {
      return Mistake(id, "only a claimed text is handed over");
    }
    if (!leases.insert(work->lease).second) return Mistake(id, "a text is handed over once");
    if (!accounts.contains(id.account)) {
      return Mistake(id, "a hand-over needs the record of the text's account");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckShape(const Settlement& settlement) {
  if (settlement.work == nullptr) {
    return absl::InvalidArgumentError("a settlement needs its work");
  }
  const Work& work = *settlement.work;
  const auto* claimed = std::get_if<ClaimedText>(&work.item);
  if (claimed == nullptr) {
    return Mistake(work.lead.id, "a claimed event is committed, not settled");
  }
  if (!settlement.event.has_value()) {
    if (IsPlausible(settlement.not_before)) return absl::OkStatus();
    return Mistake(work.lead.id, "a text is given back until an instant from 1970 up to 2199");
  }
  const Event& event = *settlement.event;
  const auto* settled = std::get_if<TextSettled>(&event.body);
  const auto* not_sent = std::get_if<TextNotSent>(&event.body);
  if (settled == nullptr && not_sent == nullptr) {
    return Mistake(work.lead.id, "a settlement's event is text_settled or text_not_sent");
  }
  const TextKey& key = settled != nullptr ? settled->key : not_sent->key;
  if (event.lead != work.lead.id || key != claimed->text.key) {
    return Mistake(work.lead.id, "a settlement's event is about another text");
  }
  return CheckEvent(event);
}

Standing StandingOf(const AccountRecord& given, const AccountRecord& stored) {
  if (given.version == stored.version + 1) return Standing::kNext;
  // The version alone is not enough: two workers may have produced the same next version.
  return given == stored ? Standing::kSame : Standing::kStale;
}

const TextKey& KeyOfText(const Work& work) { return std::get<ClaimedText>(work.item).text.key; }

absl::StatusOr<std::uint64_t> NumberOf(const JournalCursor& cursor, std::uint64_t last) {
  std::uint64_t number = 0;
  if (cursor.token.empty()) return number;
  if (!absl::SimpleAtoi(cursor.token, &number) || absl::StrCat(number) != cursor.token) {
    return absl::InvalidArgumentError("not a cursor of this store: keep what ReadJournal gave");
  }
  if (number > last) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "the cursor is behind the end of this journal (%d): was an older copy of the store put in "
        "place? Read it again from the beginning",
        last));
  }
  return number;
}

absl::Status LeaseLost(const LeadId& id) {
  return absl::AbortedError(
      absl::StrFormat("lead %s: the lease has ended; drop the result, claim again", Masked(id)));
}

absl::Status VersionLost(const LeadId& id) {
  return absl::AbortedError(absl::StrFormat(
      "lead %s: the decision was made for another version; drop it, claim again", Masked(id)));
}

absl::Status AccountLost(const AccountId& account) {
  return absl::AbortedError(absl::StrFormat(
      "account %s: another worker has written its record; drop the result, claim again",
      account.view()));
}

absl::Status EventWaits(const LeadId& id) {
  return absl::AbortedError(absl::StrFormat(
      "lead %s: an event waits that is to be decided before any text leaves", Masked(id)));
}

absl::Status SwitchWaits(const LeadId& id) {
  return absl::AbortedError(absl::StrFormat(
      "lead %s: a turn of its account's switch waits to be decided first", Masked(id)));
}

absl::Status KeyUsed(const TextKey& key) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "lead %s: the key of text %s (episode %d, attempt %d) was used before: never twice (R60)",
      Masked(key.lead), key.step.view(), key.episode, key.attempt));
}

}  // namespace textback
