// The only reader of lead rows in the format of schema 3. Nothing else uses it. It changes only
// when a member of LeadState is renamed.
#include "adapters/sqlite/migrate_leads.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/sqlite/columns.h"
#include "adapters/sqlite/rows.h"
#include "textback/codec/lead_record.h"
#include "textback/model/lead.h"

namespace textback::sqlite {
namespace {

constexpr std::string_view kNeverText = "never";

bool ParseInstant(std::string_view text, Instant& at) {
  at = kNever;
  if (text == kNeverText) return true;
  std::int64_t millis = 0;
  if (!ParseNumber(text, millis)) return false;
  at = FromMillis(millis);
  return true;
}

// The next word of a list; empty at the end.
std::string_view NextWord(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

// For example "0 0 1795190400000": 0 is the epoch, and trailing zeros are left out.
bool ParseInstants(std::string_view text, std::span<Instant> instants) {
  for (Instant& at : instants) {
    at = Instant{};
    if (!text.empty() && !ParseInstant(NextWord(text), at)) return false;
  }
  return text.empty();
}

// For example "inquiry=1810828800000 express=never": bases that were never given are left out.
bool ParseConsent(std::string_view text, ConsentState& consent) {
  consent = ConsentState{};
  while (!text.empty()) {
    const std::string_view word = NextWord(text);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return false;
    const std::optional<Basis> basis = BasisFromName(word.substr(0, equals));
    Instant at;
    if (!basis.has_value() || !ParseInstant(word.substr(equals + 1), at)) return false;
    consent.SetExpiry(*basis, at);
  }
  return true;
}

bool ParseValue(std::string_view text, Instant& at) { return ParseInstant(text, at); }
bool ParseValue(std::string_view text, LanguageId& language) {
  const absl::StatusOr<LanguageId> id = LanguageId::Parse(text);
  if (id.ok()) language = *id;
  return id.ok();
}
bool ParseValue(std::string_view text, std::uint32_t& count) {
  std::int64_t value = 0;
  if (!ParseNumber(text, value) || value < 0 || value > std::numeric_limits<std::uint32_t>::max())
    return false;
  count = static_cast<std::uint32_t>(value);
  return true;
}
bool ParseValue(std::string_view text, std::uint8_t& count) {
  std::uint32_t value = 0;
  if (!ParseValue(text, value) || value > std::numeric_limits<std::uint8_t>::max()) return false;
  count = static_cast<std::uint8_t>(value);
  return true;
}
bool ParseValue(std::string_view text, bool& flag) {
  flag = text == "1";
  return flag;
}

// Reads the column `memory`, for example "wrote_at=1795190400000 nudges=2". The order is fixed and
// default values are left out. An unknown word, or a word out of order, is an error.
bool ParseMemory(std::string_view text, LeadState& state) {
  std::string_view word = NextWord(text);
  bool ok = true;
  const auto visit = [&](std::string_view name, auto& value) {
    if (!word.starts_with(name) || word.size() <= name.size() || word[name.size()] != '=') return;
    ok = ok && ParseValue(word.substr(name.size() + 1), value);
    word = NextWord(text);
  };
  Instant switched_at;  // now in the account's record
  visit("answer_at", state.answer.at);
  visit("answer_by", state.answer.by);
  visit("answer_language", state.answer.language);
  visit("answers", state.answer.made);
  visit("holding_sent", state.answer.holding_sent);
  visit("remind_at", state.out.remind_at);
  visit("ready_until", state.out.ready_until);
  visit("nudges", state.attention.nudges);
  visit("wrote_at", state.attention.wrote_at);
  visit("touched_at", state.attention.touched_at);
  visit("spoke_at", state.attention.spoke_at);
  visit("switched_at", switched_at);
  visit("asked_consent_at", state.asked_consent_at);
  visit("same_hash", state.loop.same_hash);
  visit("same_at", state.loop.same_at);
  visit("same_before", state.loop.same_before);
  visit("burst_since", state.loop.burst_since);
  visit("burst", state.loop.burst);
  return ok && word.empty() && text.empty();
}

// NULL means no answer.
std::optional<AnswerKind> ParseAnswer(std::string_view text) {
  return text.empty() ? AnswerKind::kNone : AnswerKindFromName(text);
}

constexpr char kColumns[] =
    "old.version, old.phase, old.episode, inquiries, old.step, due, attempt, tries, in_flight,"
    " old.wake_at, acknowledge_at, acknowledged, old.opted_out, refused, wrong_number, doubtful,"
    " inquiry, last_inquiry, paused_until, line, inquiry_at, last_inquiry_at, last_event_at,"
    " last_acknowledge_at, done_at, recent, consent_until, old.assigned, claimed, old.waits_since,"
    " nudge_at, rearm_at, answer, with_person, looped, memory,"
    " ifnull(CASE with_person WHEN 0 THEN"
    "   (SELECT episode || '/' || step || '/' || attempt FROM outbox WHERE lead_id = old.id"
    "     ORDER BY journal_seq DESC LIMIT 1)"
    " ELSE"
    "   (SELECT substr(text_key, length(old.account || old.phone) + 3) FROM tasks"
    "     WHERE lead_id = old.id AND kind = 'send_text' ORDER BY seq DESC LIMIT 1)"
    " END, ''), old.name,"
    " old.trade, zone, old.region, postal_code, old.locale";

// For example "1/text_1/2": the end of the key of the latest text that was made.
bool ParseKey(std::string_view text, TextOut& out) {
  const std::size_t first = text.find('/');
  const std::size_t last = text.rfind('/');
  if (first == std::string_view::npos || first == last) return false;
  const absl::StatusOr<StepName> step = StepName::Parse(text.substr(first + 1, last - first - 1));
  if (!step.ok()) return false;
  out.step = *step;
  return ParseValue(text.substr(0, first), out.episode) &&
         ParseValue(text.substr(last + 1), out.attempt);
}

// Schema 3 recorded only that a text is out. It is the latest one that was made.
bool ParseOut(std::string_view key, LeadState& state) {
  TextOut& out = state.out;
  if (!ParseKey(key, out)) return false;
  if (AnswerKindFromName(out.step.view()).has_value()) {
    out.what = TextOut::What::kAnswer;
  } else {
    out.what = out.step == state.sequence.step ? TextOut::What::kStep : TextOut::What::kGreeting;
  }
  return true;
}

void ReadSteps(ColumnReader& columns, Sequence& sequence) {
  std::array<Instant, kMaxSteps> done_at = {};
  columns.Parsed<std::span<Instant>>(ParseInstants, done_at);
  columns.Parsed<std::span<Instant>>(ParseInstants, sequence.recent);
  // Schema 3 stored when a step was accepted or dropped, but not which of the two.
  for (std::size_t i = 0; i < kMaxSteps; ++i) {
    sequence.steps[i].at = done_at[i];
    if (done_at[i] != Instant{}) sequence.steps[i].fate = StepFate::kDropped;
  }
}

void ReadAttention(ColumnReader& columns, Attention& attention) {
  attention.assigned = columns.Identifier<PersonId>();
  attention.taken = columns.Flag();
  attention.waits_since = columns.At();
  attention.nudge_at = columns.At();
  attention.rearm_at = columns.At();
}

void ReadState(ColumnReader& columns, LeadState& state) {
  Sequence& sequence = state.sequence;
  state.version =
      static_cast<std::uint64_t>(columns.Number(std::numeric_limits<std::int64_t>::max()));
  state.phase = columns.Named(PhaseFromName);
  state.episode = columns.Count();
  state.inquiries.count = columns.Count();
  sequence.step = columns.Identifier<StepName>();
  sequence.due = columns.At();
  sequence.attempt = columns.Count();
  sequence.tries = columns.Count();
  const bool in_flight = columns.Flag();
  state.wake_at = columns.At();
  sequence.acknowledge_at = columns.At();
  sequence.acknowledged = columns.Count();
  state.marks.opted_out = columns.Flag();
  state.marks.refused = columns.Flag();
  state.marks.wrong_number = columns.Flag();
  state.marks.doubtful = columns.Flag();
  state.inquiries.first = columns.Named(InquiryKindFromName);
  state.inquiries.last = columns.Named(InquiryKindFromName);
  sequence.paused_until = columns.At();
  state.line = columns.Phone(ParseLine);
  state.inquiries.first_at = columns.At();
  state.inquiries.last_at = columns.At();
  state.last_event_at = columns.At();
  sequence.last_acknowledge_at = columns.At();
  ReadSteps(columns, sequence);
  columns.Parsed<ConsentState&>(ParseConsent, state.consent);
  ReadAttention(columns, state.attention);
  state.answer.kind = columns.Named(ParseAnswer);
  if (columns.Flag()) state.out.with = TextOut::With::kPerson;
  state.loop.alarm = columns.Flag();
  columns.Parsed<LeadState&>(ParseMemory, state);
  const std::string key = columns.Text();
  if (in_flight && !ParseOut(key, state))
    columns.Fail("in_flight: no text of this lead in outbox or tasks");
}

void ReadProfile(ColumnReader& columns, LeadProfile& profile) {
  profile.name = columns.Text();
  profile.trade = columns.Identifier<TradeId>();
  profile.zone = columns.Text();
  profile.region = columns.Text();
  profile.postal_code = columns.Text();
  profile.locale = columns.Text();
}

// Reads a row of `old_leads` below.
absl::Status ReadOldLead(const Query& row, Lead& lead) {
  if (absl::Status status = ReadId(row, 1, lead.id); !status.ok()) return status;
  ColumnReader columns(row, 3);
  ReadState(columns, lead.state);
  ReadProfile(columns, lead.profile);
  return columns.status().ok() ? CheckInvariants(lead) : columns.status();
}

// The statements of schema 4, independent of what the storage writes today.
struct MigrationStatements {
  Statement old_leads{
      absl::StrFormat("SELECT leads.id, leads.account, leads.phone, %s"
                      " FROM leads_3 AS old JOIN leads ON leads.id = old.id ORDER BY leads.id",
                      kColumns)};
  Statement write_lead{
      "UPDATE leads SET version = ?2, phase = ?3, episode = ?4, step = ?5, wake_at = ?6,"
      " opted_out = ?7, assigned = ?8, waits_since = ?9, name = ?10, trade = ?11, locale = ?12,"
      " region = ?13, record = ?14, next_at = CASE WHEN event_at IS NULL THEN ifnull(text_at, ?6)"
      " ELSE min(event_at, ifnull(text_at, ifnull(?6, event_at))) END WHERE id = ?1"};
  Statement set_problem{"UPDATE leads_3 SET problem = ?2 WHERE id = ?1"};
};

absl::Status WriteLead(Database& database, Statement& write, std::int64_t id, const Lead& lead) {
  const LeadState& state = lead.state;
  const LeadProfile& profile = lead.profile;
  std::string record;
  AppendLeadRecord(profile, state, record);
  return Query(database, write, id, state.version, NameOf(state.phase), state.episode,
               OrNull{state.sequence.step.view()}, state.wake_at, state.marks.opted_out,
               OrNull{state.attention.assigned.view()}, state.attention.waits_since,
               OrNull{profile.name}, OrNull{profile.trade.view()}, OrNull{profile.locale},
               OrNull{profile.region}, Bytes{record})
      .Run();
}

}  // namespace

absl::Status MigrateLeads(Database& database) {
  const absl::StatusOr<std::int64_t> tables =
      database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'leads_3'");
  if (!tables.ok() || *tables == 0) return tables.status();
  {
    MigrationStatements statements;
    Query old(database, statements.old_leads);
    while (old.Next()) {
      Lead lead;
      const absl::Status read = ReadOldLead(old, lead);
      const std::string why(read.message());
      const absl::Status written =
          read.ok() ? WriteLead(database, statements.write_lead, old.Int(0), lead)
                    : Query(database, statements.set_problem, old.Int(0), why).Run();
      if (!written.ok()) return written;
    }
    if (!old.status().ok()) return old.status();
  }
  absl::Status status = database.Execute(
      "DELETE FROM leads_3 WHERE id IN (SELECT id FROM leads WHERE record <> x'')");
  if (!status.ok()) return status;
  const absl::StatusOr<std::int64_t> left = database.Number("SELECT count(*) FROM leads_3");
  if (!left.ok() || *left > 0) return left.status();
  return database.Execute("DROP TABLE leads_3");
}

}  // namespace textback::sqlite
