# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/session/tst_sessionmachine.cpp DEPS session)
myna_test(${CMAKE_SOURCE_DIR}/tests/session/tst_reconnectpolicy.cpp DEPS session)
myna_test(${CMAKE_SOURCE_DIR}/tests/session/tst_turnclock.cpp DEPS session)
myna_test(${CMAKE_SOURCE_DIR}/tests/session/tst_voicesession.cpp DEPS session)
myna_test(${CMAKE_SOURCE_DIR}/tests/session/tst_wake.cpp DEPS session)
