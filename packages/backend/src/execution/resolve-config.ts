import { connectionFieldId, noJournal, runFlow, type Specs } from '@hookwright/engine'
import {
  type Authentication,
  type ConnectionField,
  type ConnectionPurpose,
  type ConnectionValues,
  Fault,
  type Id,
  type Method,
  type Millis,
  SECOND
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { secretsOf } from '../authorization/secrets-of.ts'
import type { Effects } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'
import { mustBeDeployed } from '../revisions/deployed-of.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type HelperSource, helperSource } from './helper-source.ts'

/** Connection for which configuration values are computed. */
export interface ConfigSubject {
  connectorId: Id
  purpose: ConnectionPurpose
  method: Method
  /** Values that a person entered for the connection. */
  values: ConnectionValues
}

/** Maximum length of a value from a helper flow, in characters. */
const LONGEST = 20_000

/**
 * Returns the method without credentials. Helper flows for configuration values run before the connection can
 * authenticate.
 */
const withoutCredentials = ({ token: _, code: _code, ...method }: Method): Authentication => ({
  ...method,
  kind: 'none',
  placement: { kind: 'none' }
})

/** Returns the first output of a helper flow as text; null for any other type. */
const textIn = (result: Record<string, unknown> | null): string | null => {
  const [value] = Object.values(result ?? {})
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  return typeof text === 'string' && text.length <= LONGEST ? text : null
}

/**
 * Creates a function that computes the configuration values of a connection with helper flows, by field id.
 * The function throws `connection.config-failed`, `version.not-deployed`, `connector.gone`.
 */
export const createConfigResolver = (parts: {
  store: Store
  specs: Specs
  effects: Effects
  loadedRevisions: LoadedRevisions
  limit: Millis
}): ((subject: ConfigSubject) => Promise<ConnectionValues>) => {
  const { store, effects, limit } = parts

  const sourceFor = async ({ connectorId, purpose }: ConfigSubject): Promise<HelperSource> => {
    if (purpose === 'test') return helperSource(parts, { connectorId })
    const { version } = await mustBeDeployed(store, connectorId)
    return helperSource(parts, { versionId: version.id })
  }

  const readValue = async (
    { label }: ConnectionField,
    flowId: Id,
    { method, values }: ConfigSubject,
    { flows, prepared }: HelperSource
  ): Promise<string> => {
    const failed = (why: string): Fault => new Fault('connection.config-failed', { label, why })
    const flow = flows.find(({ id }) => id === flowId)
    if (flow === undefined) throw failed('its helper flow was deleted.')
    const ending = new AbortController()
    const late = failed(`its helper flow did not end within ${limit / SECOND} seconds.`)
    const cancel = effects.after(limit, () => ending.abort(late))
    const { status, result } = await runFlow(
      flow.doc,
      {},
      {
        prepared,
        fx: { ...effects, http: effects.clientFor(withoutCredentials(method), values) },
        journal: noJournal,
        runId: effects.newId(),
        flowId,
        everywhere: Object.fromEntries(
          method.fields.map(({ id }) => [connectionFieldId(id), values[id] ?? ''])
        ),
        signal: ending.signal,
        fuel: FUEL
      }
    ).finally(cancel)
    const scrub = effects.scrubber(secretsOf(method, values))
    if (ending.signal.aborted) throw late
    if (status.is === 'failed') throw failed(scrub(`its helper flow failed. ${status.fault.message}`))
    const value = textIn(result)
    if (value === null) throw failed('its helper flow did not return text as its first output.')
    return value
  }

  return async subject => {
    const wanted = subject.method.fields.flatMap(field =>
      field.source?.from === 'helper' ? [{ field, flowId: field.source.flowId }] : []
    )
    if (wanted.length === 0) return {}
    const source = await sourceFor(subject)
    const found: ConnectionValues = {}
    // In order, so that each may use those before it.
    for (const { field, flowId } of wanted) {
      const values = { ...subject.values, ...found }
      found[field.id] = await readValue(field, flowId, { ...subject, values }, source)
    }
    return found
  }
}
