# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name IN ITEMS speechcodec resampler quickresampler framer wavfile)
  myna_test(${CMAKE_SOURCE_DIR}/tests/codec/tst_${name}.cpp DEPS codec)
endforeach()
myna_test(${CMAKE_SOURCE_DIR}/tests/codec/tst_downmix.cpp DEPS codec)
myna_test(${CMAKE_SOURCE_DIR}/tests/codec/tst_packetfec.cpp DEPS codec)
