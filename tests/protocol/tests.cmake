# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name IN ITEMS framing jsoncodec jsonrpc provisioning otareply emotions datagram mqttsection bindingcodec)
  myna_test(${CMAKE_SOURCE_DIR}/tests/protocol/tst_${name}.cpp DEPS protocol)
endforeach()
