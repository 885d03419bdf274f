#pragma once
/* What this build is: the number of the project, set by CMakeLists.txt, and the commit. */
#ifndef TERTULIA_VERSION
#define TERTULIA_VERSION "unknown"
#endif

/* "1a2b3c4d5e", with "-dirty" where something was changed since; "unknown" where neither git nor
 * the archive knew. Made by assets/commit.cmake. */
const char *version_commit(void);
