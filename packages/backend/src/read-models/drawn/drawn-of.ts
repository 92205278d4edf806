import { Fault } from '@hookwright/model'
import type { RunRow } from '@hookwright/store'
import type { Drawn, DrawnGiven } from './drawn.ts'
import { drawnAsDraft } from './drawn-as-draft.ts'
import { drawnAsHelper } from './drawn-as-helper.ts'
import { drawnAsUsers } from './drawn-as-users.ts'

/** Loads the flows to draw for a run, by its kind and owner. Throws `run.not-drawable`. */
export const drawnOf = async (given: DrawnGiven, run: RunRow): Promise<Drawn> => {
  if (run.subscriptionId === null) return drawnAsDraft(given, run)
  const subscription = await given.store.subscriptions.find(run.subscriptionId)
  if (subscription === null) throw new Fault('run.not-drawable')
  return run.kind === 'flow'
    ? drawnAsUsers(given, run, subscription)
    : drawnAsHelper(given, run, subscription)
}
