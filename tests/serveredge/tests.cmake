foreach(name tokens activation deviceregistry gatekeeper sqlstore sqlstorefile storequeue storedesk configloader configreference configdesk edge localserver
    edgeguard admindesk livefeed peergate offences deviceprofile webhook)
  myna_test(${CMAKE_SOURCE_DIR}/tests/serveredge/tst_${name}.cpp DEPS server)
endforeach()
