#pragma once
/* The IRCv3 capabilities that both programs know, as bits. A new one is a new row. */
#include <stddef.h>
#include <stdint.h>

#define CAP_LIST(X) \
    X(ACCOUNT_NOTIFY, "account-notify") \
    X(ACCOUNT_TAG, "account-tag") \
    X(AWAY_NOTIFY, "away-notify") \
    X(BATCH, "batch") \
    X(CAP_NOTIFY, "cap-notify") \
    X(CHGHOST, "chghost") \
    X(ECHO_MESSAGE, "echo-message") \
    X(EXTENDED_JOIN, "extended-join") \
    X(EXTENDED_MONITOR, "extended-monitor") \
    X(INVITE_NOTIFY, "invite-notify") \
    X(LABELED_RESPONSE, "labeled-response") \
    X(MESSAGE_TAGS, "message-tags") \
    X(MULTI_PREFIX, "multi-prefix") \
    X(NO_IMPLICIT_NAMES, "no-implicit-names") \
    X(SASL, "sasl") \
    X(SERVER_TIME, "server-time") \
    X(SETNAME, "setname") \
    X(STANDARD_REPLIES, "standard-replies") \
    X(USERHOST_IN_NAMES, "userhost-in-names") \
    X(ACCOUNT_REGISTRATION, "draft/account-registration") \
    X(CHANNEL_RENAME, "draft/channel-rename") \
    X(CHATHISTORY, "draft/chathistory") \
    X(EVENT_PLAYBACK, "draft/event-playback") \
    X(EXTENDED_ISUPPORT, "draft/extended-isupport") \
    X(MESSAGE_EDIT, "draft/message-edit") \
    X(REDACTION, "draft/message-redaction") \
    X(METADATA_2, "draft/metadata-2") \
    X(METADATA_3, "draft/metadata-3") \
    X(MULTILINE, "draft/multiline") \
    X(OPER_TAG, "draft/oper-tag") \
    X(PERSISTENCE, "draft/persistence") \
    X(PRE_AWAY, "draft/pre-away") \
    X(READ_MARKER, "draft/read-marker") \
    X(SEARCH, "draft/search") \
    X(WHOAMI, "draft/whoami") \
    X(SEARCH_SOJU, "soju.im/search")

enum cap_index {
#define CAP_INDEX(id, name) CAP_INDEX_##id,
    CAP_LIST(CAP_INDEX)
#undef CAP_INDEX
        CAP_COUNT
};

/* The bit of a capability: CAP(AWAY_NOTIFY). A set of them is a uint64_t. */
#define CAP(id) (UINT64_C(1) << CAP_INDEX_##id)

/* The name of the capability at `index` (0 to CAP_COUNT - 1). */
const char *cap_name(int index);

/* The bit of a name of `len` bytes, 0 when we do not know it. */
uint64_t cap_find(const char *name, size_t len);
