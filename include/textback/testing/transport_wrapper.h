// A Transport that forwards every call to another one. Override a method to observe it or to make
// it fail.
//
// For tests, and for a transport that logs, counts, or chooses between two providers. As
// thread-safe as the wrapped one. Doesn't need GoogleTest.
//
//   class Counting final : public TransportWrapper {
//    public:
//     using TransportWrapper::TransportWrapper;
//     void Send(const Text& text, Instant deadline, SendDone done) override {
//       ++sent;
//       TransportWrapper::Send(text, deadline, std::move(done));
//     }
//     std::atomic<int> sent = 0;
//   };
//   Counting counting(transport);
#ifndef TEXTBACK_TESTING_TRANSPORT_WRAPPER_H_
#define TEXTBACK_TESTING_TRANSPORT_WRAPPER_H_

#include <utility>

#include "textback/ports/transport.h"

namespace textback {

class TransportWrapper : public Transport {
 public:
  // `wrapped` is not owned and must outlive this.
  explicit TransportWrapper(Transport& wrapped) : wrapped_(wrapped) {}

  void Send(const Text& text, Instant deadline, SendDone done) override {
    wrapped_.Send(text, deadline, std::move(done));
  }
  void Lookup(const Text& text, Instant deadline, LookupDone done) override {
    wrapped_.Lookup(text, deadline, std::move(done));
  }

 private:
  Transport& wrapped_;
};

}  // namespace textback

#endif  // TEXTBACK_TESTING_TRANSPORT_WRAPPER_H_
