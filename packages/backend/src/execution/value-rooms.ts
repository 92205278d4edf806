import type { ValueRoom } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/**
 * Maximum total size of the values of large runs in bytes, for all flows and per flow. A single run may use
 * up to 64 MB.
 */
const MOST = 128 * 1_048_576
const MOST_OF_FLOW = 64 * 1_048_576

/** Run that has requested memory. */
interface Holder {
  flowId: Id
  /** Reserved bytes. 0 before the first reservation. */
  held: number
  /** Total number of bytes that the run waits for. Null while it runs. */
  wanted: { bytes: number; enter: () => void } | null
}

/**
 * Shares memory among runs with large values, in total and per flow. A run that needs more than is free waits
 * until other runs end. If all runs with reserved memory wait, the oldest one continues, so only one run at a
 * time exceeds a limit.
 */
export const createValueRooms = ({
  effects,
  most = MOST,
  mostOfFlow = MOST_OF_FLOW
}: {
  effects: Pick<Effects, 'soon'>
  most?: number
  mostOfFlow?: number
}): ((flowId: Id) => ValueRoom) => {
  /** Runs that have requested memory, in order of their first request. */
  const holders = new Set<Holder>()

  const letIn = (holder: Holder): void => {
    if (holder.wanted === null) return
    const { bytes, enter } = holder.wanted
    holder.held = bytes
    holder.wanted = null
    effects.soon(enter)
  }

  /** Sums up reserved bytes and active runs, in total and per flow. */
  const count = () => {
    const all = { held: 0, active: 0 }
    const flows = new Map<Id, { held: number; active: number }>()
    for (const { flowId, held, wanted } of holders) {
      const flow = flows.get(flowId) ?? { held: 0, active: 0 }
      flows.set(flowId, flow)
      for (const of of [all, flow]) {
        of.held += held
        if (held > 0 && wanted === null) of.active++
      }
    }
    return { all, flows }
  }

  /**
   * Admits waiting runs that fit, in order. A run that waits for its flow's share does not block runs of
   * other flows. A run that waits for the total blocks all later runs.
   */
  const look = (): void => {
    const { all, flows } = count()
    const blocked = new Set<Id>()
    for (const holder of holders) {
      const flow = flows.get(holder.flowId)
      if (holder.wanted === null || flow === undefined || blocked.has(holder.flowId)) continue
      const more = holder.wanted.bytes - holder.held
      if (flow.active > 0 && flow.held + more > mostOfFlow) {
        blocked.add(holder.flowId)
        continue
      }
      if (all.active > 0 && all.held + more > most) return
      for (const of of [all, flow]) {
        of.held += more
        of.active++
      }
      letIn(holder)
    }
  }

  return flowId => {
    const holder: Holder = { flowId, held: 0, wanted: null }
    return {
      reserve: bytes =>
        new Promise(resolve => {
          holders.add(holder)
          holder.wanted = { bytes, enter: resolve }
          look()
        }),
      leave: () => {
        if (holders.delete(holder)) look()
      }
    }
  }
}
