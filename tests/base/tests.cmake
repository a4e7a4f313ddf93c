# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name IN ITEMS result enumtable overloaded redaction rotatingfile log secret ttlcache)
  myna_test(${CMAKE_SOURCE_DIR}/tests/base/tst_${name}.cpp DEPS base)
endforeach()
