import {
  Fault,
  type FaultData,
  type Id,
  isGone,
  isJsonObject,
  type Orphan,
  type Removal
} from '@hookwright/model'
import { helperSource, runHelper } from '../execution/helper-source.ts'
import { beginRun, finishRun } from '../kernel/keep-run.ts'
import { heldKey } from '../kernel/process-calls.ts'
import { orphanPlace } from '../kernel/seal-places.ts'
import { findAtService } from './find-at-service.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'
import { textsIn } from './subscription-secrets.ts'
import { EVENT_URL_KEY } from './trial-registration.ts'

/** Registrations at services that belong to no open subscription. */
export interface Orphans {
  /** Lists all orphans. Open ones come first; otherwise, the newest comes first. */
  list: () => Promise<Orphan[]>
  /** Returns an orphan. Throws `orphan.gone`. */
  get: (id: Id) => Promise<Orphan>
  /**
   * Removes an orphan at the service through its deregistration flow. Returns the fault if the removal
   * failed, otherwise null. Throws `orphan.gone`, `orphan.closed`, `orphan.not-removable`.
   */
  remove: (id: Id) => Promise<FaultData | null>
  /**
   * Closes an orphan because a flow adopts its registration, then runs the adoption. Never runs during a
   * removal. Throws `orphan.gone`, `orphan.closed`.
   */
  takeOver: <Taken>(id: Id, take: () => Promise<Taken>) => Promise<Taken>
  /** Resolves when no orphan of this flow is being removed. A removal could delete a new registration. */
  settled: (flowId: Id) => Promise<void>
  /**
   * Removes leftovers of dry runs if their process no longer runs. Failures stay in the list. Never throws.
   */
  removeTrials: () => Promise<void>
  /** Ignores an orphan, with a reason. Throws `orphan.gone`, `orphan.closed`. */
  ignore: (id: Id, reason: string) => Promise<void>
}

