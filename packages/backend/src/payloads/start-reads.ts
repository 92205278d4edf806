import {
  type Flow,
  type MemberSelection,
  memberSelectionOf,
  type Path,
  pillsOf,
  startCardOf
} from '@hookwright/model'

/** Outputs of the start card that an event flow reads. Others are not computed for a delivery. */
export interface StartReads {
  /** Ids of the outputs that are read. */
  outputs: ReadonlySet<string>
  /** Parts of an object body that are read; null for the whole body. */
  ofBody: MemberSelection | null
}

/** Reads of a flow that uses every output of the start card as a whole. */
export const everything: StartReads = {
  outputs: new Set(['body', 'headers', 'query', 'method', 'receivedAt']),
  ofBody: null
}

/**
 * Returns all outputs and paths that cards of the flow read, even in branches that may never run.
 */
export const startReadsOf = (flow: Flow): StartReads => {
  const start = startCardOf(flow)?.id
  const bindings = Object.values(flow.cards).flatMap(({ inputs, blocks = [] }) =>
    [inputs, ...blocks.map(block => block.joins)].flatMap(fed => Object.values(fed))
  )
  const pills = bindings.flatMap(pillsOf).filter(pill => pill.card === start)
  const bodyPaths: Path[] = pills.filter(pill => pill.field === 'body').map(pill => pill.path)
  return { outputs: new Set(pills.map(pill => pill.field)), ofBody: memberSelectionOf(bodyPaths) }
}
