import type { HttpResponse } from '@hookwright/engine'
import { type Millis, noAuthentication } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/**
 * Fetches a URL from receiving rules through the guarded client. Returns `silent` after the timeout. Throws
 * any other failure.
 */
export const getWithin = async (
  effects: Pick<Effects, 'clientFor' | 'after'>,
  url: string,
  patience: Millis
): Promise<HttpResponse | 'silent'> => {
  const limit = new AbortController()
  const stop = effects.after(patience, () => limit.abort())
  const request = {
    method: 'GET',
    url,
    query: {},
    headers: {},
    body: null,
    authenticate: false,
    timeout: patience
  } as const
  try {
    return await effects.clientFor(noAuthentication, {})(request, limit.signal)
  } catch (thrown) {
    if (limit.signal.aborted) return 'silent'
    throw thrown
  } finally {
    stop()
  }
}
