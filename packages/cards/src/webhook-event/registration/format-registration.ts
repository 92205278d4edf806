import type { FlowKind } from '@hookwright/model'
import type { mainRoles, RegistrationDraft } from './read-registration.ts'

/**
 * Formats the effect of missing helper flows: one sentence for the consequence, one for what users have to do instead. Null
 * where both exist.
 * @param service the name of the service
 */
export const formatMissingFlows = (
  has: Record<(typeof mainRoles)[number], boolean>,
  service: string
): { consequence: string; instead: string } | null => {
  const at = service === '' ? 'the service' : service
  if (has.registration && has.deregistration) return null
  if (has.registration) {
    return {
      consequence: `Turning a flow off will leave the subscription in ${at}.`,
      instead: 'The user must remove it there by hand.'
    }
  }
  return {
    consequence: `Turning a flow on registers nothing in ${at}.`,
    instead: has.deregistration
      ? 'The user must enter the Event URL there by hand. The deregistration flow gets no Registration Data.'
      : 'The user must enter the Event URL there by hand, and remove it afterwards.'
  }
}

/** Names the optional parts that are set up; null where none is. */
export const formatOptional = (
  draft: Pick<RegistrationDraft, 'renewal' | 'listing'>,
  proves: boolean,
  { oneUrlPerConnection }: { oneUrlPerConnection: boolean }
): string | null => {
  const set = [
    ...(draft.renewal.flowId === null ? [] : ['Renewal']),
    ...(draft.listing.flowId === null ? [] : ['Comparison with the service']),
    ...(proves ? ['Verification'] : []),
    ...(oneUrlPerConnection ? ['Shared Event URL'] : [])
  ]
  return set.length === 0 ? null : set.join(', ')
}

/** All kinds of flow, since a chosen helper flow is shown even if its kind has changed. */
export const anyKind: FlowKind[] = [
  'registration',
  'deregistration',
  'renewal',
  'listing',
  'probe',
  'helper',
  'authping',
  'revoke',
  'webhook-event'
]
