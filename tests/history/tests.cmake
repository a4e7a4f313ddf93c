# SPDX-License-Identifier: GPL-3.0-or-later
# The kept conversations: file, words, thread, what a turn is made of.
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_searchwords.cpp DEPS history)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_turnstore.cpp DEPS history)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_turnhistory.cpp DEPS history)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_turncollector.cpp DEPS history)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_historyexport.cpp DEPS history)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_historyviewmodel.cpp DEPS viewmodels)
myna_test(${CMAKE_SOURCE_DIR}/tests/history/tst_historypage.cpp DEPS ui LIBS myna_resources)
