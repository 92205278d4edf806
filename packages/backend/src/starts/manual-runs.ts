import type { ManualStart, Specs } from '@hookwright/engine'
import {
  coerce,
  Fault,
  type Field,
  type FieldId,
  formatHold,
  type Id,
  type Json,
  MANUAL_METHOD,
  nameOfType,
  STARTS_CONNECTOR,
  shownFlowName,
  startKindOf
} from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import { builtInDelivery } from '../built-in/built-in-delivery.ts'
import type { Effects } from '../kernel/effects.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { startOfRevision } from '../revisions/start-of-revision.ts'

/** Flow that people can start manually, with its input fields. */
export interface RunnableFlow {
  flowId: Id
  name: string
  ownerId: string
  inputs: Field[]
}

/** Manual runs of flows. */
export interface ManualRuns {
  /**
   * Returns the input fields of a flow in its running revision. Throws `flow.gone`, `flow.not-on`,
   * `flow.on-hold`, `flow.not-manual`.
   */
  form: (flowId: Id) => Promise<RunnableFlow>
  /** Returns other members' flows that this person may run, sorted by name. */
  shared: (personId: string) => Promise<RunnableFlow[]>
  /** Returns true if members other than the owner may run the flow. */
  isShared: (flowId: Id) => Promise<boolean>
  /**
   * Starts a run with these values and returns its id. Throws `flow.gone`, `flow.not-on`, `flow.on-hold`,
   * `flow.not-manual`, and `input.invalid` if a value is missing or has the wrong type.
   */
  run: (params: {
    flowId: Id
    values: Record<FieldId, Json>
    by: { id: string; name: string }
  }) => Promise<Id>
}

/** Converts the entered values to the types of the inputs. Throws `input.invalid`. */
const readValues = (inputs: Field[], values: Record<FieldId, Json>): Record<FieldId, unknown> => {
  const invalid = (what: string): Fault => new Fault('input.invalid', { what })
  const unknown = Object.keys(values).find(id => !inputs.some(input => input.id === id))
  if (unknown !== undefined)
    throw invalid(`The flow no longer has the input “${unknown}”. Open the form again.`)
  return Object.fromEntries(
    inputs.map(({ id, label, dataType, required }) => {
      const value = values[id] ?? null
      if (value === null || value === '') {
        if (required) throw invalid(`“${label}” is required. Enter a value.`)
        return [id, null]
      }
      const read = coerce(value, dataType)
      if (!read.ok) throw invalid(`“${label}” must be of type ${nameOfType(dataType)}. Enter another value.`)
      return [id, read.value]
    })
  )
}

export const createManualRuns = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId'>
  rules: Pick<RulesInForce, 'of'>
  /** Called with the id of each subscription that has a new manual start to run. */
  delivered: (subscriptionId: Id) => void
}): ManualRuns => {
  const { store, effects, rules, delivered } = params

  const startOf = async ({ terms, status }: SubscriptionRow): Promise<ManualStart | null> => {
    if (startKindOf(terms) !== 'manual' || status.is !== 'on') return null
    const found = await startOfRevision(params, terms.revisionId)
    return found?.spec.manual(found.start.config) ?? null
  }

  const runnable = async (row: SubscriptionRow, { inputs }: ManualStart): Promise<RunnableFlow> => {
    const owned = await store.flows.ownerOf(row.flowId)
    if (owned === null) throw new Fault('flow.gone')
    return { flowId: row.flowId, name: shownFlowName(owned.name), ownerId: owned.ownerId, inputs }
  }

  /**
   * Returns the subscription and start card that a manual run uses. Throws `flow.not-on`, `flow.on-hold`,
   * `flow.not-manual`.
   */
  const opened = async (flowId: Id): Promise<{ row: SubscriptionRow; start: ManualStart }> => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row?.hold) throw new Fault('flow.on-hold', { why: formatHold(row.hold) })
    if (row === null || row.status.is !== 'on') throw new Fault('flow.not-on')
    const start = await startOf(row)
    if (start === null) throw new Fault('flow.not-manual')
    return { row, start }
  }

  return {
    form: async flowId => {
      const { row, start } = await opened(flowId)
      return runnable(row, start)
    },
    shared: async personId => {
      const found: RunnableFlow[] = []
      for (const row of await store.alerts.subscriptionsOf(STARTS_CONNECTOR)) {
        const start = await startOf(row)
        if (start?.isShared !== true) continue
        const flow = await runnable(row, start)
        if (flow.ownerId !== personId) found.push(flow)
      }
      return found.toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
    },
    isShared: async flowId => {
      const row = await store.subscriptions.wantedOf(flowId)
      return row !== null && (await startOf(row))?.isShared === true
    },
    run: async ({ flowId, values, by }) => {
      const { row, start } = await opened(flowId)
      const at = effects.clock()
      const entered = readValues(start.inputs, values)
      const body = new TextEncoder().encode(
        JSON.stringify({ values: entered, by: by.name, byId: by.id, at: new Date(at).toISOString() })
      )
      const { redaction } = await rules.of(flowId)
      const isRedacted = redaction.length > 0
      const delivery = builtInDelivery(effects, {
        ...{ subscriptionId: row.id, method: MANUAL_METHOD, body, isRedacted }
      })
      await store.deliveries.accept(delivery)
      delivered(row.id)
      // The first run of a delivery has its id.
      return delivery.id
    }
  }
}
