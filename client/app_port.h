#pragma once
/* How the app answers the ports of base/client.h. */
#include "client/base/client.h"

extern const struct client_port app_port;
