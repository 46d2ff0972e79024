namespace Webinars.Adapters.Redis;

/// <summary>What Redis does for presence in one step each, by its own clock. All of a room's keys lie in one slot. A member is 16 bytes of a person, then 16 of a node.</summary>
internal static class PresenceScripts
{
    /// <summary>ARGV: lease ms, keys' life ms, moves kept, node, then person and entry ("": gone) by turns.</summary>
    public const string Write = """
        local time = redis.call('TIME')
        local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
        for i = 5, #ARGV, 2 do
          local member = ARGV[i] .. ARGV[4]
          if ARGV[i + 1] == '' then
            redis.call('ZREM', KEYS[1], member)
            redis.call('HDEL', KEYS[2], member)
          else
            redis.call('ZADD', KEYS[1], ends, member)
            redis.call('HSET', KEYS[2], member, ARGV[i + 1])
          end
          redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'm', member)
        end
        for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
        return 0
        """;

    /// <summary>ARGV: lease ms, keys' life ms, node, the people's ids in one string.</summary>
    /// <returns>The places of those that are not there, from 1.</returns>
    public const string Renew = """
        local time = redis.call('TIME')
        local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
        local members, known, unknown = {}, {}, {}
        for i = 1, #ARGV[4], 16 do members[#members + 1] = string.sub(ARGV[4], i, i + 15) .. ARGV[3] end
        local leases = redis.call('ZMSCORE', KEYS[1], unpack(members))
        for i = 1, #members do
          if leases[i] then
            known[#known + 1] = ends
            known[#known + 1] = members[i]
          else
            unknown[#unknown + 1] = i
          end
        end
        if #known > 0 then redis.call('ZADD', KEYS[1], unpack(known)) end
        for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
        return unknown
        """;

    /// <summary>
    /// ARGV: node, since ("": all), silence ms, grace ms, keys' life ms, most at once, moves kept.
    /// When nobody has looked for as long as the silence, Redis itself was away: leases that ran out meanwhile get the grace to be renewed in.
    /// </summary>
    /// <returns>Position, whether these are all, whether there is more, then member and entry ("": gone) by turns; not this node's own.</returns>
    public const string Read = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local looked, from = string.match(redis.call('GET', KEYS[4]) or '0 0', '(%d+) (%d+)')
        from = tonumber(from)
        if now - tonumber(looked) > tonumber(ARGV[3]) then from = now + ARGV[4] end
        redis.call('SET', KEYS[4], string.format('%.0f %.0f', now, from), 'PX', ARGV[5])
        if now >= from then
          local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[6])
          if #gone > 0 then
            redis.call('ZREM', KEYS[1], unpack(gone))
            redis.call('HDEL', KEYS[2], unpack(gone))
            for _, member in ipairs(gone) do redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[7], '*', 'm', member) end
            redis.call('PEXPIRE', KEYS[3], ARGV[5])
          end
        end

        if ARGV[2] ~= '' then
          local moves = redis.call('XRANGE', KEYS[3], ARGV[2], '+', 'COUNT', ARGV[6] + 1)
          if moves[1] and moves[1][1] == ARGV[2] then
            local members, seen = {}, {}
            for i = 2, #moves do
              local member = moves[i][2][2]
              if not seen[member] and string.sub(member, 17) ~= ARGV[1] then
                seen[member] = true
                members[#members + 1] = member
              end
            end
            local answer = { moves[#moves][1], 0, #moves > tonumber(ARGV[6]) and 1 or 0 }
            if #members > 0 then
              local entries = redis.call('HMGET', KEYS[2], unpack(members))
              for i, member in ipairs(members) do
                answer[#answer + 1] = member
                answer[#answer + 1] = entries[i] or ''
              end
            end
            return answer
          end
        end

        local last = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)[1]
        local answer = { last and last[1] or '0-0', 1, 0 }
        local all = redis.call('HGETALL', KEYS[2])
        for i = 1, #all, 2 do
          if string.sub(all[i], 17) ~= ARGV[1] then
            answer[#answer + 1] = all[i]
            answer[#answer + 1] = all[i + 1]
          end
        end
        return answer
        """;
}
