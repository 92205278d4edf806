import { noAuthentication, SECOND, toFault } from '@hookwright/model'
import type { Outside } from '../outside.ts'

/** As long as a service waits for its answer at the least. */
const PATIENCE = 2.5 * SECOND

/**
 * Fetches the address that a handshake named, whose host was pinned by the rules. The service is answered behind that: one
 * that was told it was confirmed when it was not would never ask again. Gives why it did not come about, or null.
 */
export const confirmHandshake = async (
  outside: Pick<Outside, 'clientFor' | 'after'>,
  url: string
): Promise<string | null> => {
  const limit = new AbortController()
  const stop = outside.after(PATIENCE, () => limit.abort())
  const request = {
    method: 'GET',
    url,
    query: {},
    headers: {},
    body: null,
    authenticate: false,
    timeout: PATIENCE
  } as const
  try {
    const { status } = await outside.clientFor(noAuthentication, {})(request, limit.signal)
    return status < 300 ? null : `the service answered it with ${status}.`
  } catch (thrown) {
    return limit.signal.aborted
      ? `the service did not answer it within ${PATIENCE / SECOND} seconds.`
      : toFault(thrown).message
  } finally {
    stop()
  }
}
