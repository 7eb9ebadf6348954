# What the tests over real processes need in C: a look into a record; and what is put before the C library of a server, warned
# about as everything is, but without a sanitizer, which would be loaded too early with it.
add_executable(fault_sql ${CMAKE_CURRENT_LIST_DIR}/fault_sql.c)
target_link_libraries(fault_sql PRIVATE PkgConfig::SQLITE)
foreach(target fault_full fault_clock_shift)
	add_library(${target} MODULE ${CMAKE_CURRENT_LIST_DIR}/${target}.c)
	target_compile_options(${target} PRIVATE
		$<FILTER:$<TARGET_PROPERTY:et_flags,INTERFACE_COMPILE_OPTIONS>,EXCLUDE,sanitize|FORTIFY>)
	target_link_libraries(${target} PRIVATE ${CMAKE_DL_LIBS})
	set_target_properties(${target} PROPERTIES PREFIX "")
endforeach()
