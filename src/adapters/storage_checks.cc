#include "adapters/storage_checks.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

namespace textback {
namespace {

absl::Status Mistake(const LeadId& id, std::string_view what) {
  return absl::InvalidArgumentError(absl::StrFormat("lead %s: %s", Masked(id), what));
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
  if (!IsPlausible(request.now)) return absl::InvalidArgumentError("Claim needs a 'now'");
  if (request.lease <= Duration{0} || request.lease > kLatest - kEarliest) {
    return absl::InvalidArgumentError("Claim needs a lease longer than nothing, and not for ever");
  }
  return absl::OkStatus();
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
  return absl::OkStatus();
}

absl::Status CheckDecision(const Commitment& commitment) {
  const Lead& lead = commitment.work->lead;
  const Decision& decision = *commitment.decision;
  if (decision.next.version != lead.state.version + 1) return VersionLost(lead.id);
  return CheckInvariants({.id = lead.id, .profile = LeadProfile{}, .state = decision.next});
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
  const auto* settled = std::get_if<TextSettled>(&settlement.event.body);
  const auto* not_sent = std::get_if<TextNotSent>(&settlement.event.body);
  if (settled == nullptr && not_sent == nullptr) {
    return Mistake(work.lead.id, "a settlement's event is text_settled or text_not_sent");
  }
  const TextKey& key = settled != nullptr ? settled->key : not_sent->key;
  if (settlement.event.lead != work.lead.id || key != claimed->text.key) {
    return Mistake(work.lead.id, "a settlement's event is about another text");
  }
  return CheckEvent(settlement.event);
}

absl::Status LeaseLost(const LeadId& id) {
  return absl::AbortedError(
      absl::StrFormat("lead %s: the lease has ended; drop the result, claim again", Masked(id)));
}

absl::Status VersionLost(const LeadId& id) {
  return absl::AbortedError(absl::StrFormat(
      "lead %s: the decision was made for another version; drop it, claim again", Masked(id)));
}

absl::Status KeyUsed(const TextKey& key) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "lead %s: the key of text %s (episode %d, attempt %d) was used before: never twice (R60)",
      Masked(key.lead), key.step.view(), key.episode, key.attempt));
}

}  // namespace textback
