import { type Specs, signatureOf } from '@hookwright/engine'
import { type Id, startCardOf } from '@hookwright/model'
import type { Reach } from './reaches.ts'

/** Whether a flow of a user runs each record of its event by itself: the event gives a list, and its card asks for it. */
export const spreadsRecords = (
  { snapshot, revision }: Pick<Reach, 'snapshot' | 'revision'>,
  eventFlowId: Id,
  specs: Specs
): boolean => {
  const event = snapshot.flows.find(flow => flow.id === eventFlowId)
  const start = revision && startCardOf(revision.flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  return event !== undefined && signatureOf(event, specs)?.runMode === true && use?.runMode === 'each'
}
