import { SECOND, toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

/** As long as a service waits for its answer at the least. */
const PATIENCE = 2.5 * SECOND

/**
 * Fetches the address that a handshake named, whose host was pinned by the rules. The service is answered behind that: one
 * that was told it was confirmed when it was not would never ask again. Gives why it did not come about, or null.
 */
export const confirmHandshake = async (
  outside: Pick<Effects, 'clientFor' | 'after'>,
  url: string
): Promise<string | null> => {
  try {
    const answer = await getWithin(outside, url, PATIENCE)
    if (answer === 'silent') return `the service did not answer it within ${PATIENCE / SECOND} seconds.`
    return answer.status < 300 ? null : `the service answered it with ${answer.status}.`
  } catch (thrown) {
    return toFault(thrown).message
  }
}
