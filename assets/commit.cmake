# Which commit is built, as a source file, which changes only when the answer does:
#     cmake -DROOT=... -DOUT=... -P commit.cmake
file(READ ${ROOT}/assets/commit.txt commit)
string(STRIP "${commit}" commit)
if(commit MATCHES "Format") # no archive
    set(commit unknown)
    if(EXISTS ${ROOT}/.git)
        execute_process(COMMAND git describe --always --dirty --abbrev=40 "--exclude=*" WORKING_DIRECTORY ${ROOT}
            OUTPUT_VARIABLE said ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
        if(NOT failed AND said)
            set(commit ${said})
        endif()
    endif()
endif()
string(REGEX REPLACE "^(..........)[0-9a-f]*" "\\1" commit "${commit}") # "unknown" is shorter
set(text "#include \"irc/version.h\"\n\nconst char *version_commit(void)\n{\n    return \"${commit}\";\n}\n")
if(EXISTS ${OUT})
    file(READ ${OUT} before)
endif()
if(NOT before STREQUAL text)
    file(WRITE ${OUT} "${text}")
endif()
