import type { Router } from 'express'
import { z } from 'zod'
import { drawEvent, eventBodyOf } from './acme-event.ts'
import { refusal, send } from './answer.ts'
import { type Delivery, describeDelivery, describeSent } from './delivery.ts'
import type { Effects } from './effects.ts'
import { mustBeOneOf, readInput } from './input.ts'
import { manners, newDelivery } from './new-delivery.ts'
import type { Service } from './service.ts'
import type { Subscription } from './subscription.ts'
import { unknownSubscription } from './subscriptions.ts'

/** Adds the routes for the delivery log, resending a delivery, and sending an event or a ping to one subscription. */
export function routeDeliveries(api: Router, { database, deliverySender, fx }: Service): void {
  const attempt = async (delivery: Delivery) => describeSent(delivery, await deliverySender.bring(delivery))

  api.get('/deliveries', (_request, response) => {
    send(response, { status: 200, body: database.deliveries().map(describeDelivery) })
  })

  api.post('/deliveries/:id/resend', async (request, response) => {
    const { id } = request.params
    const delivery = database.delivery(id)
    if (!delivery) {
      const message = `There is no delivery "${id}". The last 500 are kept; GET /api/deliveries lists them.`
      return send(response, refusal(404, 'unknown_delivery', message))
    }
    send(response, { status: 200, body: await attempt(delivery) })
  })

  api.post('/subscriptions/:id/send', async (request, response) => {
    const wanted = readInput(Sending, request.body ?? {})
    if (!wanted.ok) return send(response, wanted.answer)
    const subscription = database.subscription(request.params.id)
    if (!subscription) return send(response, unknownSubscription(request.params.id))
    const { eventType } = subscription
    const body = eventBodyOf(drawEvent(eventType, 1, fx), subscription)
    const delivery = newDelivery({ subscription, eventType, body, ...wanted.value }, fx)
    send(response, { status: 200, body: await attempt(delivery) })
  })

  api.post('/subscriptions/:id/ping', async (request, response) => {
    const subscription = database.subscription(request.params.id)
    if (!subscription) return send(response, unknownSubscription(request.params.id))
    const ping = newDelivery({ subscription, eventType: 'ping', body: tellPing(subscription, fx) }, fx)
    send(response, { status: 200, body: await attempt(ping) })
  })
}

/** Input for sending to one subscription. */
const Sending = z.strictObject({
  manner: z.enum(manners, { error: mustBeOneOf(manners) }).default('genuine')
})

const tellPing = ({ id, eventType }: Subscription, fx: Effects) => ({
  id: `evt_${fx.randomHex(8)}`,
  type: 'ping',
  occurredAt: new Date(fx.clock()).toISOString(),
  record: { subscriptionId: id, eventType }
})
