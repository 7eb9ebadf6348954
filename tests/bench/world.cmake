# The world that is measured, and our own dialect of the load generator; a small test keeps both true.
if(TARGET et_core)
	add_library(bench_et1 STATIC ${CMAKE_CURRENT_LIST_DIR}/world_keys.c ${CMAKE_CURRENT_LIST_DIR}/load/et1.c
		${CMAKE_CURRENT_LIST_DIR}/load/et1_command.c)
	target_compile_definitions(bench_et1 PRIVATE _GNU_SOURCE)
	target_include_directories(bench_et1 PUBLIC ${ET_TESTS})
	target_link_libraries(bench_et1 PUBLIC et_crypto bench_load_kit)

	add_executable(bench_world ${CMAKE_CURRENT_LIST_DIR}/world.c ${CMAKE_SOURCE_DIR}/src/app/data.c)
	target_include_directories(bench_world PRIVATE ${ET_TESTS} ${CMAKE_SOURCE_DIR}/src
		${CMAKE_SOURCE_DIR}/src/service)
	target_link_libraries(bench_world PRIVATE bench_et1 service_kit et_core PkgConfig::CMOCKA)

	add_executable(bench_et1_check ${CMAKE_CURRENT_LIST_DIR}/load/et1_check.c)
	target_link_libraries(bench_et1_check PRIVATE bench_et1)
	find_program(ET_NODE node)
	if(ET_NODE)
		add_test(NAME bench_et1 COMMAND ${ET_NODE} ${CMAKE_CURRENT_LIST_DIR}/et1_check.mjs $<TARGET_FILE:etatunti>
			$<TARGET_FILE:bench_world> $<TARGET_FILE:bench_et1_check>)
		set_tests_properties(bench_et1 PROPERTIES LABELS scenario TIMEOUT 120
			ENVIRONMENT "ET_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
	endif()
endif()
