#pragma once
/* Set by CMakeLists.txt, from the project's version. */
#ifndef TERTULIA_VERSION
#define TERTULIA_VERSION "unknown"
#endif
#define TERTULIA_NAME "tertuliad-" TERTULIA_VERSION
