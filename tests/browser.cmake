# A real Chromium against the real server: each tests/browser/NAME.test.ts is one test. Alone on the machine: a call
# wants both cores.
find_program(ET_CHROMIUM NAMES chromium chromium-browser)
if(NOT ET_CHROMIUM)
	message(WARNING "No chromium: the browser tests are left out. ./run test installs it.")
	return()
endif()
file(GLOB browser_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/browser/*.test.ts)
foreach(source ${browser_tests})
	get_filename_component(name ${source} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(browser_${target} browser ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs
		ARGS --in ${CMAKE_CURRENT_LIST_DIR}/browser ${name} TIMEOUT 600 SERIAL)
	set_property(TEST browser_${target} APPEND PROPERTY ENVIRONMENT ET_CHROMIUM=${ET_CHROMIUM})
endforeach()
et_node_test(browser_check unit ${CMAKE_SOURCE_DIR}/web/node_modules/.bin/tsc
	ARGS --noEmit -p ${CMAKE_CURRENT_LIST_DIR}/browser/tsconfig.json)
