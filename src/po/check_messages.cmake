# Fails when a message of the sources is missing from CATALOG or stands there untranslated.
file(GLOB_RECURSE sources RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/src/*.c)
list(SORT sources)
set(template ${WORK_DIR}/check.pot)
set(merged ${WORK_DIR}/check.po)
execute_process(COMMAND ${XGETTEXT} --from-code=UTF-8 --keyword=_ --keyword=N_
  --add-location=file --output=${template} ${sources}
  WORKING_DIRECTORY ${SOURCE_DIR} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSGMERGE} --quiet --no-fuzzy-matching --output-file=${merged}
  ${CATALOG} ${template} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSGFMT} --statistics --check-format --output-file=/dev/null ${merged}
  ERROR_VARIABLE statistics COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "${statistics}")
if(statistics MATCHES "untranslated|fuzzy")
  message(FATAL_ERROR "${CATALOG}: ${statistics}Bring it up to date: cmake --build build --target update_messages")
endif()
