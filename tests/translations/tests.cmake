myna_test(${CMAKE_SOURCE_DIR}/tests/translations/tst_translations.cpp)
target_compile_definitions(tst_translations PRIVATE MYNA_LUPDATE="$<TARGET_FILE:Qt6::lupdate>")
