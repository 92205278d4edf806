import { type Flow, type Path, pillsOf, startCardOf, type Wanted, wantedOf } from '@hookwright/model'

/** Outputs of the start card that an event flow reads; nothing else is computed for a delivery. */
export interface StartReads {
  /** Ids of the outputs that are read. */
  outputs: ReadonlySet<string>
  /** Parts of an object body that are read; null for all of it. */
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
