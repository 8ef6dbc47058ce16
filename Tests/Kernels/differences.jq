# Every difference between the facts of a run and the one object in $expected, a line each.
def flat:
  [tostream | select(length == 2) | {key: (.[0] | map(tostring) | join(" ")), value: .[1]}]
  | from_entries;

# How good an engine is, or `null` if that is not what it is.
def rank:
  if type != "string" then null elif . == "epoll" then 0
  else (capture("^io_uring/(?<tier>[1-9])$") | 10 - (.tier | tonumber)) // null end;

# Whether there is at least as much as expected.
def suffices($wanted):
  if $wanted | rank then (rank // -1) >= ($wanted | rank)
  elif $wanted == true or $wanted == "yes" then . == $wanted
  else true end;

def shown: if . == null then "nothing" else tostring end;

flat as $found
| ($expected[0] | flat) as $wanted
| (if $isMinimum then $wanted else $wanted + $found end) | keys[]
| . as $key
| select(if $isMinimum then $found[$key] | suffices($wanted[$key]) | not
  else $found[$key] != $wanted[$key] or ($wanted | has($key) | not)
    or ($found | has($key) | not) end)
| "\($key): expected \($wanted[$key] | shown), found \($found[$key] | shown)"
