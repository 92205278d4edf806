import type { HttpResponse } from '@hookwright/engine'
import { type Millis, noAuthentication } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/**
 * What lies at an address that rules of receiving lead to, asked for through the guarded client, or that it was `silent` for as
 * long as this. Throws what else kept it from answering.
 */
export const getWithin = async (
  outside: Pick<Effects, 'clientFor' | 'after'>,
  url: string,
  patience: Millis
): Promise<HttpResponse | 'silent'> => {
  const limit = new AbortController()
  const stop = outside.after(patience, () => limit.abort())
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
    return await outside.clientFor(noAuthentication, {})(request, limit.signal)
  } catch (thrown) {
    if (limit.signal.aborted) return 'silent'
    throw thrown
  } finally {
    stop()
  }
}
