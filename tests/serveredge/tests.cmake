foreach(name tokens activation deviceregistry gatekeeper sqlstore configloader edge localserver)
  myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_${name}.cpp DEPS server)
endforeach()
