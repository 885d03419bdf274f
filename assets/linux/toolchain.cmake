# Linux x86_64 as old as the system that ../libraries laid out into $TERTULIA_LIBRARIES, with the static
# libraries that it built there. No variable here is called PREFIX: CMake's own tests would break.
set(libraries "$ENV{TERTULIA_LIBRARIES}")
set(CMAKE_C_COMPILER ${libraries}/cc)
set(CMAKE_CXX_COMPILER ${libraries}/c++)
set(CMAKE_SYSROOT ${libraries})
set(CMAKE_FIND_ROOT_PATH ${libraries})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${libraries})
set(ENV{PKG_CONFIG_LIBDIR}
    ${libraries}/usr/local/lib/pkgconfig:${libraries}/usr/lib/x86_64-linux-gnu/pkgconfig:${libraries}/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
set(PKG_CONFIG_ARGN --static) # what static libraries need themselves
set(CMAKE_C_FLAGS_INIT "-fstack-protector-strong -D_FORTIFY_SOURCE=2")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static-libgcc -Wl,--gc-sections,-z,relro,-z,now")
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib/tertulia") # the libraries that are not in the programs
