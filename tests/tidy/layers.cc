// The include table: which layer may include what. It is the picture in docs/architecture.md in a
// form that can be checked.
#include <algorithm>
#include <string_view>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

using Names = std::vector<std::string_view>;

struct Layer {
  std::string_view name;
  Names layers;   // textback's layers, besides itself; "*": all except testing
  Names outside;  // headers or folders of other libraries, besides the standard library; "*": any
  Names hidden;   // the same, but never in a public header
  Names not_std;  // forbidden headers of the standard library
};

// Headers that wait, lock, use random numbers, read files or have an unstable order (R70).
const Names& ImpureStd() {
  static const Names kNames = {
      "atomic",       "condition_variable", "ctime",  "filesystem",    "fstream",
      "future",       "iostream",           "mutex",  "random",        "semaphore",
      "shared_mutex", "stop_token",         "thread", "unordered_map", "unordered_set"};
  return kNames;
}

const Names& PureAbsl() {
  static const Names kNames = {"absl/status/", "absl/strings/", "absl/base/", "absl/types/"};
  return kNames;
}

const std::vector<Layer>& Layers() {
  static const Names kPosix = {"fcntl.h", "signal.h", "sys/", "unistd.h"};
  static const std::vector<Layer> kLayers = {
      {"model", {}, PureAbsl(), {}, ImpureStd()},
      {"policy", {"model"}, PureAbsl(), {"date/"}, ImpureStd()},
      {"text", {"model"}, PureAbsl(), {"utf8proc.h"}, ImpureStd()},
      {"engine", {"model", "policy", "text"}, PureAbsl(), {}, ImpureStd()},
      {"calls", {"model", "policy"}, PureAbsl(), {"absl/container/", "absl/hash/"}, ImpureStd()},
      {"ports", {"model"}, PureAbsl(), {}, ImpureStd()},
      {"codec", {"model"}, PureAbsl(), {"nlohmann/"}, ImpureStd()},
      {"runtime", {"model", "policy", "text", "engine", "ports"}, {"absl/"}, {}, {}},
      {"config", {"model", "policy", "text", "engine"}, PureAbsl(), {"yaml.h"}, {}},
      {"insight", {"model", "ports", "codec"}, PureAbsl(), {"nlohmann/"}, {}},
      {"simulation", {"*"}, {"absl/"}, {"nlohmann/"}, {}},
      {"testing", {"*"}, {"absl/", "gtest/", "gmock/"}, {}, {}},
      {"map", {"*"}, {}, {}, {}},
      {"adapters/sqlite",
       {"model", "ports", "codec"},
       {"absl/"},
       {"sqlite3.h", "fcntl.h", "sys/file.h", "unistd.h"},
       {}},
      {"adapters/call_log",
       {"model", "policy", "calls"},
       PureAbsl(),
       {"fcntl.h", "signal.h", "sys/", "unistd.h", "nlohmann/"},
       {}},
      {"bindings", {"*"}, {"absl/", "pybind11/", "Python.h"}, {}, {}},
      {"examples", {"*"}, {"absl/"}, {}, {}},
      {"benchmarks", {"*", "testing"}, {"*"}, {}, {}},
      {"tests", {"*", "testing"}, {"*"}, {}, {}},
      // Any other adapter. An adapter with a driver gets its own line above, which allows the
      // driver's header.
      {"adapters", {"model", "ports", "codec"}, {"absl/"}, kPosix, {}},
  };
  return kLayers;
}

// Single files that may include one more header than their layer.
struct Exception {
  std::string_view file, header, why;
};
const std::vector<Exception>& Exceptions() {
  static const std::vector<Exception> kExceptions = {
      {"src/policy/zone.cc", "mutex", "guards the cache of loaded zones"},
      {"src/policy/zone.cc", "fstream", "reads zone files when a zone is loaded"},
      {"src/policy/zone.cc", "filesystem", "finds zone files when a zone is loaded"},
  };
  return kExceptions;
}

const Layer* FindLayer(std::string_view name) {
  const auto find = [](std::string_view wanted) {
    const auto it = std::find_if(Layers().begin(), Layers().end(),
                                 [wanted](const Layer& layer) { return layer.name == wanted; });
    return it == Layers().end() ? nullptr : &*it;
  };
  const Layer* layer = find(name);
  return layer == nullptr && name.starts_with("adapters/") ? find("adapters") : layer;
}

