# What a program for Windows carries: its icon, its version, and what it asks of the system.
enable_language(RC)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
function(windows_resource PROGRAM PROGRAM_WORDS)
    set(folder ${CMAKE_BINARY_DIR}/windows)
    set(PROGRAM_ICON "1 ICON \"${folder}/tertulia.ico\"")
    configure_file(${CMAKE_SOURCE_DIR}/assets/windows/program.rc.in ${folder}/${PROGRAM}.rc @ONLY)
    if(NOT EXISTS ${folder}/tertulia.ico)
        execute_process(COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/assets/icon.py
            ${CMAKE_SOURCE_DIR}/assets/tertulia.svg ${folder}/tertulia.ico COMMAND_ERROR_IS_FATAL ANY)
    endif()
    target_sources(${PROGRAM} PRIVATE ${folder}/${PROGRAM}.rc)
endfunction()
