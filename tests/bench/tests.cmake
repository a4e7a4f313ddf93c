# Not a test: what ./dev bench runs for the figures that need the program's inside.
add_executable(myna_bench "${CMAKE_SOURCE_DIR}/tests/bench/myna_bench.cpp")
target_link_libraries(myna_bench PRIVATE myna_testsupport Myna::server)
target_compile_definitions(myna_bench PRIVATE MYNA_BINARY_DIR="${CMAKE_BINARY_DIR}")
