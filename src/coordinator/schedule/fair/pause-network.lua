-- Keeps the waiting tasks of a network where they are, or lets them go on. Those in flight go on; nothing is handed out.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] tenant   ARGV[2] network (`tenant network`)   ARGV[3] 1: pause, 0: go on
-- Returns 1.
-- @include fair-schedule.lua
redis.call(ARGV[3] == '1' and 'SADD' or 'SREM', prefix .. 'paused', ARGV[2])
settle(ARGV[1], ARGV[2], network_of(ARGV[2]).waiting > 0)
save()
return 1
