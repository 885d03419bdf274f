#pragma once
/* The app's implementation of the port in base/client.h. */
#include "client/base/client.h"

extern const struct client_port app_port;
