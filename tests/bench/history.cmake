if(TARGET et_core)
	add_executable(bench_history_core history_core.c load/hist.c)
	target_compile_definitions(bench_history_core PRIVATE _GNU_SOURCE)
	target_include_directories(bench_history_core PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
	target_link_libraries(bench_history_core PRIVATE bench_house)
	# A small one: what the maker writes is a record like any other, as verify says.
	add_test(NAME bench_history_small
		COMMAND bench_history_core --cases 400 --log 20000 --verify)
	set_tests_properties(bench_history_small PROPERTIES LABELS service TIMEOUT 300)
endif()
