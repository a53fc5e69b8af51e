-- How much of its room a network uses.
-- KEYS[1] prefix of the network's keys
-- Returns {datasets, bytes of their compressed blocks}.
-- @include living-datasets.lua
return {living_datasets(KEYS[1])}
