# Scenarios against the real server over TLS: each tests/scenarios/NN-name.test.ts is one test.
file(GLOB scenarios CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/scenarios/*.test.ts)
foreach(scenario ${scenarios})
	get_filename_component(name ${scenario} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(scenario_${target} scenario ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs ARGS ${name})
endforeach()
if(ET_NODE)
	# Measures: alone on the machine.
	set_tests_properties(scenario_18_withdrawal_time PROPERTIES RUN_SERIAL ON TIMEOUT 300)
endif()
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

# What breaks, or is broken into, over real processes: each tests/fault/name.test.ts is one test.
file(GLOB faults CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fault/*.test.ts)
set(faults_serial fault_crowd fault_storm fault_descriptors fault_mutated fault_kills)
if(ET_SANITIZE)
	# 2,000 who come back in their time: not in that of a sanitizer.
	list(FILTER faults EXCLUDE REGEX "/storm\\.test\\.ts$")
	list(REMOVE_ITEM faults_serial fault_storm)
endif()
foreach(source ${faults})
	get_filename_component(name ${source} NAME_WE)
	string(REPLACE "-" "_" target ${name})
	et_node_test(fault_${target} fault ${CMAKE_CURRENT_LIST_DIR}/scenarios/run.mjs
		ARGS --in ${CMAKE_CURRENT_LIST_DIR}/fault ${name} TIMEOUT 900)
endforeach()
if(ET_NODE)
	# Measure how others are served beside a crowd, or are one: alone on the machine.
	set_tests_properties(${faults_serial} PROPERTIES RUN_SERIAL ON)
endif()
if(ET_NODE AND ET_SANITIZE)
	# Ten times slower there: a part of each (kit-dice.ts).
	set_property(TEST fault_kills fault_disk_full_again APPEND PROPERTY ENVIRONMENT ET_FAULT_SHARE=0.2)
	set_property(TEST fault_migration_kill fault_crowd APPEND PROPERTY ENVIRONMENT ET_FAULT_SHARE=0.25)
	set_property(TEST fault_mutated APPEND PROPERTY ENVIRONMENT ET_FAULT_SHARE=0.1)
	set_property(TEST fault_cuts APPEND PROPERTY ENVIRONMENT ET_FAULT_SHARE=0.5)
endif()
et_node_test(fault_check unit ${CMAKE_SOURCE_DIR}/web/node_modules/.bin/tsc
	ARGS --noEmit -p ${CMAKE_CURRENT_LIST_DIR}/fault/tsconfig.json)
