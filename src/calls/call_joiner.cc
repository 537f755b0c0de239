#include "textback/calls/call_joiner.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>
#include <absl/hash/hash.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "textback/calls/channel.h"
#include "textback/model/caller.h"

namespace textback {
namespace {

// A switch or a carrier that offers a call again does so at once; people take longer to redial.
constexpr Duration kOfferedAgain = std::chrono::seconds{2};

struct Open {
  RowGroup group;
  absl::InlinedVector<std::uint64_t, 6> keys;  // as many as a row of Asterisk has
  Instant first = kNever;
  Instant last = kNever;
  std::size_t moved_to = 0;  // serial of the group that this one became part of; 0: none
  bool changed = true;       // since it was last given out as settled
};

// A key and the time in which it means this call. An id means it for ever.
struct Meaning {
  std::size_t serial = 0;
  Instant from = kNever;
  Instant until = kNever;
};

bool Near(const CallRow& row, const Meaning& meaning) {
  return row.start <= meaning.until + kOfferedAgain && row.end + kOfferedAgain >= meaning.from;
}

bool Answered(const CallRow& row) {
  return row.ending == RowEnding::kAnswered && row.talk.count() > 0;
}

// Names are kept as 64 bits: a log has some ten thousand of them at a time, so that no two meet.
// Only their equality counts, never their order.
template <class... Parts>
std::uint64_t KeyOf(char kind, const Parts&... parts) {
  return absl::Hash<std::tuple<char, Parts...>>{}(std::tuple<char, Parts...>(kind, parts...));
}

// Who called which line of whom. Hidden callers are nobody in particular.
std::optional<std::uint64_t> PartiesOf(const CallRow& row) {
  const CallerRead from = ReadCaller(row.from);
  if (from.kind != MissedCall::Caller::kNumber) return std::nullopt;
  return KeyOf('p', absl::string_view(row.account_code), from.number.packed(),
               absl::string_view(row.to));
}

}  // namespace

class CallJoiner::Impl {
 public:
  explicit Impl(const Options& options) : options_(options) {}

  void Add(CallRow&& row, std::vector<RowGroup>& complete) {
    CloseBefore(row, complete);
    const bool has_ids = !row.id.empty() || !row.group.empty();
    std::size_t serial = 0;
    JoinedBy by = JoinedBy::kFirst;
    const auto found = [&](std::size_t other, JoinedBy how) {
      if (other == 0) return;
      if (serial == 0) by = how;
      serial = serial == 0 ? other : Merge(serial, other);
    };
    keys_of_row_.clear();
    if (!row.group.empty()) found(ById(row.group), JoinedBy::kGroupId);
    if (!row.id.empty()) found(ById(row.id), JoinedBy::kLegId);
    if (!row.peer_id.empty()) found(ById(row.peer_id), JoinedBy::kLegId);
    const std::string_view own_channel = ReadChannel(row.channel).instance;
    for (const std::string_view instance : {own_channel, ReadChannel(row.peer_channel).instance}) {
      if (!instance.empty()) found(ByChannel(row, instance), JoinedBy::kChannel);
    }
    if (const std::optional<std::uint64_t> parties = PartiesOf(row); parties.has_value()) {
      const Meaning* meaning = Find(*parties);
      // Without ids, a channel that has another name is another call, or the same one offered
      // again.
      const bool told_apart = has_ids || !own_channel.empty();
      const bool again =
          meaning != nullptr && (told_apart ? IsOfferedAgain(row, *meaning) : Near(row, *meaning));
      if (again) found(meaning->serial, JoinedBy::kTimeAndParties);
      keys_of_row_.push_back(*parties);
    }
    if (serial == 0) serial = Begin();
    Put(serial, std::move(row), by);
  }

  void Finish(std::vector<RowGroup>& complete) {
    while (!open_.empty()) CloseFirst(complete);
  }

  void Settled(const std::function<bool(const RowGroup&)>& is_over,
               std::vector<RowGroup>& settled) {
    for (Open& open : open_) {
      if (open.moved_to != 0 || !open.changed || !is_over(open.group)) continue;
      open.changed = false;
      settled.push_back(open.group);
    }
  }

 private:
  Open& At(std::size_t serial) { return open_[serial - first_serial_]; }

  std::size_t Begin() {
    open_.emplace_back();
    return first_serial_ + open_.size() - 1;
  }

  // The serial of the call that this group is part of now.
  std::size_t Now(std::size_t serial) {
    while (At(serial).moved_to != 0) serial = At(serial).moved_to;
    return serial;
  }

  const Meaning* Find(std::uint64_t key) {
    const auto found = meanings_.find(key);
    if (found == meanings_.end()) return nullptr;
    found->second.serial = Now(found->second.serial);
    return &found->second;
  }

  std::size_t ById(const std::string& id) {
    keys_of_row_.push_back(KeyOf('i', absl::string_view(id)));
    const Meaning* meaning = Find(keys_of_row_.back());
    return meaning == nullptr ? 0 : meaning->serial;
  }

