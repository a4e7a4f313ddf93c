foreach(name tokens activation deviceregistry gatekeeper sqlstore sqlstorefile storequeue storedesk configloader configreference configdesk edge localserver
    edgeguard admindesk livefeed peergate offences deviceprofile webhook visionroutes)
  myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_${name}.cpp DEPS server)
endforeach()
# Writes into a store until it is killed.
add_executable(store_writer ${CMAKE_SOURCE_DIR}/tests/serveredge/storewriter.cpp)
target_link_libraries(store_writer PRIVATE Myna::server)
myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_storecrash.cpp DEPS server)
add_dependencies(tst_storecrash store_writer)
myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_scaleout.cpp DEPS server RIG)
add_dependencies(tst_scaleout mynad)
foreach(name loadgauge sessionthreads)
  myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_${name}.cpp DEPS server)
endforeach()
