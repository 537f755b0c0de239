// Teaches ThreadSanitizer about absl::Mutex. Linked into tests only, and only under
// -fsanitize=thread.
//
// Debian's Abseil is built without ThreadSanitizer, so the sanitizer does not see that Lock and
// Unlock order anything and reports every guarded variable as a race. The functions below replace
// the library's (a program's symbols take precedence over those of its shared libraries), inform
// the sanitizer, and call the library's. Between pre and post the sanitizer ignores what the
// library does, including the conditions of other waiters that Unlock evaluates.
#include <absl/base/options.h>
#include <absl/synchronization/mutex.h>
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#define TEXTBACK_TEXT_OF(x) #x
#define TEXTBACK_TEXT(x) TEXTBACK_TEXT_OF(x)

namespace {

// Finds the library's function: "5Mutex4LockEv" -> absl::<inline namespace>::Mutex::Lock().
template <class Function>
Function Next(const char* mangled) {
  const std::string space = TEXTBACK_TEXT(ABSL_OPTION_INLINE_NAMESPACE_NAME);
  const std::string name = "_ZN4absl" + std::to_string(space.size()) + space + mangled;
  void* const found = dlsym(RTLD_NEXT, name.c_str());
  if (found == nullptr) {
    std::fprintf(stderr, "absl_mutex.cc: no %s in the libraries\n", name.c_str());
    std::abort();
  }
  return reinterpret_cast<Function>(found);
}

using OnMutex = void (*)(absl::Mutex*);
using OnCondVar = void (*)(absl::CondVar*, absl::Mutex*);
using OnCondVarFor = bool (*)(absl::CondVar*, absl::Mutex*, absl::Duration);
using OnCondVarUntil = bool (*)(absl::CondVar*, absl::Mutex*, absl::Time);
using OnCondition = void (*)(absl::Mutex*, const absl::Condition&);
using OnConditionFor = bool (*)(absl::Mutex*, const absl::Condition&, absl::Duration);
using OnConditionUntil = bool (*)(absl::Mutex*, const absl::Condition&, absl::Time);

// How deep inside the library this thread is. The library also calls its own functions by name
// (WaitWithTimeout calls WaitWithDeadline), which leads here again: only the outermost call is
// reported.
thread_local int depth = 0;

class Call {
 public:
  Call() : outermost_(depth++ == 0) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { --depth; }

 protected:
  const bool outermost_;
};

class Locking : Call {
 public:
  explicit Locking(absl::Mutex* mutex, unsigned flags = 0) : mutex_(mutex), flags_(flags) {
    if (outermost_) __tsan_mutex_pre_lock(mutex_, flags_);
  }
  ~Locking() {
    if (outermost_) __tsan_mutex_post_lock(mutex_, flags_, 0);
  }

 private:
  absl::Mutex* const mutex_;
  const unsigned flags_;
};

class Unlocking : Call {
 public:
  explicit Unlocking(absl::Mutex* mutex, unsigned flags = 0) : mutex_(mutex), flags_(flags) {
    if (outermost_) __tsan_mutex_pre_unlock(mutex_, flags_);
  }
  ~Unlocking() {
    if (outermost_) __tsan_mutex_post_unlock(mutex_, flags_);
  }

 private:
  absl::Mutex* const mutex_;
  const unsigned flags_;
};

// Waiting on a held mutex releases it and acquires it again.
class Waiting : Call {
 public:
  explicit Waiting(absl::Mutex* mutex) : mutex_(mutex) {
    if (!outermost_) return;
    __tsan_mutex_pre_unlock(mutex_, 0);
    __tsan_mutex_post_unlock(mutex_, 0);
    __tsan_mutex_pre_lock(mutex_, 0);
  }
  ~Waiting() {
    if (outermost_) __tsan_mutex_post_lock(mutex_, 0, 0);
  }

 private:
  absl::Mutex* const mutex_;
};

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static const auto next = Next<OnMutex>("5Mutex4LockEv");
  const Locking locking(this);
  next(this);
}

void Mutex::Unlock() {
  static const auto next = Next<OnMutex>("5Mutex6UnlockEv");
  const Unlocking unlocking(this);
  next(this);
}

void Mutex::ReaderLock() {
  static const auto next = Next<OnMutex>("5Mutex10ReaderLockEv");
  const Locking locking(this, __tsan_mutex_read_lock);
  next(this);
}

void Mutex::ReaderUnlock() {
  static const auto next = Next<OnMutex>("5Mutex12ReaderUnlockEv");
  const Unlocking unlocking(this, __tsan_mutex_read_lock);
  next(this);
}

void Mutex::LockWhen(const Condition& condition) {
  static const auto next = Next<OnCondition>("5Mutex8LockWhenERKNS0_9ConditionE");
  const Locking locking(this);
  next(this, condition);
}

void Mutex::Await(const Condition& condition) {
  static const auto next = Next<OnCondition>("5Mutex5AwaitERKNS0_9ConditionE");
  const Waiting waiting(this);
  next(this, condition);
}

bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  static const auto next =
      Next<OnConditionFor>("5Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  const Waiting waiting(this);
  return next(this, condition, timeout);
}

bool Mutex::AwaitWithDeadline(const Condition& condition, Time deadline) {
  static const auto next =
      Next<OnConditionUntil>("5Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  const Waiting waiting(this);
  return next(this, condition, deadline);
}

void CondVar::Wait(Mutex* mutex) {
  static const auto next = Next<OnCondVar>("7CondVar4WaitEPNS0_5MutexE");
  const Waiting waiting(mutex);
  next(this, mutex);
}

bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  static const auto next =
      Next<OnCondVarFor>("7CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  const Waiting waiting(mutex);
  return next(this, mutex, timeout);
}

bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline) {
  static const auto next =
      Next<OnCondVarUntil>("7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  const Waiting waiting(mutex);
  return next(this, mutex, deadline);
}

ABSL_NAMESPACE_END
}  // namespace absl
