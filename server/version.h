#pragma once
/* What the server calls itself on the wire. */
#include "irc/version.h"

#define TERTULIA_NAME "tertuliad-" TERTULIA_VERSION
