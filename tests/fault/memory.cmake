if(TARGET et_core AND TARGET et_front)
	# Core with too little memory (label fault): the rig and the script of the disk's tests, compiled past the wrapping,
	# so that only what the program itself asks for is refused.
	set(memory_calls malloc calloc realloc free)
	set(memory_wrap "")
	foreach(call ${memory_calls} strdup)
		list(APPEND memory_wrap LINKER:--wrap=${call})
	endforeach()
	file(GLOB memory_disk CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/disk_*.c)
	list(FILTER memory_disk EXCLUDE REGEX "/disk_each\\.c$")
	add_library(fault_memory_disk STATIC ${memory_disk} ${ET_TESTS}/store/fault.c)
	target_include_directories(fault_memory_disk PRIVATE ${ET_TESTS} ${CMAKE_SOURCE_DIR}/src)
	target_compile_definitions(fault_memory_disk PRIVATE _GNU_SOURCE)
	foreach(call ${memory_calls})
		target_compile_definitions(fault_memory_disk PRIVATE ${call}=__real_${call})
	endforeach()
	target_link_libraries(fault_memory_disk PUBLIC service_kit et_core PkgConfig::CMOCKA)
	foreach(call opened closed frame timers committed next_delivery)
		target_link_options(fault_memory_disk INTERFACE LINKER:--wrap=et_service_${call})
	endforeach()

	add_executable(fault_memory_core test_memory_core.c memory_fail.c memory_blow.c
		memory_content.c)
	target_link_options(fault_memory_core PRIVATE ${memory_wrap})
	foreach(call et_store_open et_store_close et_core_open et_core_turn et_core_stop et_core_close)
		target_link_options(fault_memory_core PRIVATE LINKER:--wrap=${call})
	endforeach()
	target_include_directories(fault_memory_core PRIVATE ${ET_TESTS} ${CMAKE_SOURCE_DIR}/src)
	target_link_libraries(fault_memory_core PRIVATE fault_memory_disk PkgConfig::SQLITE)
	target_compile_definitions(fault_memory_core PRIVATE _GNU_SOURCE)
	add_test(NAME fault_memory_core COMMAND fault_memory_core)
	set_tests_properties(fault_memory_core PROPERTIES LABELS fault TIMEOUT 900)

	# Front's callbacks without a socket: the library is played by memory_lws.c.
	add_executable(fault_memory_front test_memory_front.c memory_fail.c memory_lws.c)
	target_link_options(fault_memory_front PRIVATE ${memory_wrap})
	foreach(call hdr_total_length hdr_copy hdr_custom_length http_get_uri_and_method write get_context context_user
			frame_is_binary is_final_fragment get_ssl get_socket_fd partial_buffered callback_on_writable
			http_transaction_completed set_timeout create_context context_destroy
			client_connect_via_info service http_client_http_response sul_schedule)
		target_link_options(fault_memory_front PRIVATE LINKER:--wrap=lws_${call})
	endforeach()
	target_include_directories(fault_memory_front PRIVATE ${CMAKE_SOURCE_DIR}/src/front)
	target_link_libraries(fault_memory_front PRIVATE et_front PkgConfig::SQLITE PkgConfig::CMOCKA)
	add_test(NAME fault_memory_front COMMAND fault_memory_front)
	set_tests_properties(fault_memory_front PROPERTIES LABELS fault TIMEOUT 300)
endif()
