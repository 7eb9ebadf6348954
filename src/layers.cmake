# Warnings, hardening, and et_layer(): how a layer becomes a library.

add_library(et_flags INTERFACE)
target_compile_definitions(et_flags INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
target_compile_options(et_flags INTERFACE
	-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes
	-Wmissing-prototypes -Wswitch-enum -Wcast-qual -Wvla -Wformat=2 -Wundef -Werror
	-fstack-protector-strong -fstack-clash-protection -fcf-protection
	-ftrivial-auto-var-init=zero -fno-strict-aliasing)
if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
	target_compile_options(et_flags INTERFACE -Wassign-enum -Wconditional-uninitialized
		-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang)
endif()
if(ET_SANITIZE)
	target_compile_options(et_flags INTERFACE -fsanitize=address,undefined
		-fno-sanitize-recover=all -fno-omit-frame-pointer)
	target_link_options(et_flags INTERFACE -fsanitize=address,undefined)
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
	target_compile_options(et_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
target_link_options(et_flags INTERFACE -Wl,-z,relro,-z,now)

# et_layer(<name> [LINK <lib>...]): every .c below src/<name>/ is static library et_<name>; its public
# headers are include/etatunti/<name>/, its private ones stay beside the sources.
function(et_layer name)
	cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
	file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.c)
	add_library(et_${name} STATIC ${sources})
	target_include_directories(et_${name}
		PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/src/${name})
	target_link_libraries(et_${name} PUBLIC et_flags ${ARG_LINK})
endfunction()
