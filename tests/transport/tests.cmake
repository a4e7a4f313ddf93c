# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/transport/tst_closereason.cpp DEPS transport)
myna_test(${CMAKE_SOURCE_DIR}/tests/transport/tst_websockettransport.cpp DEPS transport)
foreach(name IN ITEMS packetcipher replaywindow maketransport transportcontract mqttudptransport mqttreach soundwatch)
  myna_test(${CMAKE_SOURCE_DIR}/tests/transport/tst_${name}.cpp DEPS transport)
endforeach()
