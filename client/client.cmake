# The client: its pure core, its machine side, and the assets built into it.
pkg_check_modules(SDL2 REQUIRED IMPORTED_TARGET sdl2)
pkg_check_modules(SDL2_TTF REQUIRED IMPORTED_TARGET SDL2_ttf)
pkg_check_modules(SDL2_NET REQUIRED IMPORTED_TARGET SDL2_net)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(FRIBIDI REQUIRED IMPORTED_TARGET fribidi)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)

# assets/*.theme, icons.txt and emoji.txt become strings of the program.
set(ASSETS themes/dark.theme themes/light.theme themes/contrast.theme themes/accents.theme icons.txt emoji.txt)
set(ASSETS_C ${CMAKE_BINARY_DIR}/generated/assets.c)
set(ASSETS_TEXT "#include \"client/base/assets.h\"\n\n#include <string.h>\n\n")
set(ASSETS_FIND "")
set(number 0)
foreach(asset ${ASSETS})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/${asset})
    file(READ ${CMAKE_SOURCE_DIR}/assets/${asset} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    string(APPEND ASSETS_TEXT "static const char asset_${number}[] = {${bytes}'\\0'};\n")
    string(APPEND ASSETS_FIND "    if (strcmp(name, \"${asset}\") == 0) {\n        return asset_${number};\n    }\n")
    math(EXPR number "${number} + 1")
endforeach()
string(APPEND ASSETS_TEXT "\nconst char *asset_text(const char *name)\n{\n${ASSETS_FIND}    return \"\";\n}\n")
file(GENERATE OUTPUT ${ASSETS_C} CONTENT "${ASSETS_TEXT}")

file(GLOB CLIENT_SOURCES CONFIGURE_DEPENDS client/app_event.c client/app_port.c client/panels.c client/base/*.c client/text/*.c client/draw/*.c client/chat/*.c
    client/net/*.c client/layout/*.c client/panel/*.c client/input/*.c client/view/*.c)
add_library(client_core STATIC ${CLIENT_SOURCES} ${ASSETS_C})
target_link_libraries(client_core PUBLIC irc PkgConfig::INIH PkgConfig::FRIBIDI PkgConfig::QRENCODE m)

file(GLOB CLIENT_SYS_SOURCES CONFIGURE_DEPENDS client/sys/*.c)
add_library(client_sys STATIC ${CLIENT_SYS_SOURCES})
target_link_libraries(client_sys PUBLIC client_core irc_tls irc_sqlite PkgConfig::SDL2 PkgConfig::SDL2_TTF
    PkgConfig::SDL2_NET PkgConfig::PNG PkgConfig::SQLITE)

add_executable(tertulia client/main.c)
target_link_libraries(tertulia PRIVATE client_sys)
if(WIN32)
    windows_resource(tertulia "Tertulia: a chat for a class, a team or friends")
endif()

# The faces of fonts/faces.txt, from the system's packages, beside the programs.
include(fonts/gather.cmake)

include(GNUInstallDirs)
install(TARGETS tertulia COMPONENT client)
if(WIN32) # without the two big faces, which Windows has of its own; the libraries under the LGPL are apart
    install(DIRECTORY ${CMAKE_BINARY_DIR}/fonts DESTINATION . COMPONENT client
        PATTERN NotoSansCJK-Regular.ttc EXCLUDE PATTERN NotoColorEmoji.ttf EXCLUDE)
    file(GLOB DLLS ${FRIBIDI_PREFIX}/bin/libfribidi*.dll ${QRENCODE_PREFIX}/bin/libqrencode*.dll ${QRENCODE_PREFIX}/lib/libqrencode*.dll)
    file(COPY ${DLLS} DESTINATION ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
    install(FILES ${DLLS} DESTINATION . COMPONENT client)
elseif(NOT TERTULIA_SYSTEM_FONTS)
    install(DIRECTORY ${CMAKE_BINARY_DIR}/fonts/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tertulia/fonts COMPONENT client)
endif()
