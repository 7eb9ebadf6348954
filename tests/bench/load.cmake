# The load generator: a library for whatever puts load on a server, and bench_load, which run.mjs starts.
add_library(bench_load_kit STATIC ${CMAKE_CURRENT_LIST_DIR}/load/load.c
	${CMAKE_CURRENT_LIST_DIR}/load/conn.c ${CMAKE_CURRENT_LIST_DIR}/load/frames.c
	${CMAKE_CURRENT_LIST_DIR}/load/bytes.c ${CMAKE_CURRENT_LIST_DIR}/load/dialects.c
	${CMAKE_CURRENT_LIST_DIR}/load/hist.c ${CMAKE_CURRENT_LIST_DIR}/load/usage.c)
target_compile_definitions(bench_load_kit PRIVATE _GNU_SOURCE)
target_link_libraries(bench_load_kit PUBLIC et_base PkgConfig::SSL)

add_executable(bench_load ${CMAKE_CURRENT_LIST_DIR}/load/main.c ${CMAKE_CURRENT_LIST_DIR}/load/run.c
	${CMAKE_CURRENT_LIST_DIR}/load/relay.c ${CMAKE_CURRENT_LIST_DIR}/load/paced.c
	${CMAKE_CURRENT_LIST_DIR}/load/idle.c ${CMAKE_CURRENT_LIST_DIR}/load/connect.c
	${CMAKE_CURRENT_LIST_DIR}/load/et1_commands.c)
target_compile_definitions(bench_load PRIVATE _GNU_SOURCE)
target_link_libraries(bench_load PRIVATE bench_et1)

# The floor that peers are compared with.
add_executable(bench_raw ${CMAKE_CURRENT_LIST_DIR}/peers/raw.c)
target_compile_definitions(bench_raw PRIVATE _GNU_SOURCE)
target_link_libraries(bench_raw PRIVATE et_flags PkgConfig::SSL)
