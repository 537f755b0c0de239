// Uses textback's core as part of another project: reads a time and a number.
#include <iostream>

#include "textback/model/phone_number.h"
#include "textback/model/time.h"

int main() {
  const auto at = textback::ParseRfc3339("2026-11-20T20:55:00-06:00");
  const auto phone = textback::PhoneNumber::Parse("(403) 555-0123");
  if (!at.ok() || !phone.ok()) return 1;
  std::cout << "textback found: " << textback::FormatRfc3339(*at) << "\n";
  return 0;
}
