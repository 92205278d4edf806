import { expect, test } from 'vitest'
import { isBlocked } from './blocked-ports.mjs'

/** Returns true if fetch refuses a port, even without a server. */
const isRefused = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`, { method: 'HEAD', signal: AbortSignal.timeout(1_000) }).then(
    () => false,
    thrown => thrown?.cause?.message === 'bad port'
  )

test('a port is blocked exactly when fetch refuses it', async () => {
  const blocked = Array.from({ length: 65_535 }, (_, at) => at + 1).filter(isBlocked)
  const neighbours = blocked.flatMap(port => [port - 1, port + 1]).filter(port => port > 0)
  for (const port of new Set([...blocked, ...neighbours, 80, 443, 3000, 8080])) {
    expect(await isRefused(port), `${port}`).toBe(isBlocked(port))
  }
})
