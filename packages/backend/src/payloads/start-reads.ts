import {
  type Flow,
  type MemberSelection,
  memberSelectionOf,
  type Path,
  pillsOf,
  startCardOf
} from '@hookwright/model'

/** Outputs of the start card that an event flow reads. Other outputs are not computed. */
export interface StartReads {
  /** Ids of the outputs that the flow reads. */
  outputs: ReadonlySet<string>
  /** Members of the body, an object, that the flow reads. Null if it reads the whole body. */
  ofBody: MemberSelection | null
}

/** Reads of a flow that uses all outputs of the start card completely. */
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
