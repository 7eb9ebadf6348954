if(TARGET et_core)
	# The wall clock put forward and back under a service (label fault).
	add_executable(fault_clock_core test_clock.c)
	target_include_directories(fault_clock_core PRIVATE ${ET_TESTS})
	target_link_libraries(fault_clock_core PRIVATE service_kit et_core PkgConfig::CMOCKA)
	add_test(NAME fault_clock_core COMMAND fault_clock_core)
	set_tests_properties(fault_clock_core PROPERTIES LABELS fault TIMEOUT 300)
endif()
