myna_test(${CMAKE_SOURCE_DIR}/tests/e2e/tst_talkserve.cpp RIG TIMEOUT 300)
myna_test(${CMAKE_SOURCE_DIR}/tests/e2e/tst_desktop.cpp DEPS desktop LIBS myna_resources myna_translations RIG TIMEOUT 300)
set_tests_properties(tst_desktop PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8;TZ=UTC")
