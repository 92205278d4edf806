import type { AttemptKind } from '@hookwright/model'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'

type Act = OpenedRegistration['attempts'][number]

/**
 * Names for a step that sent the requests of an attempt, by kind of attempt: “Asked Acme HR to send events”.
 * They are used if only one card sent requests.
 */
const asked: Partial<Record<AttemptKind, (service: string) => string>> = {
  registration: service => `Asked ${service} to send events`,
  deregistration: service => `Asked ${service} to stop sending events`,
  compensation: service => `Asked ${service} to stop sending events`,
  cleanup: service => `Asked ${service} to stop sending events`,
  renewal: service => `Asked ${service} to renew the subscription`,
  reconciliation: service => `Asked ${service} for its subscriptions`
}

const RETURN = 'registration-return'

/**
 * Returns the steps of an attempt that matter to the flow's owner. Cards that sent no request and did not
 * fail are omitted. If only one card sent requests, it gets a name from `asked`; otherwise the names of the
 * cards distinguish them.
 */
export const stepsOfAttempt = ({ attempt, lines }: Act, connectorName: string | null): Act['lines'] => {
  const sayAsked = asked[attempt.kind]
  const isSingle = lines.filter(({ requests }) => requests.length > 0).length === 1
  return lines.flatMap(line => {
    const { type, status, requests } = line
    if (requests.length > 0)
      return isSingle && sayAsked !== undefined
        ? [{ ...line, depth: 0, name: sayAsked(connectorName ?? 'the service') }]
        : [line]
    if (status === 'failed' || status === 'running') return [line]
    return type === RETURN && status === 'succeeded' ? [{ ...line, name: 'Saved the registration data' }] : []
  })
}
