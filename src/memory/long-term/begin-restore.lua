-- Gives one process the right to put back what Redis has lost of a network, for a while.
-- KEYS[1] who restores (string)   KEYS[2] mark of a network that is being erased   ARGV[1] who asks   ARGV[2] milliseconds
-- Returns 1 when it may, 0 when somebody else restores, -1 when the network is being erased.
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0
