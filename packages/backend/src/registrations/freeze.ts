import { helperTermsOf, optionPortId, type Specs, signatureOf } from '@hookwright/engine'
import {
  Fault,
  type FlowSignature,
  type HelperTerms,
  type Id,
  isEnteredByHand,
  keySourcesOf,
  MINUTE,
  type RegistrarRole,
  type RevisionSnapshot,
  type SubscriptionTerms,
  sameJson,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { receivingOf } from '../revisions/receiving-of.ts'
import { optionsOf } from '../revisions/terms-of-revision.ts'
import type { HelperFlow, Ready } from './readiness.ts'
import type { RegistrationContext } from './registration-context.ts'

const freeze = ({ id, name, description, doc }: HelperFlow) => ({ id, name: name ?? '', description, doc })

/** Returns the revision snapshot of a flow and its helper flows. */
export const snapshotOf = ({ flow, helpers }: Pick<Ready, 'flow' | 'helpers'>): RevisionSnapshot => ({
  schemaVersion: 1,
  flow: freeze(flow),
  helpers: helpers.map(freeze)
})

/**
 * Returns true if no flow registers the Event URL under these terms. The event is then polled, or a person
 * enters the URL.
 */
export const hasNoRegistration = ({
  registration,
  deregistration,
  polls
}: Omit<SubscriptionTerms, 'revisionId'>): boolean =>
  polls === true || (registration === null && deregistration === null)

/**
 * Returns true if an event has the same signature checks and handshakes in two versions. The keys of a
 * subscription then remain valid.
 */
export const hasSameKeys = (
  specs: Specs,
  from: LoadedRevision,
  to: LoadedRevision,
  eventFlowId: Id
): boolean => {
  const [before, after] = [from, to].map(({ snapshot }) => {
    const { verify, handshake } = receivingOf(specs, snapshot, eventFlowId)
    return { verify, handshake }
  })
  return sameJson(before, after)
}

/**
 * Returns true if a person must enter the signing secret at the service. Requests are then checked with the
 * generated secret, and no flow sends it.
 */
export const isSecretByHand = (
  specs: Specs,
  snapshot: VersionSnapshot,
  terms: Omit<SubscriptionTerms, 'revisionId'>
): boolean =>
  isEnteredByHand(terms) &&
  keySourcesOf(receivingOf(specs, snapshot, terms.eventFlowId)).some(
    ({ source }) => source.from === 'generated'
  )

/** Returns the new terms for a running subscription that keeps its Event URL and keys. */
export const termsInPlace = (
  next: SubscriptionTerms,
  { publicUrl, secretByHand }: SubscriptionTerms
): SubscriptionTerms => ({
  ...next,
  ...(publicUrl !== undefined && { publicUrl }),
  ...(secretByHand && { secretByHand })
})

/** Returns the terms for turning a flow on, without the revision. */
export const termsOf = (
  context: RegistrationContext,
  ready: Ready
): Omit<SubscriptionTerms, 'revisionId'> => {
  const { specs } = context
  const { flow, start, use, loadedRevision, catalog } = ready
  const { snapshot } = loadedRevision
  const eventFlow = snapshot.flows.find(candidate => candidate.id === use.eventFlowId)
  const eventCard = eventFlow && startCardOf(eventFlow.doc)
  if (!eventFlow || !eventCard) throw new Fault('flow.gone')
  const options = optionsOf(specs, flow.doc, start, catalog)
  const signature: FlowSignature | null = signatureOf(eventFlow, specs)
  const inner = Object.fromEntries(
    (signature?.options ?? []).map(option => [optionPortId(option.id), options[option.id] ?? null])
  )
  const registrar = specs.get(eventCard.type)?.registers(eventCard.config)
  const helperOf = (role: RegistrarRole): HelperTerms | null =>
    helperTermsOf({
      flow: eventFlow.doc,
      card: eventCard,
      role,
      options: inner,
      specs,
      catalog: loadedRevision.makers
    })
  const [renewal, listing, probeFlow] = [helperOf('renewal'), helperOf('listing'), helperOf('probe')]
  return {
    connectorId: loadedRevision.version.connectorId,
    versionId: use.versionId,
    eventFlowId: use.eventFlowId,
    connectionId: use.connectionId,
    options,
    registration: helperOf('registration'),
    deregistration: helperOf('deregistration'),
    ...(signature?.kind === 'polling-monitor' && { polls: true as const }),
    ...(renewal !== null && { renewal }),
    ...(listing !== null && { listing }),
    ...(registrar?.compareMinutes !== undefined && { compareEvery: registrar.compareMinutes * MINUTE }),
    ...(registrar?.oneUrlPerConnection && { sharesAddress: true as const }),
    ...(registrar?.probe === 'service-sends-one' && {
      probe: registrar.probe,
      ...(probeFlow !== null && { probeFlow })
    })
  }
}
