import type { HttpResponse } from '@hookwright/engine'
import { ACCESS_TOKEN, type Authentication, type ConnectionValues, Fault, toFault } from '@hookwright/model'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { missingScopesIn } from './step-up.ts'
import type { Tokens } from './tokens.ts'

/**
 * Waits for a promise that several callers share. Rejects with the signal's reason if this caller's signal
 * aborts first.
 */
const unlessAborted = <Given>(work: Promise<Given>, signal: AbortSignal): Promise<Given> =>
  new Promise((resolve, reject) => {
    const end = (): void => reject(signal.reason)
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })

/**
 * Sends requests with the access token of an account. After a 401 response, sends the request once more with
 * a new token, since the service did not execute it. Results never contain the token. Throws the errors of
 * `Tokens`, and a fault if the response requires more scopes.
 */
export const withToken = <Of extends { authentication: Authentication; values: ConnectionValues }>(
  { effects, tokens }: { effects: Pick<Effects, 'clientFor' | 'scrubber'>; tokens: Tokens<Of> },
  account: Of
): ServiceClient => {
  const { authentication, values } = account
  const sendWith = async (token: string, ...sent: Parameters<ServiceClient>): ReturnType<ServiceClient> => {
    const scrub = effects.scrubber([token])
    try {
      const client = effects.clientFor(authentication, { ...values, [ACCESS_TOKEN]: token })
      return scrub(await client(...sent))
    } catch (thrown) {
      const [, signal] = sent
      if (signal.aborted) throw signal.reason
      const { code, details, cause } = toFault(thrown)
      throw new Fault(code, scrub(details), cause)
    }
  }
  const unlessScopesLack = async (response: HttpResponse, token: string): Promise<HttpResponse> => {
    const scopes = tokens.lackingScopes === undefined ? null : await missingScopesIn(response)
    const fault = scopes && ((await tokens.lackingScopes?.(account, token, scopes)) ?? null)
    if (fault !== null) throw fault
    return response
  }
  return async (request, signal) => {
    if (!request.authenticate) return effects.clientFor(authentication, values)(request, signal)
    const token = await unlessAborted(tokens.current(account), signal)
    const response = await sendWith(token, request, signal)
    if (response.status !== 401) {
      tokens.accepted?.(account)
      return unlessScopesLack(response, token)
    }
    const another = await unlessAborted(tokens.renewed(account, token), signal)
    return another === token ? response : unlessScopesLack(await sendWith(another, request, signal), another)
  }
}
