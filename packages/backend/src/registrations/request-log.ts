import { type Fault, toFault } from '@hookwright/model'
import type { Effects, ServiceClient } from '../kernel/effects.ts'

/** Log of the requests with side effects that a registration flow has sent. */
export interface TrackedRequests {
  /** Returns true when a requested registration may exist at the service. */
  mayExist: () => boolean
  /** Wraps a client and records its requests. */
  watch: (client: ServiceClient) => ServiceClient
}

/**
 * Response statuses after which a request has certainly not been executed: Not Implemented and Service
 * Unavailable.
 */
const notBegun = new Set([501, 503])

/**
 * Returns true for response statuses after which a request may have been executed: success, a server error,
 * or a proxy timeout.
 */
export const tookEffect = (status: number): boolean =>
  status < 400 || (status >= 500 && !notBegun.has(status))

/**
 * Tracks the requests with side effects of one flow. A request without a response counts as executed until a
 * response proves otherwise. `before` means that an earlier attempt of the flow may have had effects.
 */
export const trackRequests = (params: {
  effects: Pick<Effects, 'surelyNotSent' | 'passing'>
  before: boolean
  /** Returns the reason why no more requests may be sent, or `null`. Called before each request. */
  refuse: () => Fault | null
}): TrackedRequests => {
  const { effects } = params
  let open = params.before ? 1 : 0
  return {
    mayExist: () => open > 0,
    watch: client => async (request, signal) => {
      const refused = params.refuse()
      if (refused !== null) throw refused
      if (request.method === 'GET' || request.method === 'HEAD') return client(request, signal)
      effects.passing('registration-sending')
      open++
      try {
        const response = await client(request, signal)
        effects.passing('registration-sent')
        if (!tookEffect(response.status) || request.saysRefused?.(response) === true) open--
        return response
      } catch (thrown) {
        const fault = toFault(thrown)
        if (effects.surelyNotSent(fault.toData())) open--
        throw fault
      }
    }
  }
}
