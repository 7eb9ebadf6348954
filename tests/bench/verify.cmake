if(TARGET et_core)
	# Measures, does not judge: built with the tests, run by ./run bench verify only.
	add_executable(bench_verify verify.c)
	target_include_directories(bench_verify PRIVATE ${ET_TESTS} ${CMAKE_SOURCE_DIR}/src
		${CMAKE_SOURCE_DIR}/src/service)
	target_link_libraries(bench_verify PRIVATE service_kit et_core PkgConfig::CMOCKA)
endif()
