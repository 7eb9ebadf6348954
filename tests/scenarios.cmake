# Scenarios against the real server over TLS: each tests/scenarios/NN-name.test.ts is one test.
file(GLOB scenarios CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/scenarios/*.test.ts)
foreach(scenario ${scenarios})
	get_filename_component(name ${scenario} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(scenario_${target} scenario ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs ARGS ${name})
endforeach()
# Measures: alone on the machine.
set_tests_properties(scenario_18_withdrawal_time PROPERTIES RUN_SERIAL ON TIMEOUT 300)
et_node_test(scenario_check unit ${CMAKE_SOURCE_DIR}/web/node_modules/.bin/tsc
	ARGS --noEmit -p ${CMAKE_CURRENT_LIST_DIR}/scenarios/tsconfig.json)

# The same people against a server that lies: each tests/lying/NN-name.test.ts is one test.
file(GLOB lies CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/lying/*.test.ts)
foreach(source ${lies})
	get_filename_component(name ${source} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(lying_${target} hostile ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs
		ARGS --in ${CMAKE_CURRENT_LIST_DIR}/lying ${name})
endforeach()
et_node_test(lying_check unit ${CMAKE_SOURCE_DIR}/web/node_modules/.bin/tsc
	ARGS --noEmit -p ${CMAKE_CURRENT_LIST_DIR}/lying/tsconfig.json)
