import {
  type Bindings,
  type Card,
  type EventFacts,
  type EventUsage,
  type FieldId,
  type Flow,
  type HelperFacts,
  isEventKind,
  readersOf,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { EventUse } from '../card/card-abilities.ts'
import type { Specs } from '../card/define-card.ts'
import { behaviourOf, inputValuesIn, withoutSignature } from './behaviour.ts'
import { signatureOf } from './signature-of.ts'
import { usesConnection } from './uses-connection.ts'

/** Returns the bindings that a card passes to a helper flow: those of the inputs with a prefix. */
const mappingOf = (inputs: Bindings, prefix: string): Bindings =>
  Object.fromEntries(Object.entries(inputs).filter(([id]) => id.startsWith(prefix)))

const helperFactsOf = (
  snapshot: VersionSnapshot,
  start: Card,
  flowId: string | null | undefined,
  prefix: string,
  specs: Specs
): HelperFacts | null => {
  const doc = snapshot.flows.find(flow => flow.id === flowId)?.doc
  if (doc === undefined) return null
  return {
    flow: behaviourOf(snapshot, doc, specs),
    mapping: mappingOf(start.inputs, prefix)
  }
}

/**
 * Returns the properties of an event that users' flows depend on. `null` if the version does not contain the
 * event.
 */
export const eventFactsOf = (
  snapshot: VersionSnapshot,
  eventFlowId: string,
  specs: Specs
): EventFacts | null => {
  const flow = snapshot.flows.find(candidate => candidate.id === eventFlowId)
  const start = flow && startCardOf(flow.doc)
  const signature = flow && signatureOf(flow, specs)
  if (!flow || !start || !signature || !isEventKind(signature.kind)) return null
  const registrar = specs.get(start.type)?.registers(start.config)
  const helperOf = (role: 'registration' | 'deregistration') =>
    helperFactsOf(snapshot, start, registrar?.flowIds[role], registrar?.prefixes[role] ?? '', specs)
  const { options, outputs, runMode } = signature
  return {
    options,
    outputs,
    runMode,
    registration: helperOf('registration'),
    deregistration: helperOf('deregistration'),
    behaviour: behaviourOf(snapshot, withoutSignature(flow.doc, start, specs), specs),
    authentication: snapshot.authentication,
    usesConnection: usesConnection(flow.doc, snapshot.flows, specs)
  }
}

/** Returns the first field in a path into a list of records. `null` if the path has only indexes. */
const fieldOfRecord = (path: (string | number)[]): FieldId | null => {
  const field = path.find(key => typeof key === 'string')
  return field === undefined ? null : String(field)
}

/**
 * Id of the event output with all records of a delivery. An event card has it if one run handles the whole
 * list.
 */
export const RECORDS: FieldId = 'records'

/** Returns the parts of an event that a user's flow uses. */
export const eventUsageOf = (flow: Flow, start: Card, use: EventUse): EventUsage => {
  const read = readersOf(flow, start.id).map(({ pill }) =>
    pill.field === RECORDS && use.runMode === 'list' ? fieldOfRecord(pill.path) : pill.field
  )
  const fields = read.filter(field => field !== null)
  return {
    chosen: inputValuesIn(start.inputs).chosen,
    outputs: fields.length < read.length ? 'all' : new Set(fields),
    hasConnection: use.connectionId !== null
  }
}