  // A channel belongs to one call while it lives. Switches count on from 1 after a restart, so the
  // same name hours later is another call; and so is one with another linkedid or another caller.
  std::size_t ByChannel(const CallRow& row, std::string_view instance) {
    keys_of_row_.push_back(KeyOf('c', absl::string_view(instance.data(), instance.size())));
    const Meaning* meaning = Find(keys_of_row_.back());
    if (meaning == nullptr || !Near(row, *meaning)) return 0;
    const std::vector<CallRow>& rows = At(meaning->serial).group.rows;
    const bool other = std::any_of(rows.begin(), rows.end(), [&row](const CallRow& one) {
      return !one.group.empty() && !row.group.empty() && one.group != row.group;
    });
    return other ? 0 : meaning->serial;
  }

  // The switch offered the call again: one try failed, and the next began as it ended.
  bool IsOfferedAgain(const CallRow& row, const Meaning& before) {
    if (row.start >= before.until)
      return row.start <= before.until + kOfferedAgain && !WasAnswered(before.serial);
    return row.end <= before.from && row.end + kOfferedAgain >= before.from && !Answered(row);
  }

  bool WasAnswered(std::size_t serial) {
    const std::vector<CallRow>& rows = At(serial).group.rows;
    return std::any_of(rows.begin(), rows.end(), Answered);
  }

  // The older group takes the rows of the younger one.
  std::size_t Merge(std::size_t a, std::size_t b) {
    if (a == b) return a;
    const std::size_t into = std::min(a, b);
    Open& young = At(std::max(a, b));
    Open& old = At(into);
    std::move(young.group.rows.begin(), young.group.rows.end(), std::back_inserter(old.group.rows));
    old.group.joined_by.insert(old.group.joined_by.end(), young.group.joined_by.begin(),
                               young.group.joined_by.end());
    old.keys.insert(old.keys.end(), young.keys.begin(), young.keys.end());
    old.first = std::min(old.first, young.first);
    old.last = std::max(old.last, young.last);
    old.changed = true;
    young.group = {};
    young.keys.clear();
    young.moved_to = into;
    return into;
  }

  void Put(std::size_t serial, CallRow&& row, JoinedBy by) {
    Open& open = At(serial);
    open.first = open.group.rows.empty() ? row.start : std::min(open.first, row.start);
    open.last = open.group.rows.empty() ? row.end : std::max(open.last, row.end);
    open.changed = true;
    for (const std::uint64_t key : keys_of_row_) {
      const auto [place, added] = meanings_.try_emplace(key, Meaning{serial, row.start, row.end});
      Meaning& meaning = place->second;
      if (!added && Now(meaning.serial) == serial) {
        meaning = {serial, std::min(meaning.from, row.start), std::max(meaning.until, row.end)};
        continue;
      }
      if (!added) meaning = {serial, row.start, row.end};
      open.keys.push_back(key);
    }
    open.group.rows.push_back(std::move(row));
    open.group.joined_by.push_back(by);
    ++rows_;
  }

  void CloseBefore(const CallRow& row, std::vector<RowGroup>& complete) {
    while (!open_.empty()) {
      const Open& first = open_.front();
      const bool far = first.moved_to != 0 || row.start > first.last + options_.window ||
                       row.end + options_.window < first.first;
      if (!far && rows_ < options_.rows_max) return;
      CloseFirst(complete);
    }
  }

  void CloseFirst(std::vector<RowGroup>& complete) {
    Open& first = open_.front();
    if (first.moved_to == 0) {
      for (const std::uint64_t key : first.keys) {
        const auto found = meanings_.find(key);
        if (found != meanings_.end() && Now(found->second.serial) == first_serial_)
          meanings_.erase(found);
      }
      rows_ -= first.group.rows.size();
      if (first.changed) complete.push_back(std::move(first.group));
    }
    open_.pop_front();
    ++first_serial_;
  }

  const Options options_;
  std::deque<Open> open_;         // in the order of their first rows
  std::size_t first_serial_ = 1;  // of open_.front()
  std::size_t rows_ = 0;
  absl::flat_hash_map<std::uint64_t, Meaning> meanings_;  // its order is never used
  std::vector<std::uint64_t> keys_of_row_;
};

CallJoiner::CallJoiner() : CallJoiner(Options()) {}
CallJoiner::CallJoiner(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
CallJoiner::~CallJoiner() = default;
CallJoiner::CallJoiner(CallJoiner&&) noexcept = default;
CallJoiner& CallJoiner::operator=(CallJoiner&&) noexcept = default;

void CallJoiner::Add(CallRow&& row, std::vector<RowGroup>& complete) {
  impl_->Add(std::move(row), complete);
}
void CallJoiner::Finish(std::vector<RowGroup>& complete) { impl_->Finish(complete); }
void CallJoiner::Settled(const std::function<bool(const RowGroup&)>& is_over,
                         std::vector<RowGroup>& settled) {
  impl_->Settled(is_over, settled);
}

}  // namespace textback
