#pragma once
/* The slash commands of who moderates a room. */
#include "client/input/typed.h"

typed_runner slash_op, slash_deop, slash_voice, slash_devoice, slash_ban, slash_unban, slash_bans,
    slash_unmute, slash_oper;

/* "/mute nickname [time]"; not for "/mute" alone. */
typed_runner slash_mute_person;
