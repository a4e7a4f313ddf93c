myna_test(${CMAKE_SOURCE_DIR}/tests/uipairing/tst_pairingpage.cpp DEPS ui LIBS myna_resources)
myna_test(${CMAKE_SOURCE_DIR}/tests/uipairing/tst_firststartpage.cpp DEPS ui LIBS myna_resources)
myna_test(${CMAKE_SOURCE_DIR}/tests/uipairing/tst_serverpage.cpp DEPS ui LIBS myna_resources)
