#pragma once
/* 32-bit FNV-1a: fast and well distributed, but anyone can construct collisions. */
#include <stddef.h>
#include <stdint.h>

uint32_t hash_of(const void *data, size_t len);
