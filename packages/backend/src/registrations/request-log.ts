import { type Fault, toFault } from '@hookwright/model'
import type { Effects, ServiceClient } from '../kernel/effects.ts'

/** Evidence of the changes that a registration flow has requested from its service. */
export interface Evidence {
  /** True when something that was asked for may exist at the service. */
  mayExist: () => boolean
  /** Wraps a client and records its requests. */
  watch: (client: ServiceClient) => ServiceClient
}

/** Statuses that prove that nothing was begun: Not Implemented and Service Unavailable. */
const notBegun = new Set([501, 503])

/**
 * Response statuses after which the service may have carried out the request: success, a server error, or a proxy
 * timeout.
 */
export const tookEffect = (status: number): boolean =>
  status < 400 || (status >= 500 && !notBegun.has(status))

/**
 * Watches the unsafe requests of one flow. A request without an answer counts as done until an answer says otherwise;
 * `before` says that an earlier try of the same flow may have done something already.
 */
export const gatherEvidence = (given: {
  outside: Pick<Effects, 'surelyNotSent' | 'passing'>
  before: boolean
  /** Returns the reason why nothing may be sent any more; called right before each request. */
  refuse: () => Fault | null
}): Evidence => {
  const { outside } = given
  let open = given.before ? 1 : 0
  return {
    mayExist: () => open > 0,
    watch: client => async (request, signal) => {
      const refused = given.refuse()
      if (refused !== null) throw refused
      if (request.method === 'GET' || request.method === 'HEAD') return client(request, signal)
      outside.passing('registration-sending')
      open++
      try {
        const response = await client(request, signal)
        outside.passing('registration-sent')
        if (!tookEffect(response.status)) open--
        return response
      } catch (thrown) {
        const fault = toFault(thrown)
        if (outside.surelyNotSent(fault.toData())) open--
        throw fault
      }
    }
  }
}
