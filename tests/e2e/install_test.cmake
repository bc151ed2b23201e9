# Installs Rawi into a folder of its own, then does there what a developer who read the README does:
# compiles its example with pkg-config and runs it; and what a user does: runs the command.
file(REMOVE_RECURSE ${WORK_DIR})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BINARY_DIR} --prefix ${WORK_DIR}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(READ ${SOURCE_DIR}/README.md readme)
if(NOT readme MATCHES "<!-- example -->\n```c\n(.*)```\n<!-- end -->")
  message(FATAL_ERROR "README.md has no example")
endif()
file(WRITE ${WORK_DIR}/narrate.c "${CMAKE_MATCH_1}")

set(ENV{PKG_CONFIG_PATH} ${WORK_DIR}/${LIBDIR}/pkgconfig)
execute_process(COMMAND pkg-config --cflags --libs rawi
  OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
separate_arguments(extra UNIX_COMMAND "${EXTRA_FLAGS}")
execute_process(COMMAND ${CC} -Wall -Werror ${extra} narrate.c ${flags} -o narrate
  WORKING_DIRECTORY ${WORK_DIR} COMMAND_ERROR_IS_FATAL ANY)

set(ENV{LD_LIBRARY_PATH} ${WORK_DIR}/${LIBDIR})
execute_process(COMMAND ${WORK_DIR}/narrate ${SOURCE_DIR}/samples/chips.txt
  OUTPUT_FILE ${WORK_DIR}/narrate.f32 COMMAND_ERROR_IS_FATAL ANY)
file(SIZE ${WORK_DIR}/narrate.f32 size)
if(size LESS 1000000)
  message(FATAL_ERROR "the example made only ${size} bytes of sound")
endif()

execute_process(COMMAND ${WORK_DIR}/${BINDIR}/rawi save --quiet ${SOURCE_DIR}/samples/chips.txt
  -o ${WORK_DIR}/chips.wav COMMAND_ERROR_IS_FATAL ANY)
