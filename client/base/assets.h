#pragma once
/* The files of assets/ that are built into the program, by their path in it. */

/* The text of an asset; "" when there is none of that name. Made by client.cmake. */
const char *asset_text(const char *name);
