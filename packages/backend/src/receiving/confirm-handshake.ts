import { MINUTE, noAuthentication, SECOND } from '@hookwright/model'
import type { Outside } from '../outside.ts'

const TIMEOUT = 10 * SECOND

/** Fetches the address that a handshake named, once and in the background; its host was pinned by the rules. */
export const confirmHandshake = (
  outside: Pick<Outside, 'clientFor' | 'after' | 'log'>,
  url: string
): void => {
  const limit = new AbortController()
  const stop = outside.after(MINUTE, () => limit.abort())
  const request = {
    method: 'GET',
    url,
    query: {},
    headers: {},
    body: null,
    authenticate: false,
    timeout: TIMEOUT
  } as const
  outside
    .clientFor(noAuthentication, {})(request, limit.signal)
    .then(({ status }) => {
      if (status >= 300) outside.log('A service did not take the confirmation that it asked for.', { status })
    })
    .catch(thrown =>
      outside.log('The confirmation that a service asked for could not be sent.', { cause: String(thrown) })
    )
    .finally(stop)
}
