-- For wrk: tells the rate and the percentiles on one line. With the argument "fresh" every request is another, so that no kept answer serves it.
local count = 0

function init(args)
  if args[1] == "fresh" then
    request = function()
      count = count + 1
      return wrk.format(nil, wrk.path .. "&nothing=" .. count)
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d|%9.0f/s   p50 %.2f  p95 %.2f  p99 %.2f ms%s\n",
    summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, errors > 0 and "  " .. errors .. " FAILED" or ""))
end
