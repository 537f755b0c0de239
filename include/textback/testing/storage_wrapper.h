// A storage that forwards every call to another one. Override a method to observe it, to slow it
// down or to make it fail.
//
// Threads and errors: those of the wrapped storage, which must outlive it.
//
//   class FullDisk final : public StorageWrapper {
//    public:
//     using StorageWrapper::StorageWrapper;
//     absl::StatusOr<AppendResult> Append(std::span<const Event> events) override {
//       if (full) return absl::UnavailableError("the disk is full");
//       return StorageWrapper::Append(events);
//     }
//     bool full = false;
//   };
#ifndef TEXTBACK_TESTING_STORAGE_WRAPPER_H_
#define TEXTBACK_TESTING_STORAGE_WRAPPER_H_

#include <cstddef>
#include <span>
#include <vector>

#include "textback/ports/storage.h"

namespace textback {

class StorageWrapper : public Storage {
 public:
  explicit StorageWrapper(Storage& storage) : storage_(storage) {}

  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override {
    return storage_.Append(events);
  }
  absl::StatusOr<Claimed> Claim(const ClaimRequest& request) override {
    return storage_.Claim(request);
  }
  absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) override {
    return storage_.Commit(batch);
  }
  absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) override {
    return storage_.BeginHandOver(hand_over);
  }
  absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) override {
    return storage_.Settle(batch);
  }
  absl::StatusOr<Lead> Find(const LeadId& id) override { return storage_.Find(id); }
  absl::StatusOr<JournalPage> ReadJournal(const JournalCursor& after, std::size_t limit) override {
    return storage_.ReadJournal(after, limit);
  }

 private:
  Storage& storage_;
};

}  // namespace textback

#endif  // TEXTBACK_TESTING_STORAGE_WRAPPER_H_
