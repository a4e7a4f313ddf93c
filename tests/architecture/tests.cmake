myna_test(${CMAKE_SOURCE_DIR}/tests/architecture/tst_layers.cpp)
