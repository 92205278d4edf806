import type { Router } from 'express'
import { type Answer, keyReused, refusal, send } from './answer.ts'
import { answerUnderFaults } from './answer-under-faults.ts'
import { dialects, findDialect, keyFor } from './dialects.ts'
import { sendHandshakes } from './handshakes.ts'
import { readInput } from './input.ts'
import type { Service } from './service.ts'
import { describe, describeWithSecret, type Subscription, statusOf } from './subscription.ts'
import { NewSubscription, Renewal } from './subscription-input.ts'

/** Adds the routes /subscriptions (create, list, read, renew, change key, delete) and /dialects. */
export function routeSubscriptions(api: Router, service: Service): void {
  const { database, fx } = service

  api.post('/subscriptions', async (request, response) => {
    const wanted = readInput(NewSubscription, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    const idempotencyKey = request.get('Idempotency-Key')
    const execute = () => create(wanted.value, idempotencyKey, service)
    await answerUnderFaults({ place: 'create', request, response, execute, service })
  })

  api.get('/subscriptions', (_request, response) => {
    const now = fx.clock()
    const body = database.subscriptions().map(subscription => describe(subscription, now))
    send(response, { status: 200, body })
  })

  api.get('/subscriptions/:id', (request, response) => {
    const subscription = database.subscription(request.params.id)
    if (!subscription) return send(response, unknownSubscription(request.params.id))
    send(response, { status: 200, body: describe(subscription, fx.clock()) })
  })

  api.patch('/subscriptions/:id', (request, response) => {
    const wanted = readInput(Renewal, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    send(response, renew(request.params.id, wanted.value.expiresInSeconds, service))
  })

  api.post('/subscriptions/:id/rotate', (request, response) => {
    const subscription = database.subscription(request.params.id)
    if (!subscription) return send(response, unknownSubscription(request.params.id))
    const { secret, published } = keyFor(findDialect(subscription.dialect), null, fx)
    database.changeSecret(subscription.id, secret)
    const body = { ...describeWithSecret({ ...subscription, secret }, fx.clock()), secret: published }
    send(response, { status: 200, body })
  })

  api.get('/dialects', (_request, response) => {
    const body = dialects.map(({ id, name, notes, handshakes }) => ({
      id,
      name,
      notes,
      handshakes: handshakes.map(handshake => handshake.name)
    }))
    send(response, { status: 200, body })
  })

  api.delete('/subscriptions/:id', async (request, response) => {
    const { id } = request.params
    const execute = () => (database.deleteSubscription(id) ? { status: 204 } : unknownSubscription(id))
    await answerUnderFaults({ place: 'remove', request, response, execute, service })
  })
}

/** Answer for an unknown id. */
export const unknownSubscription = (id: string): Answer =>
  refusal(
    404,
    'unknown_subscription',
    `There is no subscription "${id}". It may have been deleted; GET /api/subscriptions lists all subscriptions.`
  )

async function create(
  wanted: NewSubscription,
  idempotencyKey: string | undefined,
  { database, deliverySender, fx, mayCall }: Service
): Promise<Answer> {
  if (!mayCall(wanted.url))
    return refusal(
      422,
      'url_not_allowed',
      'No subscription was created: the practice service calls only Event URLs of the Hookwright server it belongs to. Send the Event URL of a flow.'
    )
  const now = fx.clock()
  const dialect = findDialect(wanted.dialect ?? null)
  const { secret, published } = keyFor(dialect, wanted.key ?? null, fx)
  const subscription: Subscription = {
    id: `sub_${fx.randomHex(6)}`,
    url: wanted.url,
    eventType: wanted.eventType,
    list: wanted.list ?? false,
    department: wanted.department ?? null,
    secret,
    dialect: dialect?.id ?? null,
    createdAt: now,
    expiresAt: endAfter(wanted.expiresInSeconds ?? null, now),
    deadAt: null
  }
  const body = { ...describeWithSecret(subscription, now), secret: published }
  const { id, url } = subscription
  const unmet =
    dialect &&
    (await sendHandshakes(dialect, { url, secret, registration: { id } }, { fx, ask: deliverySender.ask }))
  if (unmet)
    return refusal(
      422,
      'handshake_failed',
      `${unmet} The subscription was removed; turn the flow on again after fixing this.`
    )
  const first = idempotencyKey && { idempotencyKey, request: JSON.stringify(wanted), body }
  const creation = database.createSubscription(subscription, first || undefined)
  switch (creation.kind) {
    case 'created':
      return { status: 201, body }
    case 'replayed':
      return { status: 201, body: creation.body, headers: { 'Idempotency-Replayed': 'true' } }
    case 'key-reused':
      return keyReused
    case 'exists': {
      const message =
        `Subscription "${creation.id}" already sends "${wanted.eventType}" to this URL. ` +
        'Use that one, or delete it before you create another.'
      return { status: 409, body: { error: { code: 'subscription_exists', message }, id: creation.id } }
    }
  }
}

function renew(id: string, seconds: number | null, { database, fx }: Service): Answer {
  const now = fx.clock()
  const subscription = database.subscription(id)
  if (!subscription) return unknownSubscription(id)
  const status = statusOf(subscription, now)
  if (status !== 'live') {
    const message = `Subscription "${id}" is ${status} and cannot be renewed. Delete it and create a new one.`
    return refusal(409, 'subscription_not_live', message)
  }
  const expiresAt = endAfter(seconds, now)
  database.renewSubscription(id, expiresAt)
  return { status: 200, body: describe({ ...subscription, expiresAt }, now) }
}

const endAfter = (seconds: number | null, now: number): number | null =>
  seconds === null ? null : now + seconds * 1000
