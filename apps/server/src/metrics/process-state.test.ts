import { MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createProcessState } from './process-state.ts'

test('the process state has host, Node version, memory and event loop delay', () => {
  let now = 0
  const read = createProcessState(() => now)
  for (const later of [0, 30_000, MINUTE, 5 * MINUTE, -MINUTE]) {
    now += later
    const { host, node, memory, eventLoopDelay } = read()
    expect(host).not.toBe('')
    expect(node).toBe(process.version)
    expect(memory.resident).toBeGreaterThan(memory.heap)
    expect(eventLoopDelay.p99).toBeGreaterThanOrEqual(0)
    expect(eventLoopDelay.max).toBeGreaterThanOrEqual(eventLoopDelay.p99)
  }
})
