# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_sounddesk.cpp DEPS desktop)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_figuresdesk.cpp DEPS desktop)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_controlserver.cpp DEPS desktop)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_singleinstance.cpp DEPS desktop)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_controlcommand.cpp DEPS desktop)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_x11shortcut.cpp DEPS desktop RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_portalshortcut.cpp DEPS desktop LIBS Qt6::DBus RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/desktop/tst_serversdesk.cpp DEPS desktop)
