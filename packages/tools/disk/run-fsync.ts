import type { Harness } from '../harness/harness.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { watchAcks } from './watch-acks.ts'

/**
 * Checks under load that the server responds only after its syncs. Then does the same on a disk that is not
 * synced: the check must notice this.
 * @returns the exit code: 0 when each response was sent after its sync, and the missing syncs were noticed
 */
export async function run({ say }: Harness, { acks }: Numbers<'acks'>): Promise<number> {
  const seen = await watchAcks(acks)
  for (const sentence of seen.early.slice(0, 20)) say(sentence)
  say(`acks ${seen.acked} before their fsync ${seen.early.length}`)
  const lost = breachesIn(checkHistory(seen.history))
  for (const sentence of lost.slice(0, 20)) say(sentence)
  const control = await watchAcks(50, { env: { SHIM_LAZY: '1' } })
  say(
    `Control without syncs, as with synchronous=NORMAL: ${control.early.length} of ${control.acked} were caught.`
  )
  const isCaught = control.acked >= 50 && control.early.length === control.acked
  return seen.acked >= acks && seen.early.length + lost.length === 0 && isCaught ? 0 : 1
}