bool Holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "absl/" allows everything below it; "sqlite3.h" allows only itself.
bool Allows(const Names& names, std::string_view header) {
  return std::any_of(names.begin(), names.end(), [header](std::string_view name) {
    return name == "*" || name == header || (name.ends_with("/") && header.starts_with(name));
  });
}

// True for <vector> or <cstdint>: no folder, no extension.
bool IsStd(std::string_view header) { return header.find_first_of("/.") == header.npos; }

// Returns an empty text if the include is allowed.
std::string WhyNotLayer(const SourceFile& file, const Layer& layer, std::string_view own,
                        const Include& include) {
  const std::string target = LayerOf("include/" + include.path);
  if (target == own) return "";
  if (target == "map") {
    const bool outer = Holds(layer.layers, "*") && own != "simulation" && own != "testing";
    return outer ? "" : "textback.h is for applications: include what is needed of it";
  }
  if (FindLayer(target) == nullptr) return "no such layer: " + target;
  if (Holds(layer.layers, target)) return "";
  if (Holds(layer.layers, "*") && target != "testing") return "";
  if (file.path == "include/textback/textback.h" && target == "testing") return "";
  return "layer " + std::string(own) + " must not include layer " + target;
}

std::string WhyNotPrivate(const SourceFile& file, const Tree& tree, const Layer& layer,
                          std::string_view own, const Include& include) {
  if (file.IsPublicHeader()) return "a public header includes nothing private";
  if (own == "bindings" || own == "examples") {
    return include.path.find('/') == std::string::npos ? "" : "only headers of its own folder";
  }
  if (own == "benchmarks") return "";
  const std::string target = LayerOf("src/" + include.path);
  if (own == "tests") {
    // A test may use the layer that it mirrors; other quoted paths are the tests' own.
    const std::string mirrored = LayerOf("src/" + file.path.substr(std::string("tests/").size()));
    if (!tree.contains("src/" + include.path) || target == mirrored) return "";
    return "a test of " + mirrored + " must not look into private headers of " + target;
  }
  if (target == own || include.path.find('/') == std::string::npos) return "";
  // Files shared by all adapters are next to their folders; the core's layers are one library.
  if (target == "adapters" && own.starts_with("adapters/")) return "";
  static const Names kCore = {"model", "policy", "text", "engine"};
  const bool inward = Holds(kCore, own) && Holds(kCore, target) && Holds(layer.layers, target);
  return inward ? "" : "private header of another layer";
}

std::string WhyNotOutside(const SourceFile& file, const Layer& layer, const Include& include) {
  for (const Exception& exception : Exceptions()) {
    if (exception.file == file.path && exception.header == include.path) return "";
  }
  if (IsStd(include.path)) {
    if (!Holds(layer.not_std, include.path)) return "";
    return "the pure layers have no <" + include.path + ">";
  }
  if (Allows(layer.outside, include.path)) return "";
  if (Allows(layer.hidden, include.path)) {
    return file.IsPublicHeader() ? "never in a public header: keep it in the .cc" : "";
  }
  return "layer " + std::string(layer.name) + " has no business with it";
}

}  // namespace

Findings CheckIncludes(const SourceFile& file, const Tree& tree) {
  Findings findings;
  const std::string own = LayerOf(file.path);
  const Layer* layer = FindLayer(own);
  if (layer == nullptr) {
    findings.push_back({file.path, 0, "belongs to no layer: give it one in tests/tidy/layers.cc"});
    return findings;
  }
  for (const Include& include : file.includes) {
    std::string why;
    if (include.path.starts_with("textback/")) {
      why = include.angle ? "own headers are included with \"...\""
                          : WhyNotLayer(file, *layer, own, include);
    } else if (include.angle) {
      why = WhyNotOutside(file, *layer, include);
    } else if (FindLayer(LayerOf("src/" + include.path)) == nullptr &&
               Allows({"absl/", "date/", "nlohmann/", "yaml.h", "sqlite3.h"}, include.path)) {
      why = "headers of others are included with <...>";
    } else {
      why = WhyNotPrivate(file, tree, *layer, own, include);
    }
    if (!why.empty()) findings.push_back({file.path, include.line, include.path + ": " + why});
  }
  return findings;
}

}  // namespace textback::tidy
