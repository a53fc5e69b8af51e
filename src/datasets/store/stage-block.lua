-- Keeps columns of one block of a table that is still arriving. Nobody sees it; it goes by itself unless the next block, or the end, comes in time.
-- KEYS[1] the blocks of the upload
-- ARGV[1] milliseconds it is kept; ARGV[2] 1 for what comes first; ARGV[3] number of the block; from ARGV[4] on pairs of column and
-- compressed cells
-- Returns 1, or 0 when what came before is gone.
if ARGV[2] ~= '1' and redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
for i = 4, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[3] .. ':' .. ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
