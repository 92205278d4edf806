import type { Delivery, Id, IncomingRequest, Millis, SignatureResult } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { ProcessCalls } from '../kernel/process-calls.ts'

/** Parts of a delivery that are passed to listening sessions. */
type HeardDelivery = Pick<Delivery, 'id' | 'receivedAt' | 'method' | 'contentType'>

/** Message that a listening session for an event has begun in another process. */
interface Beginning {
  id: Id
  eventFlowId: Id
  /** Remaining time of the session. Clocks of processes may differ, so this is not a point in time. */
  left: Millis
}

/** Message with a delivery, for a listening session in another process. */
interface PassedDelivery {
  id: Id
  flowId: Id
  delivery: HeardDelivery
  arrival: Omit<IncomingRequest, 'body'>
  /** Body in base64. */
  body: string
  signature: SignatureResult
}

interface CapturedRequest {
  flowId: Id
  delivery: HeardDelivery
  arrival: IncomingRequest
}

/**
 * Creates the messages between processes about listening sessions. They announce sessions, and pass
 * deliveries to the process with the session.
 */
export const createOtherListeners = (params: {
  effects: Pick<Effects, 'after' | 'clock'>
  calls: Pick<ProcessCalls, 'toOthers' | 'toHolder'>
  keyOf: (id: Id) => string
  /** Called with a delivery for a session of this process. */
  heard: (id: Id, heard: CapturedRequest & { signature: SignatureResult }) => Promise<void>
}) => {
  const { effects, calls, keyOf, heard } = params
  /** Sessions in other processes, by id, each with its event and a function that cancels its end timer. */
  const sessions = new Map<Id, { eventFlowId: Id; cancel: () => void }>()

  const end = (id: Id): void => {
    sessions.get(id)?.cancel()
    sessions.delete(id)
  }
  const begin = ({ id, eventFlowId, left }: Beginning): void => {
    end(id)
    sessions.set(id, { eventFlowId, cancel: effects.after(left, () => sessions.delete(id)) })
  }

  const askBeginning = calls.toOthers('listening.begun', begin)
  const askEnd = calls.toOthers('listening.ended', end)
  const pass = calls.toHolder(
    'listening.tap',
    ({ id }: PassedDelivery) => keyOf(id),
    ({ id, flowId, delivery, arrival, body, signature }: PassedDelivery) =>
      heard(id, { flowId, delivery, arrival: { ...arrival, body: Buffer.from(body, 'base64') }, signature })
  )

  return {
    /**
     * Announces that a session of this process has begun or was extended. Resolves once other processes pass
     * on deliveries.
     */
    tellBeginning: async (
      id: Id,
      { eventFlowId, until }: { eventFlowId: Id; until: Millis }
    ): Promise<void> => {
      await askBeginning({ id, eventFlowId, left: until - effects.clock() })
    },
    /** Announces the end of a session in this process. Does not wait. */
    tellEnd: (id: Id): void => {
      askEnd(id).catch(() => {})
    },
    elsewhere: {
      isOpen: (): boolean => sessions.size > 0,
      /** Passes a delivery to the sessions of other processes that listen to its event. */
      tap: async (
        eventFlowId: Id,
        {
          flowId,
          delivery: { id: deliveryId, receivedAt, method, contentType },
          arrival: { body, ...arrival },
          signature
        }: CapturedRequest & { signature: () => Promise<SignatureResult> }
      ): Promise<void> => {
        const ids = [...sessions].flatMap(([id, of]) => (of.eventFlowId === eventFlowId ? [id] : []))
        if (ids.length === 0) return
        const passed = {
          flowId,
          delivery: { id: deliveryId, receivedAt, method, contentType },
          arrival,
          body: Buffer.from(body).toString('base64'),
          signature: await signature()
        }
        await Promise.all(ids.map(id => pass({ id, ...passed })))
      }
    }
  }
}
