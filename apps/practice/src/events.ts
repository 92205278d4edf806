import type { Router } from 'express'
import { z } from 'zod'
import { drawEvent, eventBodyOf } from './acme-event.ts'
import { send } from './answer.ts'
import { describeSent } from './delivery.ts'
import { EventType } from './event-types.ts'
import { inTurns } from './in-turns.ts'
import { mustBeOneOf, readInput } from './input.ts'
import { newDelivery } from './new-delivery.ts'
import type { Service } from './service.ts'
import { statusOf } from './subscription.ts'

const mustBeCount = 'must be a whole number from 1 to 50'

/** Default and maximum number of records in a list. */
const inList = { usually: 3, atMost: 100 }
const mustBeRecords = `must be a whole number from 1 to ${inList.atMost}`

const EventsWanted = z.strictObject({
  eventType: z.enum(EventType.options, { error: mustBeOneOf(EventType.options) }),
  /** True for a list, false for a single record; null for the setting of each subscription. */
  list: z.boolean('must be true or false').nullish(),
  count: z.int(mustBeCount).min(1, mustBeCount).max(50, mustBeCount).nullish(),
  /** Number of records in an event that contains a list. */
  records: z.int(mustBeRecords).min(1, mustBeRecords).max(inList.atMost, mustBeRecords).nullish(),
  /** Values merged into each generated record. */
  data: z.record(z.string(), z.unknown(), { error: 'must be a JSON object' }).nullish()
})

/** Maximum number of concurrent deliveries. */
const atATime = 20

/**
 * Adds POST /events, which triggers events and answers after one delivery attempt to each live subscription.
 */
export function routeEvents(api: Router, service: Service): void {
  const { database, deliverySender, fx } = service

  api.post('/events', async (request, response) => {
    const wanted = readInput(EventsWanted, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    const subscribers = database
      .subscriptions()
      .filter(
        subscription =>
          subscription.eventType === wanted.value.eventType && statusOf(subscription, fx.clock()) === 'live'
      )
    const deliveries = Array.from({ length: wanted.value.count ?? 1 }, () => {
      const event = drawEvent(wanted.value.eventType, wanted.value.records ?? inList.usually, fx)
      return subscribers.map(subscription => {
        const body = eventBodyOf(event, subscription, wanted.value)
        return newDelivery({ subscription, eventType: event.eventType, body }, fx)
      })
    }).flat()
    const sent = await inTurns(deliveries, atATime, async delivery =>
      describeSent(delivery, await deliverySender.bring(delivery))
    )
    send(response, { status: 200, body: { sent } })
  })
}
