if(TARGET et_core)
	# Shared by the measures of commands and of history.
	add_library(bench_house STATIC history_house.c history_keep.c commands_floor.c)
	target_include_directories(bench_house PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${ET_TESTS}
		${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/src/service)
	target_link_libraries(bench_house PUBLIC service_kit et_core PkgConfig::CMOCKA PkgConfig::SQLITE)
	add_executable(bench_commands_core commands_core.c)
	target_compile_definitions(bench_commands_core PRIVATE _GNU_SOURCE)
	target_link_libraries(bench_commands_core PRIVATE bench_house)
endif()
