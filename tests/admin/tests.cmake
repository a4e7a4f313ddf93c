myna_test(${CMAKE_SOURCE_DIR}/tests/admin/tst_adminvalues.cpp DEPS admin)
myna_test(${CMAKE_SOURCE_DIR}/tests/admin/tst_adminlink.cpp DEPS admin server)
