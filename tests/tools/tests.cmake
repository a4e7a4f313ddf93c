# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_desktopentry.cpp DEPS tools)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_computertools.cpp DEPS tools server LIBS Qt6::DBus)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_systemtools.cpp DEPS tools RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_reminders.cpp DEPS tools)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_calendarfile.cpp DEPS tools)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_remindervoice.cpp DEPS client)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_music.cpp DEPS tools)
myna_test(${CMAKE_SOURCE_DIR}/tests/tools/tst_weathersource.cpp DEPS tools)
