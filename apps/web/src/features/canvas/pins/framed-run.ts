import { cardSpecs } from '@hookwright/cards'
import type { OpenedRun } from '../../history/api-types.ts'
import { catalogOfUserFlow } from '../user-flow-catalog.ts'
import type { FramedRun } from './run-frames.ts'

/** Returns an opened run with all flows that its steps may belong to. */
export const framedRunOf = ({
  flow,
  flows,
  signatures,
  events,
  actions,
  actionFields,
  connectionFields,
  given: params,
  records,
  run
}: Pick<
  OpenedRun,
  | 'flow'
  | 'flows'
  | 'signatures'
  | 'events'
  | 'actions'
  | 'actionFields'
  | 'connectionFields'
  | 'given'
  | 'records'
> & {
  run: Pick<OpenedRun['run'], 'id' | 'steps' | 'result'>
}): FramedRun => ({
  id: run.id,
  flow,
  flows: new Map(flows.map(each => [each.id, each])),
  specs: cardSpecs,
  catalog: catalogOfUserFlow({ signatures, events, actions, connectionFields }),
  actionFields,
  steps: run.steps ?? [],
  given: params,
  result: run.result,
  spreads: records !== null
})
