-- Strikes memories off the list of those that the database may still have. Not while the network is being restored: who restores may have
-- read them before they went, and looks here.
-- KEYS[1] ids to be forgotten (set)   KEYS[2] who restores (string)
-- ARGV[1..] memory ids
-- Returns how many were struck off.
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
return redis.call('SREM', KEYS[1], unpack(ARGV))
