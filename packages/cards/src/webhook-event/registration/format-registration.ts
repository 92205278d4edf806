import type { FlowKind } from '@hookwright/model'
import type { RegistrationDraft } from './read-registration.ts'

/**
 * Lists the names of the configured optional parts, as in “Renewal, Verification”. Returns null if none is
 * configured.
 */
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

/** All kinds of flow. A chosen helper flow is shown even if its kind has changed. */
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
