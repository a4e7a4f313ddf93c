# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name IN ITEMS mqttentity mqtthome hasshome)
  myna_test(${CMAKE_SOURCE_DIR}/tests/home/tst_${name}.cpp DEPS home)
endforeach()
myna_test(${CMAKE_SOURCE_DIR}/tests/home/tst_homedesk.cpp DEPS client ui LIBS myna_resources)
