# A real Chromium against the real server: each tests/browser/NAME.test.ts is one test. Alone on the machine: a call
# wants both cores. Pictures are a command (./run screenshots), and the table of screens needs no browser.
find_program(ET_CHROMIUM NAMES chromium chromium-browser)
if(NOT ET_CHROMIUM)
	message(WARNING "No chromium: the browser tests are left out. ./run test installs it.")
	return()
endif()
file(GLOB browser_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/browser/*.test.ts)
list(FILTER browser_tests EXCLUDE REGEX "/(pictures|screens)\\.test\\.ts$")
foreach(source ${browser_tests})
	get_filename_component(name ${source} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(browser_${target} browser ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs
		ARGS --in ${CMAKE_CURRENT_LIST_DIR}/browser ${name} TIMEOUT 600 SERIAL)
	set_property(TEST browser_${target} APPEND PROPERTY ENVIRONMENT ET_CHROMIUM=${ET_CHROMIUM})
endforeach()
# Some 200 screens, each looked at fifteen times.
set_tests_properties(browser_accessibility PROPERTIES TIMEOUT 1500)
et_node_test(browser_screens unit ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs
	ARGS --in ${CMAKE_CURRENT_LIST_DIR}/browser screens)
et_node_test(browser_check unit ${CMAKE_SOURCE_DIR}/web/node_modules/.bin/tsc
	ARGS --noEmit -p ${CMAKE_CURRENT_LIST_DIR}/browser/tsconfig.json)
