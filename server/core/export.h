#pragma once
/* Messages for other programs: JSON objects, or plain text. */

struct bytes;
struct record;

/* {"time":"...","place":"...","msgid":"...","from":"...","account":"...","verb":"...","to":"...",
 * "text":"..."} and a line end; absent fields are left out. */
void export_json(struct bytes *out, const struct record *r);

/* "2026-11-21 09:30:00  ana  hello" in UTC; events as "* nick VERB parameters". */
void export_text(struct bytes *out, const struct record *r);
