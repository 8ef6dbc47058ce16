# What of a run stays the same from one to the next, out of the probe's JSON: $servers has the
# engine of each server, $status is how the probe ended.
def supported: map_values(.supported);

(.verdict | "\(.engine)\(if .tier then "/\(.tier)" else "" end)") as $verdict
| ($servers | split("\n") | map(select(. != "") | split(" ") | {key: .[0], value: .[1]})
  | from_entries) as $engines
# They must agree by themselves, whatever is expected.
| if $engines.auto != $verdict
  then error("the probe says \($verdict), and the server took \($engines.auto)") else . end
| if {"0": "io_uring", "1": "epoll"}["\($status)"] != .verdict.engine
  then error("the probe ended with \($status), and says \($verdict)") else . end
| {
    operations: (.operations | supported),
    featureBits: (.featureBits | supported),
    setupFlags: (.setupFlags | supported)
  }
  + if $name == "host" then {} else {
    features: (.features | map({key, value: .state}) | from_entries),
    verdict: $verdict,
    servers: $engines
  } end
