import {
  type Authentication,
  CUSTOM_API_ACTION,
  connectionFieldsOf,
  type Flow,
  type FlowSignature,
  isEventKind,
  needsConnection,
  type Proof,
  proofOf,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import { type ActionSignature, type Catalog, deployedKeyOf, type EventSignature } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'
import { handRegistrationOf } from './hand-registration.ts'
import { signatureOf } from './signature-of.ts'
import { usesConnection } from './uses-connection.ts'

/** Flow with its id and name. */
export interface NamedFlow {
  id: string
  name: string | null
  doc: Flow
}

/** Returns the signatures of flows, by flow id. A flow without a valid start card has none. */
export const signaturesOf = (flows: NamedFlow[], specs: Specs): Map<string, FlowSignature> => {
  const signatures = new Map<string, FlowSignature>()
  for (const flow of flows) {
    const signature = signatureOf(flow, specs)
    if (signature !== null) signatures.set(flow.id, signature)
  }
  return signatures
}

/** Returns the catalog of a maker's flow: the connector's other flows and the connection's fields. */
export const catalogOfMaker = (
  authentication: Authentication,
  flows: NamedFlow[],
  specs: Specs
): Catalog => ({
  connectionFields: connectionFieldsOf(authentication).map(({ id, label }) => ({ id, label })),
  flows: signaturesOf(flows, specs),
  events: new Map(),
  actions: new Map()
})

/** Returns the proof of authenticity that an event's receiving rules require from a request. */
export const proofOfEvent = (doc: Flow, specs: Specs): Proof => {
  const start = startCardOf(doc)
  const rules = start === undefined ? null : (specs.get(start.type)?.receives(start.config) ?? null)
  return rules === null ? 'none' : proofOf(rules)
}

/** Returns the events that a version offers to users' flows, by key. */
export const eventsOfVersion = (
  versionId: string,
  snapshot: VersionSnapshot,
  specs: Specs
): [string, EventSignature][] => {
  const mayNeed = needsConnection(snapshot.authentication)
  return snapshot.flows.flatMap((flow): [string, EventSignature][] => {
    const signature = signatureOf(flow, specs)
    if (signature === null || !isEventKind(signature.kind)) return []
    const needs = mayNeed && usesConnection(flow.doc, snapshot.flows, specs)
    const proof = proofOfEvent(flow.doc, specs)
    const byHand = handRegistrationOf(flow.doc, specs)
    return [
      [
        deployedKeyOf(versionId, flow.id),
        {
          ...signature,
          connectorName: snapshot.name,
          needsConnection: needs,
          proof,
          ...(byHand !== null && { byHand })
        }
      ]
    ]
  })
}

/**
 * Returns true if a version offers the Custom API Action. This requires a base URL that determines the target
 * of requests.
 */
export const offersCustomApi = ({
  authentication: { baseUrl }
}: Pick<VersionSnapshot, 'authentication'>): boolean =>
  baseUrl.kind !== 'literal' || (typeof baseUrl.value === 'string' && baseUrl.value.trim() !== '')

const customApiSignature: FlowSignature = {
  id: CUSTOM_API_ACTION,
  name: 'Custom API Action',
  kind: 'action',
  options: [],
  inputs: [],
  outputs: [],
  runMode: false
}

/** Returns the actions that a version offers to users' flows, by key. */
export const actionsOfVersion = (
  versionId: string,
  snapshot: VersionSnapshot,
  specs: Specs
): [string, ActionSignature][] => {
  const drawn = snapshot.flows.flatMap(flow => {
    const signature = signatureOf(flow, specs)
    return signature?.kind === 'action' ? [signature] : []
  })
  const connectorName = snapshot.name
  const needs = needsConnection(snapshot.authentication)
  return [...drawn, ...(offersCustomApi(snapshot) ? [customApiSignature] : [])].map(signature => [
    deployedKeyOf(versionId, signature.id),
    { ...signature, connectorName, needsConnection: needs }
  ])
}
