import { noAuthentication, SECOND, toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { FoundClient } from './resolve-code-grant.ts'
import { shownUrl } from './token-requests.ts'

const TIMEOUT = 10 * SECOND

/**
 * Deregisters clients at authorization servers that support it (RFC 7592, 2.3). Makes one attempt and never
 * rejects. A failure is only logged, since servers expire unused clients.
 */
export const forgetClients = async (
  effects: Pick<Effects, 'clientFor' | 'log'>,
  clients: readonly FoundClient[]
): Promise<void> => {
  const known = new Map(
    clients.flatMap(({ registration }) => (registration ? [[registration.url, registration]] : []))
  )
  await Promise.all(
    [...known.values()].map(async ({ url, token }) => {
      const failed = (why: string): void =>
        effects.log(
          'An OAuth client could not be deregistered at its authorization server, so it still exists there.',
          {
            server: shownUrl(url),
            why
          }
        )
      try {
        const { status } = await effects.clientFor(noAuthentication, {})(
          {
            ...{ method: 'DELETE', url, query: {}, headers: { authorization: `Bearer ${token}` } },
            ...{ body: null, authenticate: false, timeout: TIMEOUT }
          },
          new AbortController().signal
        )
        // 401 is the answer for a client that is gone already.
        if (status >= 300 && status !== 401 && status !== 404)
          failed(`The authorization server answered ${status}.`)
      } catch (thrown) {
        failed(toFault(thrown).code)
      }
    })
  )
}
