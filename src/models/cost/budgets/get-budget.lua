-- A budget as it stands now.
-- KEYS[1] names of the tenant's budgets (set); see open-budget.lua for what lies beside it
-- ARGV[1] name
-- Returns {limit, period, on_exceeded, rolls_at, spent, reserved, unsettled}, {} when there is none.
-- @include open-budget.lua
local budget = open_budget(KEYS[1], ARGV[1], now_ms())
return budget and row_of(budget) or {}