export const createOrphans = (context: RegistrationContext): Orphans => {
  const { store, effects, settings } = context

  /** Work in progress, by orphan. */
  const underWay = new Map<Id, Promise<unknown>>()

  /** Runs one operation at a time per orphan. */
  const alone = async <Done>(id: Id, work: () => Promise<Done>): Promise<Done> => {
    while (underWay.has(id)) await underWay.get(id)?.catch(() => {})
    const done = work().finally(() => underWay.delete(id))
    underWay.set(id, done)
    return done
  }

  const find = async (id: Id) => {
    const found = await store.orphans.find(id)
    if (found === null) throw new Fault('orphan.gone')
    return found
  }

  /** Ends the uncertain subscription of a removed orphan, unless other registrations found for it remain. */
  const settleOwn = async (id: Id, { subscriptionId }: Removal): Promise<void> => {
    if (subscriptionId === undefined) return
    for (const other of await store.orphans.listOpen()) {
      if (other.id === id) continue
      if ((await find(other.id)).removal?.subscriptionId === subscriptionId) return
    }
    const fault = new Fault('registration.removed').toData()
    await store.renewals.settleUncertain(subscriptionId, { fault })
  }

  /**
   * Returns the Registration Data of an orphan. If the data never arrived, searches for the registration at
   * the service; `null` if the service has none.
   */
  const dataOf = async (
    { id, connectorId, connectionId, foundAt }: Orphan,
    { data, removal }: { data: Uint8Array | null; removal: Removal }
  ): Promise<{ data: unknown } | { fault: FaultData } | null> => {
    if (data === null) throw new Fault('orphan.not-removable')
    const opened: unknown = JSON.parse(effects.sealer.open(data, orphanPlace(id)))
    const eventUrl = isJsonObject(opened) ? opened[EVENT_URL_KEY] : undefined
    if (typeof eventUrl !== 'string' || removal.search === undefined) return { data: opened }
    const found = await findAtService(context, {
      source: () => helperSource(context, { connectorId }),
      listing: removal.search,
      connectionId,
      eventUrl
    })
    switch (found.is) {
      case 'failed':
        return found
      case 'found':
        if (found.data === null) throw new Fault('orphan.not-removable')
        return { data: found.data }
      case 'not-listed': {
        // The request may still be on its way to the service for as long as registering may take.
        const left = foundAt + 2 * settings.registrationTime - effects.clock()
        return left <= 0
          ? null
          : { fault: new Fault('orphan.not-listed', { seconds: secondsOf(left) }).toData() }
      }
    }
  }

  const removeAlone = async (id: Id): Promise<FaultData | null> => {
    const { orphan, data, removal } = await find(id)
    if (orphan.status.is !== 'open') throw new Fault('orphan.closed')
    if (removal === null) throw new Fault('orphan.not-removable')
    const known = await dataOf(orphan, { data, removal })
    if (known === null) {
      const reason = 'The service does not list the registration, so it does not exist there.'
      await store.orphans.close(id, { how: 'removed', reason, at: effects.clock() })
      return null
    }
    if ('fault' in known) return known.fault
    const { flowId, versionId, inputs } = removal
    const opened = known.data
    const run = beginRun({
      id: effects.newId(),
      kind: 'deregistration',
      flowId,
      startedAt: effects.clock()
    })
    await store.runs.begin(run)
    const limit = new AbortController()
    const late = new Fault('deregistration.timed-out', { seconds: secondsOf(settings.registrationTime) })
    const stop = effects.after(settings.registrationTime, () => limit.abort(late))
    const trace = context.traces.begin(run.id, flowId)
    const own = textsIn(opened)
    trace.secrets = own
    const { outcome, secrets } = await runHelper(context, {
      source: () =>
        helperSource(context, versionId === null ? { connectorId: orphan.connectorId } : { versionId }),
      flowId,
      connectionId: orphan.connectionId,
      start: { registrationData: isJsonObject(opened) ? opened : null, ...inputs },
      runId: run.id,
      signal: limit.signal,
      trace
    })
    stop()
    context.traces.end(run.id)
    const at = effects.clock()
    const finished = finishRun(run, outcome, at, effects.scrubber([...secrets, ...own]))
    await store.runs.finish(finished, { erase: false })
    if (finished.status.is === 'failed' && !isGone(finished.status.fault)) {
      const { fault } = finished.status
      await store.orphans.learn(id, {
        data: null,
        reason: `The registration could not be removed: ${fault.message}`
      })
      return fault
    }
    await settleOwn(id, removal)
    await store.orphans.close(id, { how: 'removed', reason: 'Hookwright removed the registration.', at })
    return null
  }

  const remove: Orphans['remove'] = id => alone(id, () => removeAlone(id))

  return {
    list: () => store.orphans.list(),
    get: async id => (await find(id)).orphan,
    remove,
    takeOver: (id, take) =>
      alone(id, async () => {
        // Closed first: whoever removed it later would cut off the flow.
        const reason = 'The flow now uses this registration.'
        await store.orphans.close(id, { how: 'adopted', reason, at: effects.clock() })
        return take()
      }),
    settled: async flowId => {
      for (const [id, work] of [...underWay]) {
        const { subscriptionId } = (await store.orphans.find(id))?.removal ?? {}
        const own = subscriptionId === undefined ? null : await store.subscriptions.find(subscriptionId)
        if (own?.flowId === flowId) await work.catch(() => {})
      }
    },
    removeTrials: async () => {
      for (const { id } of await store.orphans.listOpen()) {
        if ((await find(id)).removal?.trial !== true) continue
        if (await context.calls.isHeld(heldKey('trial', id))) continue
        await remove(id).catch((thrown: unknown) =>
          effects.log('The registration of a test could not be removed from a service.', {
            cause: String(thrown)
          })
        )
      }
    },
    ignore: (id, reason) => store.orphans.close(id, { how: 'ignored', reason, at: effects.clock() })
  }
}
