-- The end of the UTC period (day, month, total) that holds `at_ms`, in milliseconds since the epoch; 0 for total, which has none.
local function period_end(period, at_ms)
  if period == 'total' then return 0 end
  local day = math.floor(at_ms / 86400000)
  if period == 'day' then return (day + 1) * 86400000 end
  -- Day of the month by H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days).
  local function day_of_month(days)
    local shifted = days + 719468
    local of_era = shifted % 146097
    local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524) - math.floor(of_era / 146096)) / 365)
    local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
    return of_year - math.floor((153 * math.floor((5 * of_year + 2) / 153) + 2) / 5) + 1
  end
  -- 31 days after a first is always in the month that follows.
  local in_next = day - day_of_month(day) + 1 + 31
  return (in_next - day_of_month(in_next) + 1) * 86400000
end
