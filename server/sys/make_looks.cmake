# Writes what make_looks prints into a file: whole, or not at all.
execute_process(COMMAND ${MAKER} OUTPUT_FILE ${OUT}.new RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "make_looks failed: ${result}")
endif()
file(RENAME ${OUT}.new ${OUT})
