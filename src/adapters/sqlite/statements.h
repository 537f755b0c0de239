// Every statement of the storage except the schema.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_STATEMENTS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_STATEMENTS_H_

#include <absl/strings/str_cat.h>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/rows.h"

namespace textback::sqlite {

// The waiting texts of a lead. The first of them is the one that has waited longest, counted from
// its decision or from the time until which it was given back.
inline constexpr char kTextState[] = "state IN ('queued', 'handed_over')";
inline constexpr char kTextWaits[] = "lead_id = ?1 AND state IN ('queued', 'handed_over')";
inline constexpr char kTextAt[] = "max(decided_at, ifnull(not_before, 0))";
inline constexpr char kTextOrder[] =
    " ORDER BY max(decided_at, ifnull(not_before, 0)), journal_seq LIMIT 1";

struct Statements {
  // Events that other processes have appended
  Statement new_events{
      "SELECT inbox.seq, lead_id, received_at, leads.account, leads.phone"
      " FROM inbox JOIN leads ON leads.id = lead_id WHERE inbox.seq > ?1 ORDER BY inbox.seq"};

  // Append
  Statement find_row{"SELECT id FROM leads WHERE account = ?1 AND phone = ?2"};
  Statement is_known{"SELECT 1 FROM inbox WHERE account = ?1 AND event_id = ?2"};
  Statement insert_lead{"INSERT INTO leads (account, phone) VALUES (?1, ?2)"};
  Statement insert_event{
      "INSERT INTO inbox (account, event_id, lead_id, at, received_at, kind, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account, event_id) DO NOTHING"};
  Statement event_waits{
      "UPDATE leads SET event_at = min(ifnull(event_at, ?2), ?2),"
      " next_at = min(ifnull(next_at, ?2), ?2) WHERE id = ?1"};

  // Claim
  Statement id_in_row{absl::StrCat("SELECT ", kIdColumns, " FROM leads WHERE id = ?1")};
  // ?1 is a JSON list of rows; the result has the same order. It is one statement for all leads,
  // because starting a statement costs more than reading a lead.
  Statement leads_in_rows{absl::StrCat("SELECT leads.id, ", kLeadColumns,
                                       " FROM json_each(?1) AS due"
                                       " CROSS JOIN leads ON leads.id = due.value")};
  Statement oldest_event{absl::StrCat(
      "SELECT seq, ", kEventColumns,
      " FROM inbox WHERE lead_id = ?1 AND done = 0 ORDER BY received_at, seq LIMIT 1")};
  Statement first_text{
      absl::StrCat("SELECT state, ", kTextColumns, " FROM outbox WHERE ", kTextWaits, kTextOrder)};
  Statement set_problem{"UPDATE leads SET problem = ?2 WHERE id = ?1"};
  Statement read_account{
      "SELECT version, account_off, all_off, switched_at, refused_until, record"
      " FROM accounts WHERE account = ?1"};

  // Commit. ?14 is the version for which the decision was made.
  Statement update_lead{
      "UPDATE leads SET version = ?2, phase = ?3, episode = ?4, step = ?5, wake_at = ?6,"
      " opted_out = ?7, assigned = ?8, waits_since = ?9, event_at = ?10, text_at = ?11,"
      " next_at = ?12, record = ?13 WHERE id = ?1 AND version = ?14"};
  Statement event_after{
      "SELECT received_at FROM inbox WHERE lead_id = ?1 AND done = 0 AND seq <> ?2"
      " ORDER BY received_at LIMIT 1"};
  Statement update_profile{
      "UPDATE leads SET name = ?2, trade = ?3, locale = ?4, region = ?5 WHERE id = ?1"};
  Statement finish_event{"UPDATE inbox SET done = 1 WHERE seq = ?1"};
  Statement insert_text{
      "INSERT INTO outbox (lead_id, episode, step, attempt, journal_seq, class, basis, from_line,"
      " decided_at, send_by, segments, body, variant, locale, arm)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
      " ON CONFLICT (lead_id, episode, step, attempt) DO NOTHING"};
  // A text that was handed over may have left: it stays until the transport was asked.
  Statement withdraw_texts{
      "UPDATE outbox SET state = 'withdrawn'"
      " WHERE lead_id = ?1 AND state = 'queued' AND journal_seq <> ?2"};
  Statement first_text_at{absl::StrCat(
      "SELECT ", kTextAt, ", class = 'proactive' FROM outbox WHERE ", kTextWaits, kTextOrder)};
  Statement insert_journal{
      "INSERT INTO journal (seq, lead_id, now, event_id, at, received_at, kind, body, decision,"
      " version, policy) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
  Statement insert_policy{
      "INSERT INTO policies (fingerprint, position, name, hash) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT DO NOTHING"};
  Statement insert_source{
      "INSERT INTO policy_sources (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING"};
  Statement insert_consent{
      "INSERT INTO consent (lead_id, journal_seq, basis, at, expires_at, withdrawn, evidence)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
  Statement insert_task{
      "INSERT INTO tasks (lead_id, journal_seq, at, kind, recipient, detail, quote, text_key, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};

  // Accounts
  Statement write_account{
      "INSERT OR REPLACE INTO accounts"
      " (account, version, account_off, all_off, switched_at, refused_until, record)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};

  // BeginHandOver
  Statement due_event{
      "SELECT 1 FROM inbox WHERE lead_id = ?1 AND done = 0 AND received_at <= ?2 LIMIT 1"};
  Statement due_switch{
      "SELECT 1 FROM inbox WHERE account = ?1 AND done = 0 AND kind = 'kill_switch'"
      " AND received_at <= ?2 LIMIT 1"};
  Statement hand_over{
      "UPDATE outbox SET state = 'handed_over' WHERE lead_id = ?1 AND episode = ?2 AND step = ?3"
      " AND attempt = ?4 AND state IN ('queued', 'handed_over')"};

  // Settle
  Statement give_back{
      "UPDATE outbox SET state = 'queued', not_before = ?5 WHERE lead_id = ?1 AND episode = ?2"
      " AND step = ?3 AND attempt = ?4 AND state IN ('queued', 'handed_over')"};
  Statement settle_text{
      "UPDATE outbox SET state = ?5, settled_at = ?6, provider_id = ?7, code = ?8"
      " WHERE lead_id = ?1 AND episode = ?2 AND step = ?3 AND attempt = ?4"};
  Statement update_waiting{
      "UPDATE leads SET event_at = ?2, text_at = ?3, next_at = ?4 WHERE id = ?1"};

  // Reading
  Statement all_waiting{absl::StrCat(
      "SELECT id, event_at, text_at, wake_at, CASE WHEN text_at IS NOT NULL THEN"
      " (SELECT class = 'proactive' FROM outbox WHERE lead_id = leads.id AND ",
      kTextState, kTextOrder, ") END, ", kIdColumns, " FROM leads WHERE next_at IS NOT NULL")};
  Statement find_lead{
      absl::StrCat("SELECT ", kLeadColumns, " FROM leads WHERE account = ?1 AND phone = ?2")};
  Statement last_journal{"SELECT ifnull(max(seq), 0) FROM journal"};
  Statement read_journal{absl::StrCat(
      "SELECT seq, now, decision, journal.version, policy, ", kIdColumns, ", ", kEventColumns,
      " FROM journal JOIN leads ON leads.id = journal.lead_id WHERE seq > ?1 ORDER BY seq"
      " LIMIT ?2")};
  Statement read_policy{
      "SELECT name, text FROM policies JOIN policy_sources USING (hash) WHERE fingerprint = ?1"
      " ORDER BY position"};
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_STATEMENTS_H_
