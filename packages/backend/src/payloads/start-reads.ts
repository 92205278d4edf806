import { type Flow, type Path, pillsOf, startCardOf, type Wanted, wantedOf } from '@hookwright/model'

/** What an event flow reads of what its start card gives: nothing else has to be made of a delivery for it. */
export interface StartReads {
  /** Ids of the outputs that are read. */
  outputs: ReadonlySet<string>
  /** What is read of a body that is an object; null for the whole of it. */
  ofBody: Wanted | null
}

/** Every output of the start card, as a whole. */
export const everything: StartReads = {
  outputs: new Set(['body', 'headers', 'query', 'method', 'receivedAt']),
  ofBody: null
}

/** Every place that a card of the flow reads, whether that card is ever done or not. */
export const startReadsOf = (flow: Flow): StartReads => {
  const start = startCardOf(flow)?.id
  const bindings = Object.values(flow.cards).flatMap(({ inputs, blocks = [] }) =>
    [inputs, ...blocks.map(block => block.joins)].flatMap(fed => Object.values(fed))
  )
  const pills = bindings.flatMap(pillsOf).filter(pill => pill.card === start)
  const bodyPaths: Path[] = pills.filter(pill => pill.field === 'body').map(pill => pill.path)
  return { outputs: new Set(pills.map(pill => pill.field)), ofBody: wantedOf(bodyPaths) }
}
