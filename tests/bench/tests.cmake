# Not a test: what ./dev bench runs for the figures that need the program's inside.
add_executable(myna_bench EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/myna_bench.cpp")
target_link_libraries(myna_bench PRIVATE myna_testsupport Myna::server)
target_compile_definitions(myna_bench PRIVATE MYNA_BINARY_DIR="${CMAKE_BINARY_DIR}")
# ./dev bench server and soak: the server with engines that take no time.
add_executable(myna_crowd EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/myna_crowd.cpp")
target_link_libraries(myna_crowd PRIVATE myna_testsupport Myna::server)
# ./dev bench voice. SpeexDSP's jitter buffer is there for the comparison.
add_executable(myna_voice_bench EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/myna_voice_bench.cpp" "${CMAKE_SOURCE_DIR}/tests/bench/voiceplayer.cpp"
  "${CMAKE_SOURCE_DIR}/tests/bench/voicespeex.cpp" "${CMAKE_SOURCE_DIR}/tests/bench/voice_uplink.cpp")
target_link_libraries(myna_voice_bench PRIVATE myna_testsupport Myna::audio PkgConfig::SpeexDsp)
# A bad network to put between two programs by hand: tests/data/traces/record.py.
add_executable(myna_badnet EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/myna_badnet.cpp")
target_link_libraries(myna_badnet PRIVATE myna_testsupport)
