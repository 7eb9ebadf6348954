if(TARGET et_core)
	add_executable(bench_attachment ${CMAKE_CURRENT_LIST_DIR}/attachment.c
		${CMAKE_CURRENT_LIST_DIR}/attachment_plain.c)
	target_compile_definitions(bench_attachment PRIVATE _GNU_SOURCE)
	target_include_directories(bench_attachment PRIVATE ${CMAKE_CURRENT_LIST_DIR})
	target_link_libraries(bench_attachment PRIVATE bench_et1)
endif()
