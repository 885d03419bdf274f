# Who may include whom (as README.md says), and calls that are not ours to use outside sys/.
# Run as: cmake -DROOT=... -P layers.cmake
set(server_pure "server/wire/ server/limits/ server/core/ server/out/ server/cmd/ server/turn/")
set(rules
    "irc|irc/"
    "irc/sys|irc/"
    "server|server/ irc/"
    "server/wire|server/[^/]*$ ${server_pure} irc/[^/]*$"
    "server/limits|server/[^/]*$ ${server_pure} irc/[^/]*$"
    "server/core|server/[^/]*$ ${server_pure} irc/[^/]*$ made/"
    "server/out|server/[^/]*$ ${server_pure} irc/[^/]*$"
    "server/cmd|server/[^/]*$ ${server_pure} irc/[^/]*$"
    "server/turn|server/[^/]*$ ${server_pure} irc/[^/]*$"
    "server/store|server/ irc/"
    "server/sys|server/ irc/"
    "client|client/[^/]*$ irc/[^/]*$"
    "client/view|client/view/ client/[^/]*$ irc/[^/]*$"
    "client/sys|client/ irc/")
set(machine "^(SDL.*|sys/.*|unistd.h|fcntl.h|signal.h|poll.h|netdb.h|arpa/.*|netinet/.*|windows.h|winsock2.h|ws2tcpip.h|sqlite3.h|openssl/.*|pthread.h|time.h)$")
set(banned "[^a-z_](strcpy|strcat|sprintf|strtok|gets|atoi) ?\\(")
set(wrong 0)

function(complain text)
    message(SEND_ERROR "${text}")
endfunction()

file(GLOB_RECURSE fonts ${ROOT}/fonts/*.?t? ${ROOT}/assets/*.?tf ${ROOT}/assets/*.ttc)
foreach(font ${fonts})
    if(font MATCHES "\\.(ttf|otf|ttc)$")
        complain("a font is kept in the tree: ${font}")
    endif()
endforeach()
foreach(edge posix winsock)
    file(STRINGS ${ROOT}/server/sys/net_${edge}.c nodelay REGEX TCP_NODELAY)
    if(NOT nodelay)
        complain("net_${edge}.c does not set TCP_NODELAY")
    endif()
endforeach()

foreach(rule ${rules})
    string(REPLACE "|" ";" parts ${rule})
    list(GET parts 0 folder)
    list(GET parts 1 allowed)
    string(REPLACE " " ";" allowed "${allowed}")
    file(GLOB files ${ROOT}/${folder}/*.c ${ROOT}/${folder}/*.h)
    foreach(file ${files})
        get_filename_component(name ${file} NAME)
        if(name STREQUAL "main.c")
            continue()
        endif()
        file(STRINGS ${file} includes REGEX "^ *# *include")
        foreach(line ${includes})
            if(line MATCHES "\"([^\"]+)\"")
                set(target ${CMAKE_MATCH_1})
                set(fine FALSE)
                foreach(prefix ${allowed})
                    if(target MATCHES "^${prefix}")
                        set(fine TRUE)
                    endif()
                endforeach()
                if(NOT fine)
                    complain("${folder}/${name} may not include ${target}")
                endif()
            elseif(NOT folder MATCHES "/(sys|store)$" AND line MATCHES "<([^>]+)>")
                set(header ${CMAKE_MATCH_1})
                if(header MATCHES "${machine}")
                    complain("${folder}/${name} is pure and includes <${header}>")
                endif()
            endif()
        endforeach()
        if(NOT folder MATCHES "/(sys|store)$")
            file(STRINGS ${file} calls REGEX "${banned}")
            foreach(line ${calls})
                complain("${folder}/${name} calls what is banned outside sys/: ${line}")
            endforeach()
        endif()
    endforeach()
endforeach()
