# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_pairingmachine.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_identity.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_filestore.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_identitystore.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_provisioningclient.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_pairing.cpp DEPS pairing)
myna_test(${CMAKE_SOURCE_DIR}/tests/pairing/tst_pushedbinding.cpp DEPS pairing)
