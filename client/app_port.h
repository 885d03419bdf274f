#pragma once
/* The ports of base/client.h, as the app has them. */
#include "client/base/client.h"

extern const struct client_port app_port;
