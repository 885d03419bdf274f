# What is installed on Linux beside the programs, in two parts: "server" and "client".
include(GNUInstallDirs)
option(TERTULIA_SYSTEM_FONTS "Install links to the faces of the system's packages instead of copies" OFF)
set(here ${CMAKE_SOURCE_DIR}/assets/linux)

# the names in them that begin with '@' for systemd are no variables of ours
configure_file(${here}/tertuliad.service.in tertuliad.service)
configure_file(${here}/tertulia-host.service.in tertulia-host.service)
install(FILES ${CMAKE_BINARY_DIR}/tertuliad.service DESTINATION lib/systemd/system COMPONENT server)
install(FILES ${CMAKE_BINARY_DIR}/tertulia-host.service DESTINATION lib/systemd/user COMPONENT server)
install(FILES ${here}/tertulia.sysusers DESTINATION lib/sysusers.d RENAME tertulia.conf COMPONENT server)

if(TERTULIA_CLIENT)
    install(FILES ${here}/tertulia.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT client)
    install(FILES ${CMAKE_SOURCE_DIR}/assets/tertulia.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT client)
    install(FILES ${here}/chat.tertulia.tertulia.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT client)
    if(TERTULIA_SYSTEM_FONTS)
        install(DIRECTORY ${CMAKE_BINARY_DIR}/font-links/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tertulia/fonts COMPONENT client)
    endif()
endif()

# What the shells complete: the options that --help names.
foreach(program tertuliad tertulia)
    string(REPLACE tertuliad server part ${program})
    string(REPLACE tertulia client part ${part})
    if(part STREQUAL "server" OR TERTULIA_CLIENT)
        install(FILES ${here}/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ${program} COMPONENT ${part})
        install(FILES ${here}/${program}.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT ${part})
        install(FILES ${here}/_${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT ${part})
    endif()
endforeach()
